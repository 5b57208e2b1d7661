// Commands that are one of several: `npm run WHAT -- NAME [OPTIONS]`.

/** Each says whether it went as it must. */
export type Named = Record<string, () => Promise<{ run: (options: string[]) => Promise<boolean> }>>;

/** Ends with 0 when it went as it must, 1 when it did not, 2 when there is nothing of that name. */
export async function runNamed(what: string, all: Named): Promise<void> {
  const [name = '', ...options] = process.argv.slice(2);
  const load = Object.hasOwn(all, name) ? all[name] : undefined;
  if (load) {
    const { run } = await load();
    process.exitCode = (await run(options)) ? 0 : 1;
  } else {
    console.error(`Usage: npm run ${what} -- NAME, with one of: ${Object.keys(all).join(', ')}`);
    process.exitCode = 2;
  }
}
