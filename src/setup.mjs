// Makes a fresh clone runnable: npm runs it before `start`, `test`, `demo` and `bench`, on whatever Node the
// machine has (so no dependencies and no TypeScript here). Each step is skipped while its inputs are unchanged.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules', '.bin');
const env = { ...process.env, PATH: bin + delimiter + process.env.PATH };

/** Runs `work` unless `stamp` already holds the digest of `inputs`. */
function once(stamp, inputs, work) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of inputs.flatMap(walk).sort())
    hash.update(`${relative(root, file)}\n`).update(readFileSync(file));
  const digest = hash.digest('hex');
  const file = join(root, stamp);
  if (existsSync(file) && readFileSync(file, 'utf8') === digest) return;
  work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, digest);
}

function walk(path) {
  const at = join(root, path);
  if (!existsSync(at)) return [];
  try {
    return readdirSync(at, { withFileTypes: true }).flatMap((entry) =>
      entry.name === 'node_modules' || entry.name === '.svelte-kit'
        ? []
        : walk(join(path, entry.name)),
    );
  } catch {
    return [at];
  }
}

/** Runs a command; what it says is shown only when it fails. */
function run(command, args) {
  const options = { cwd: root, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 };
  const { status, error, stdout, stderr } = spawnSync(command, args, options);
  if (error) throw error;
  if (status === 0) return;
  console.error(`${stdout}\n${stderr}`);
  process.exit(status ?? 1);
}

const npm = process.env.npm_execpath;
if (!npm) {
  console.error('Run this through npm: npm start, npm test');
  process.exit(1);
}

once('node_modules/.setup', ['package-lock.json'], () => {
  console.log('Installing what package-lock.json names, about a minute the first time…');
  run(process.execPath, [
    npm,
    'ci',
    '--include=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  // npm 10 leaves the packaged Node unlinked where several packages offer a `node`.
  const own = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(own) && !existsSync(join(bin, 'node'))) symlinkSync(own, join(bin, 'node'));
});

const version =
  spawnSync('node', ['-p', 'process.versions.node'], {
    env,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  }).stdout?.trim() ?? '0';
const [major, minor] = version.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Needs Node 22.18 or newer; this platform (${process.platform} ${process.arch}) has none in npm and runs ${version}.`,
  );
  process.exit(1);
}

const shared = ['src/contract', 'src/domain', 'src/messages', 'package.json', 'package-lock.json'];
once('build/.web', ['web', ...shared], () => {
  console.log('Building the pages…');
  run(process.execPath, [npm, 'run', '--silent', 'build:web']);
});
once('build/.server', ['src', 'package.json', 'package-lock.json'], () => {
  console.log('Building the service…');
  run(process.execPath, [npm, 'run', '--silent', 'build:server']);
});
