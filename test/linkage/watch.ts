// Backups, taken as often as somebody likes: what is in the files, and what has changed in them since the last look.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import Database from 'better-sqlite3';

import type { AskId, GroupId } from '../../src/contract/primitives.ts';
import { NOT_BACKED_UP } from '../../src/store/pot.ts';
import { copiesOf } from './files.ts';

const PAGE = 4096;
const LOG_HEADER = 32;
const FRAME = 24 + PAGE;
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** How every sentence looks, so that it can be found in bytes. */
const SENTENCE = /w-[0-9a-f]{16}/g;
const AROUND = 160;

/** Where a sentence was first found in a file. */
export interface Found {
  file: string;
  /** At which look. */
  look: number;
  /** Lower came first, as SQLite fills its files: pages from the front, each page from its end. */
  place: number;
  /** The bytes around it as latin1, from the last look at which they had changed. */
  around: string;
}

/** What one look shows. */
export interface Look {
  /** By id, in how many changed pages it stands. */
  pages: Map<string, number>;
  boxes: Map<AskId, Buffer>;
  seqs: Map<GroupId, number>;
  /** Rows of all tables that belong to a group. */
  rows: Map<GroupId, number>;
  marker: Record<AskId, { seq: number; issued: number }>;
}

export class Watch {
  readonly found = new Map<string, Map<string, Found>>();
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

  look(): Look {
    const pages = new Map<string, number>();
    const now = copiesOf(this.#folder);
    for (const [file, bytes] of now)
      for (const [start, end] of changed(this.#before.get(file), bytes)) {
        // A little more, for what lies across the border of a page.
        const text = bytes.toString('latin1', start, Math.min(end + AROUND, bytes.length));
        this.#keep(file, start, text);
        for (let at = 0; at < text.length; at += PAGE)
          for (const id of new Set(text.slice(at, at + PAGE).match(ID)))
            pages.set(id, (pages.get(id) ?? 0) + 1);
      }
    this.#before = now;
    this.#looks += 1;
    const boxes = all<{ ask: AskId; box: Buffer }>(this.#pot, 'select ask, box from pot');
    const groups = all<{ id: GroupId; seq: number }>(this.#database, 'select id, seq from groups');
    const rows = this.#counts.all() as { id: GroupId; n: number }[];
    const marker = readFileSync(join(this.#folder, NOT_BACKED_UP, 'marker'), 'utf8');
    return {
      pages,
      boxes: new Map(boxes.map(({ ask, box }) => [ask, box])),
      seqs: new Map(groups.map(({ id, seq }) => [id, seq])),
      rows: new Map(rows.map(({ id, n }) => [id, n])),
      marker: (JSON.parse(marker) as { asks: Look['marker'] }).asks,
    };
  }

  /** How many tickets are still noted of an ask, by member and in the order of their rows. */
  ticketsOf(askId: AskId): string[] {
    return this.#database
      .prepare<[string], { id: string }>(
        'select member_id as id from issuances where ask_id = ? order by rowid',
      )
      .all(askId)
      .map(({ id }) => id);
  }

  /** Brings the log into the database now, as SQLite does by itself sooner or later. */
  checkpoint(): void {
    const writer = new Database(join(this.#folder, 'landed.sqlite'));
    writer.pragma('wal_checkpoint(PASSIVE)');
    writer.close();
  }

  forget(sentences: readonly string[]): void {
    for (const sentence of sentences) this.found.delete(sentence);
  }

  close(): void {
    this.#database.close();
    this.#pot.close();
  }

  #keep(file: string, start: number, text: string): void {
    for (const { 0: sentence, index } of text.matchAll(SENTENCE)) {
      const files = this.found.get(sentence) ?? new Map<string, Found>();
      this.found.set(sentence, files);
      const around = text.slice(Math.max(0, index - AROUND), index + AROUND);
      const before = files.get(file);
      if (before) before.around = around;
      else {
        const place = placeOf(file, start + index);
        files.set(file, { file, look: this.#looks, place, around });
      }
    }
  }
}

const all = <Row>(db: Database.Database, sql: string) => db.prepare<[], Row>(sql).all();

function placeOf(file: string, at: number): number {
  const [size, from] = file.endsWith('-wal') ? [FRAME, at - LOG_HEADER] : [PAGE, at];
  return Math.floor(from / size) * size + (size - 1 - (from % size));
}

/** From where to where the bytes are not what they were, in whole pages. */
function changed(before: Buffer | undefined, now: Buffer): [number, number][] {
  const runs: [number, number][] = [];
  for (let at = 0; at < now.length; at += PAGE) {
    const end = Math.min(at + PAGE, now.length);
    const same = before && before.length >= end && before.compare(now, at, end, at, end) === 0;
    if (same) continue;
    const last = runs.at(-1);
    if (last && last[1] === at) last[1] = end;
    else runs.push([at, end]);
  }
  return runs;
}
