// npm run bench -- NAME [OPTIONS]. Ends with 0 when the goal is met, 1 when it is missed, 2 when there is no such bench.
const benches: Record<string, () => Promise<{ run: (options: string[]) => Promise<boolean> }>> = {
  answers: () => import('./answers.ts'),
  fanout: () => import('./fanout.ts'),
  growth: () => import('./growth.ts'),
  idle: () => import('./idle.ts'),
  pages: () => import('./pages.ts'),
  tickets: () => import('./tickets.ts'),
};

const [name = '', ...options] = process.argv.slice(2);
const load = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (load) {
  const { run } = await load();
  process.exitCode = (await run(options)) ? 0 : 1;
} else {
  console.error(`Usage: npm run bench -- NAME, with one of: ${Object.keys(benches).join(', ')}`);
  process.exitCode = 2;
}
