// Acknowledges rows on standard output, each after its transaction has settled, until it is killed.
import { writeSync } from 'node:fs';

import { eq, sql } from 'drizzle-orm';

import { openSqlite } from '../../src/store/sqlite.ts';

const [file, migrations, round] = process.argv.slice(2) as [string, string, string];
const store = await openSqlite({ file, migrations });
const { meta } = store.tables;

const add = (key: string) =>
  store.transact(async (tx) => {
    await tx.insert(meta).values({ key, value: '' }).returning();
    const [count] = await tx
      .insert(meta)
      .values({ key: 'count', value: '1' })
      .onConflictDoUpdate({ target: meta.key, set: { value: sql`${meta.value} + 1` } })
      .returning();
    await tx.select().from(meta).where(eq(meta.key, key));
    return count;
  });

// Sixteen at a time, as requests come.
let next = 0;
const work = async () => {
  while (next < 1_000) {
    const key = `${round}-${next++}`;
    await add(key);
    writeSync(1, `${key}\n`);
  }
};
await Promise.all(Array.from({ length: 16 }, work));
writeSync(1, 'done\n');
// Waits for its end without closing anything.
setInterval(() => {}, 1_000);
