import { join } from 'node:path';

import { configDefaults, defineConfig } from 'vitest/config';

import { temporaryFolder } from './support/temporary.ts';

const root = join(import.meta.dirname, '..');

temporaryFolder();

const common = {
  // A worker loads the service once for all of its files. What a test replaces is put back; nothing else is shared.
  isolate: false,
  execArgv: ['--import', join(import.meta.dirname, 'support/drizzle.ts')],
  testTimeout: 30_000,
  hookTimeout: 30_000,
  restoreMocks: true,
  unstubEnvs: true,
  unstubGlobals: true,
};
/** What runs on both engines: everything that reaches a database through the store. */
const BOTH = [
  'test/store/{store,log,prepared}.test.ts',
  'test/jobs/*.test.ts',
  'test/http/*.test.ts',
  'test/anonymous/*.test.ts',
  'test/goals/*.test.ts',
  'test/growth/reviews.test.ts',
  'test/live/coverage.test.ts',
  'test/support/*.test.ts',
];
/** What is about PostgreSQL alone. */
const POSTGRES = ['test/**/*postgres.test.ts'];

export default defineConfig({
  root,
  test: {
    // The default leaves a core idle: on two, half of them.
    maxWorkers: '100%',
    projects: [
      {
        root,
        test: {
          ...common,
          name: 'sqlite',
          globalSetup: 'test/support/bundle-run.ts',
          setupFiles: 'test/support/file.ts',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...POSTGRES],
        },
      },
      {
        root,
        test: {
          ...common,
          name: 'postgres',
          include: [...BOTH, ...POSTGRES],
          globalSetup: ['test/support/bundle-run.ts', 'test/support/postgres-run.ts'],
          setupFiles: 'test/support/postgres-file.ts',
        },
      },
    ],
  },
});
