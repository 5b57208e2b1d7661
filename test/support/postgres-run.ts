// Starts the PostgreSQL of a test run, for all of its files.
import type { TestProject } from 'vitest/node';

import { makeTemplate } from './databases.ts';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: string;
  }
}

export default async function start(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  try {
    await makeTemplate(server.url('postgres'));
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('postgres', server.url('postgres'));
  return () => server.stop();
}
