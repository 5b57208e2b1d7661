import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { getTableConfig as ofPostgres } from 'drizzle-orm/pg-core';
import type { PgTable } from 'drizzle-orm/pg-core';
import { getTableConfig as ofSqlite } from 'drizzle-orm/sqlite-core';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

import { postgresKit, sqliteKit } from '../../src/store/kit.ts';
import * as postgres from '../../src/store/schema.postgres.ts';
import * as sqlite from '../../src/store/schema.sqlite.ts';

describe('the two engines', () => {
  test('have the same tables, columns, keys, references, indexes and checks', () => {
    const onPostgres = Object.entries(postgres.tables).map(([name, table]) =>
      described(name, ofPostgres(table as PgTable)),
    );
    const onSqlite = Object.entries(sqlite.tables).map(([name, table]) =>
      described(name, ofSqlite(table as unknown as SQLiteTable)),
    );

    expect(onSqlite).toEqual(onPostgres);
    expect(Object.keys(sqliteKit)).toEqual(Object.keys(postgresKit));
  });

  test('give drizzle-kit every table', () => {
    const { tables, ...exported } = sqlite;

    expect(exported).toEqual(tables);
    expect(Object.keys(postgres).sort()).toEqual(Object.keys(sqlite).sort());
  });
});

describe('a column kit', () => {
  test('whose column carries another type of value does not compile', () => {
    const asItIs = errors((text) => text);
    const seeded = [
      errors((text) => seed(text, 'big: () => sl.integer()', 'big: () => sl.text()')),
      errors((text) => seed(text, "sl.integer({ mode: 'boolean' })", 'sl.integer()')),
    ];

    expect(asItIs).toEqual([]);
    for (const messages of seeded) expect(messages.join()).toMatch(/not assignable to type/);
  }, 60_000);
});

type Config = ReturnType<typeof ofPostgres> | ReturnType<typeof ofSqlite>;

/** What both engines must agree on, without the columns' types. */
function described(name: string, config: Config) {
  return {
    name,
    table: config.name,
    columns: config.columns.map((column) => ({
      name: column.name,
      notNull: column.notNull,
      primary: column.primary,
      hasDefault: column.hasDefault,
      default: column.default,
    })),
    primaryKeys: config.primaryKeys.map((key) => names(key.columns)),
    references: config.foreignKeys.map((key) => {
      const { columns, foreignColumns } = key.reference();
      return {
        from: names(columns),
        to: names(foreignColumns),
        onDelete: key.onDelete ?? 'no action',
      };
    }),
    indexes: config.indexes.map(({ config: index }) => ({
      name: index.name,
      unique: index.unique,
      columns: names(index.columns as never),
    })),
    checks: config.checks.map((check) => check.name),
  };
}

const names = (columns: readonly { name: string }[]) => columns.map((column) => column.name);

function seed(text: string, right: string, wrong: string): string {
  expect(text).toContain(right);
  return text.replace(right, wrong);
}

/** What has been read once stays as it is: only the kit is changed. */
const files = new Map<string, ts.SourceFile | undefined>();

/** What the compiler says about the kit when its text is changed so. */
function errors(change: (text: string) => string): string[] {
  const kit = join(import.meta.dirname, '../../src/store/kit.ts');
  const options = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.NodeNext,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, how, ...rest) => {
    if (name === kit) return ts.createSourceFile(name, change(readFileSync(kit, 'utf8')), how);
    if (!files.has(name)) files.set(name, read(name, how, ...rest));
    return files.get(name);
  };
  const program = ts.createProgram([kit], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map((found) => ts.flattenDiagnosticMessageText(found.messageText, '\n'));
}
