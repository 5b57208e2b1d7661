// Copies of a data folder with a SQLite in it.
import { join } from 'node:path';

import Database from 'better-sqlite3';

import type { AskId, GroupId } from '../../src/contract/primitives.ts';
import { NOT_BACKED_UP } from '../../src/store/pot.ts';
import { copiesOf } from './files.ts';
import { AROUND, changed, Finds, ID, type Kind, type Look, markerIn, type Watch } from './watch.ts';

const PAGE = 4096;
const LOG_HEADER = 32;
const FRAME = 24 + PAGE;

export class SqliteWatch implements Watch {
  readonly #finds = new Finds();
  readonly found = this.#finds.found;
  readonly #folder: string;
  readonly #database: Database.Database;
  readonly #pot: Database.Database;
  readonly #counts: Database.Statement;
  #before = new Map<string, Buffer>();
  #looks = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#database = new Database(join(folder, 'landed.sqlite'), { readonly: true });
    this.#pot = new Database(join(folder, NOT_BACKED_UP, 'pot.sqlite'), { readonly: true });
    const tables = this.#database
      .prepare<[], { name: string }>(
        `select m.name from sqlite_master m join pragma_table_info(m.name) c
         where m.type = 'table' and c.name = 'group_id' order by 1`,
      )
      .all()
      .map(({ name }) => `select group_id, count(*) as n from ${name} group by 1`);
    this.#counts = this.#database.prepare(
      `select group_id as id, sum(n) as n from (${tables.join(' union all ')}) group by 1`,
    );
  }

  async look(): Promise<Look> {
    const pages = new Map<string, number>();
    const now = copiesOf(this.#folder);
    for (const [file, bytes] of now)
      for (const [start, end] of changed(this.#before.get(file), bytes, PAGE)) {
        // A little more, for what lies across the border of a page.
        const text = bytes.toString('latin1', start, Math.min(end + AROUND, bytes.length));
        const place = (index: number) => placeOf(file, start + index);
        this.#finds.keep(text, { file, kind: kindOf(file), look: this.#looks, place });
        for (let at = 0; at < text.length; at += PAGE)
          for (const id of new Set(text.slice(at, at + PAGE).match(ID)))
            pages.set(id, (pages.get(id) ?? 0) + 1);
      }
    this.#before = now;
    this.#looks += 1;
    const boxes = all<{ ask: AskId; box: Buffer }>(this.#pot, 'select ask, box from pot');
    const groups = all<{ id: GroupId; seq: number }>(this.#database, 'select id, seq from groups');
    const rows = this.#counts.all() as { id: GroupId; n: number }[];
    return {
      pages,
      boxes: new Map(boxes.map(({ ask, box }) => [ask, box])),
      seqs: new Map(groups.map(({ id, seq }) => [id, seq])),
      rows: new Map(rows.map(({ id, n }) => [id, n])),
      marker: markerIn(this.#folder),
    };
  }

  said(): string[] {
    return [];
  }

  async ticketsOf(askId: AskId): Promise<string[]> {
    return this.#database
      .prepare<[string], { id: string }>(
        'select member_id as id from issuances where ask_id = ? order by rowid',
      )
      .all(askId)
      .map(({ id }) => id);
  }

  async checkpoint(): Promise<void> {
    const writer = new Database(join(this.#folder, 'landed.sqlite'));
    writer.pragma('wal_checkpoint(PASSIVE)');
    writer.close();
  }

  forget(sentences: readonly string[]): void {
    this.#finds.forget(sentences);
  }

  async close(): Promise<void> {
    this.#database.close();
    this.#pot.close();
  }
}

const all = <Row>(db: Database.Database, sql: string) => db.prepare<[], Row>(sql).all();

function kindOf(file: string): Kind {
  if (file === 'landed.sqlite') return 'database';
  return file.startsWith('landed.sqlite') ? 'log' : 'other';
}

/** SQLite fills pages from the front of the file, each page from its end. */
function placeOf(file: string, at: number): number {
  const [size, from] = file.endsWith('-wal') ? [FRAME, at - LOG_HEADER] : [PAGE, at];
  return Math.floor(from / size) * size + (size - 1 - (from % size));
}
