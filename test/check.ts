// Everything `npm test` runs; all of it runs even if one part fails. What only reads shows a mistake soonest and comes
// first, beside the browser, which waits so much (for a button that rests, for a time to undo) that it leaves room.
// Ends with the ten slowest test files and how many tests passed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'landed-check-'));
const unitReport = join(folder, 'unit.json');
const browserReport = join(folder, 'browser.json');

interface TestFile {
  name: string;
  seconds: number;
  passed: number;
  failed: number;
}

/** A name, and the npm script with its arguments. */
type Step = readonly [name: string, ...script: string[]];

const reading: Step[] = [
  ['pages', 'types:web'],
  ['lint and types', 'lint'],
  ['dead code', 'unused'],
  ['format', 'format:check'],
];
const browser: Step = ['browser', 'test:browser', '--', '--reporter=list,json'];
/** Takes all there is. */
const tests: Step = [
  'tests',
  'test:unit',
  '--',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${unitReport}`,
];

const npm = process.env['npm_execpath'] ?? '';
if (!npm) throw new Error('Run this through npm: npm test');
const failures: string[] = [];
// Writes what the others read.
await run(['routes', 'sync']);
await Promise.all([run(browser), readAll()]);
await run(tests);

const files = [...unitFiles(), ...browserFiles()];
rmSync(folder, { recursive: true, force: true });
console.log('\nThe ten slowest files, in seconds:');
for (const file of files.toSorted((a, b) => b.seconds - a.seconds).slice(0, 10))
  console.log(`${file.seconds.toFixed(1).padStart(7)}  ${file.name}`);
if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
const total = (key: 'passed' | 'failed') => files.reduce((sum, file) => sum + file[key], 0);
console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;

async function readAll(): Promise<void> {
  for (const step of reading) await run(step, { whole: true });
}

/** With `whole`, it gives way to another beside it, and what it says is shown in one piece when it has ended. */
async function run([name, ...script]: Step, { whole = false } = {}): Promise<void> {
  const begun = Date.now();
  if (!whole) console.log(`\n── ${name}`);
  const out = whole ? 'pipe' : 'inherit';
  const child = spawn(process.execPath, [npm, 'run', '--silent', ...script], {
    cwd: root,
    stdio: ['ignore', out, out],
    env: {
      ...process.env,
      PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport,
      // The types are looked at by a program in Go, which may use more memory and tidies it less often for that.
      GOGC: '400',
    },
  });
  if (whole && child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => said.push(chunk));
  const [status] = (await once(child, 'close')) as [number | null];
  if (whole) process.stdout.write(`\n── ${name}\n${Buffer.concat(said).toString()}`);
  console.log(`── ${name}: ${status === 0 ? 'ok' : 'FAILED'}, ${seconds(Date.now() - begun)} s`);
  if (status !== 0) failures.push(name);
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}

function unitFiles(): TestFile[] {
  const { testResults = [] } = read(unitReport) as {
    testResults?: {
      name: string;
      startTime: number;
      endTime: number;
      assertionResults: { status: string }[];
    }[];
  };
  return testResults.map(({ name, startTime, endTime, assertionResults }) => ({
    name: relative(root, name),
    seconds: (endTime - startTime) / 1000,
    passed: assertionResults.filter(({ status }) => status === 'passed').length,
    failed: assertionResults.filter(({ status }) => status === 'failed').length,
  }));
}

interface Suite {
  file: string;
  suites?: Suite[];
  specs?: { ok: boolean; tests: { results: { duration: number }[] }[] }[];
}

function browserFiles(): TestFile[] {
  const { suites = [] } = read(browserReport) as { suites?: Suite[] };
  return suites.map((suite) => {
    const specs = specsOf(suite);
    const durations = specs.flatMap((spec) =>
      spec.tests.flatMap((test) => test.results.map((result) => result.duration)),
    );
    return {
      name: `test/browser/${suite.file}`,
      seconds: durations.reduce((sum, duration) => sum + duration, 0) / 1000,
      passed: specs.filter((spec) => spec.ok).length,
      failed: specs.filter((spec) => !spec.ok).length,
    };
  });
}

function specsOf({ specs = [], suites = [] }: Suite): NonNullable<Suite['specs']> {
  return [...specs, ...suites.flatMap(specsOf)];
}

function read(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
