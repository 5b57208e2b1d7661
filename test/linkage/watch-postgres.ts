// Copies of everything that a PostgreSQL keeps and of the data folder beside it: all files of the server at a
// checkpoint, its tables with what was deleted and still lies there, its write-ahead log to the last byte, what it says
// to whoever runs it; and the tables that it keeps out of its log, from its memory.
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

import { Pool } from 'pg';

import type { AskId, GroupId } from '../../src/contract/primitives.ts';
import type { Server } from '../support/postgres.ts';
import { copiesOf } from './files.ts';
import { AROUND, changed, Finds, ID, type Kind, type Look, markerIn, type Watch } from './watch.ts';

const PAGE = 8192;
const SEGMENT = 16 * 1024 * 1024;
/** What stands at the beginning of each page of the log, and of each first page of a file of it. */
const HEADER = 24;
const FIRST_HEADER = 40;
const ID_BYTES = 16;
const TIME_BYTES = 8;
/** The year 2000, from which PostgreSQL counts. */
const EPOCH = Date.UTC(2000, 0);
const DAY = 24 * 60 * 60 * 1000;

/** What it must be started with: it has whole pages in its log, as always, and keeps what was not looked at yet. */
export const WATCHED = { full_page_writes: 'on', wal_keep_size: '512MB' };

interface Options {
  server: Server;
  database: string;
  /** Of the service. */
  folder: string;
  /** The service's clock, milliseconds: a number that is about now may be a time. */
  clock: () => number;
}

export class PostgresWatch implements Watch {
  readonly #finds = new Finds();
  readonly found = this.#finds.found;
  readonly #options: Options;
  /** One connection, whose queries wait for each other. */
  readonly #client: Pool;
  #database = '';
  /** Folders of databases to which nobody connects. */
  #unused = new Set<string>();
  /** Every table with rows of groups, by its file. */
  readonly #tables = new Map<string, { name: string; rows: ReadonlyMap<GroupId, number> }>();
  /** Up to where the log was looked at. */
  #logged = 0;
  #saidUpTo = 0;
  readonly #before = new Map<string, Buffer>();
  /** By file: whether it was written since, without reading it. */
  readonly #stamps = new Map<string, string>();
  #looks = 0;

  private constructor(options: Options) {
    this.#options = options;
    this.#client = new Pool({ connectionString: options.server.url(options.database), max: 1 });
  }

  static async open(options: Options): Promise<PostgresWatch> {
    const watch = new PostgresWatch(options);
    await watch.#client.query('create extension pageinspect');
    const databases = await watch.#asked<{ oid: string; own: boolean; used: boolean }>(
      `select oid::text, datname = current_database() as own,
         datname not in ('template0', 'template1', 'postgres') as used from pg_database`,
    );
    for (const { oid, own, used } of databases) {
      if (own) watch.#database = join('base', oid);
      if (!used) watch.#unused.add(join('base', oid));
    }
    const tables = await watch.#asked<{ file: string; name: string }>(
      `select pg_relation_filepath(c.oid) as file, relname as name
       from pg_class c join pg_attribute a on a.attrelid = c.oid
       where relnamespace = 'public'::regnamespace and relkind = 'r' and attname = 'group_id'`,
    );
    for (const { file, name } of tables) watch.#tables.set(file, { name, rows: new Map() });
    watch.#logged = await watch.#endOfLog();
    return watch;
  }

  async look(): Promise<Look> {
    const pages = new Map<string, number>();
    await this.checkpoint();
    const written = this.#lookAtFiles(pages);
    for (const { name, bytes } of await this.#asked<{ name: string; bytes: Buffer }>(UNLOGGED))
      this.#lookAt(`unlogged: ${name}`, 'database', bytes, pages);
    await this.#lookAtLog(pages);
    this.#looks += 1;
    const boxes = await this.#asked<{ ask: AskId; box: Buffer }>('select ask, box from pot_boxes');
    const groups = await this.#asked<{ id: GroupId; seq: string }>('select id, seq from groups');
    for (const { box } of boxes)
      this.#finds.keep(box.toString('latin1'), {
        file: 'unlogged: boxes',
        kind: 'database',
        look: this.#looks,
        place: (index) => index,
      });
    return {
      pages,
      boxes: new Map(boxes.map(({ ask, box }) => [ask, box])),
      seqs: new Map(groups.map(({ id, seq }) => [id, Number(seq)])),
      rows: await this.#rowsOfGroups(written),
      marker: markerIn(this.#options.folder),
    };
  }

  said(): string[] {
    const log = this.#options.server.log();
    const lines = log.slice(this.#saidUpTo).split('\n');
    this.#saidUpTo = log.length;
    return lines;
  }

  async ticketsOf(askId: AskId): Promise<string[]> {
    const rows = await this.#asked<{ id: string }>(
      'select member_id as id from issuances where ask_id = $1 order by tableoid, ctid',
      askId,
    );
    return rows.map(({ id }) => id);
  }

  async checkpoint(): Promise<void> {
    await this.#client.query('checkpoint');
  }

  /** @throws Error when a sentence that was released had not been seen: whoever is blind finds nothing out */
  forget(sentences: readonly string[]): void {
    for (const sentence of sentences) {
      const kinds = [...(this.found.get(sentence)?.values() ?? [])].map(({ kind }) => kind);
      for (const kind of ['database', 'log'] as const)
        if (!kinds.includes(kind)) throw new Error(`the ${kind} was not seen into`);
    }
    this.#finds.forget(sentences);
  }

  async close(): Promise<void> {
    await this.#client.end();
  }

  async #asked<Row>(sql: string, ...values: unknown[]): Promise<Row[]> {
    return (await this.#client.query(sql, values)).rows as Row[];
  }

  async #endOfLog(): Promise<number> {
    const [now] = await this.#asked<{ place: string }>(
      "select (pg_current_wal_flush_lsn() - '0/0')::text as place",
    );
    return Number(now?.place);
  }

  /** The data folder as it is, and each file of the server that was written since the last look: which is returned. */
  #lookAtFiles(pages: Map<string, number>): Set<string> {
    const { folder, server } = this.#options;
    for (const [file, bytes] of copiesOf(folder))
      this.#lookAt(`beside: ${file}`, 'other', bytes, pages);
    const there = new Set<string>();
    const written = new Set<string>();
    for (const entry of readdirSync(server.data, { recursive: true, withFileTypes: true })) {
      const folder = relative(server.data, entry.parentPath);
      if (!entry.isFile() || folder.startsWith('pg_wal') || this.#unused.has(folder)) continue;
      const file = join(folder, entry.name);
      const path = join(server.data, file);
      const status = statSync(path, { throwIfNoEntry: false });
      if (!status) continue;
      there.add(file);
      const stamp = `${status.ino} ${status.mtimeMs} ${status.size}`;
      if (this.#stamps.get(file) === stamp) continue;
      this.#stamps.set(file, stamp);
      written.add(file);
      const kind = file.startsWith(join(this.#database, '/')) ? 'database' : 'other';
      this.#lookAt(file, kind, readFileSync(path), pages);
    }
    // The pot has new files at every tick.
    for (const file of this.#stamps.keys())
      if (!there.has(file)) {
        this.#stamps.delete(file);
        this.#before.delete(file);
      }
    return written;
  }

  /** There are hundreds of tables: only those are counted anew whose files were written. */
  async #rowsOfGroups(written: ReadonlySet<string>): Promise<Look['rows']> {
    for (const [file, table] of this.#tables) {
      if (!written.has(file)) continue;
      const rows = await this.#asked<{ id: GroupId; n: number }>(
        `select group_id as id, count(*)::int as n from ${table.name} group by 1`,
      );
      table.rows = new Map(rows.map(({ id, n }) => [id, n]));
    }
    const all = new Map<GroupId, number>();
    for (const { rows } of this.#tables.values())
      for (const [id, n] of rows) all.set(id, (all.get(id) ?? 0) + n);
    return all;
  }

  /** What was written into the log since the last look, as if it had no pages. */
  async #lookAtLog(pages: Map<string, number>): Promise<void> {
    const end = await this.#endOfLog();
    const pieces: Buffer[] = [];
    for (let at = this.#logged; at < end; at = nextPage(at)) {
      const inSegment = at % SEGMENT;
      const header = inSegment === 0 ? FIRST_HEADER : HEADER;
      const from = at % PAGE === 0 ? header : 0;
      pieces.push(this.#readLog(at + from, Math.min(nextPage(at), end)));
    }
    const bytes = Buffer.concat(pieces);
    const start = this.#logged;
    this.#logged = end;
    this.#note('pg_wal', 'log', bytes, [0, bytes.length], pages, (at) => start + at);
  }

  #readLog(from: number, end: number): Buffer {
    const number = Math.floor(from / SEGMENT);
    const name = [1, Math.floor(number / 256), number % 256]
      .map((part) => part.toString(16).toUpperCase().padStart(8, '0'))
      .join('');
    const bytes = Buffer.alloc(Math.max(0, end - from));
    const file = openSync(join(this.#options.server.data, 'pg_wal', name), 'r');
    try {
      readSync(file, bytes, 0, bytes.length, from % SEGMENT);
    } finally {
      closeSync(file);
    }
    return bytes;
  }

  #lookAt(file: string, kind: Kind, bytes: Buffer, pages: Map<string, number>): void {
    for (const run of changed(this.#before.get(file), bytes, PAGE))
      this.#note(file, kind, bytes, run, pages, fromItsEnd);
    this.#before.set(file, bytes);
  }

  #note(
    file: string,
    kind: Kind,
    bytes: Buffer,
    [start, end]: [number, number],
    pages: Map<string, number>,
    placeOf: (at: number) => number,
  ): void {
    // A little more, for what lies across the border of a page.
    const text = bytes.toString('latin1', start, Math.min(end + AROUND, bytes.length));
    const place = (index: number) => placeOf(start + index);
    const readable = (found: string) => this.#readable(Buffer.from(found, 'latin1'));
    this.#finds.keep(text, { file, kind, look: this.#looks, place, readable });
    for (let at = start; at < end; at += PAGE) {
      const stop = Math.min(at + PAGE, end);
      const ids = new Set<string>(text.slice(at - start, stop - start).match(ID));
      for (let byte = at; byte < stop; byte += 1) {
        const id = idAt(bytes, byte);
        if (id) ids.add(id);
      }
      for (const id of ids) pages.set(id, (pages.get(id) ?? 0) + 1);
    }
  }

  /** With every id and every time that PostgreSQL keeps as a number written out where it stands. */
  #readable(bytes: Buffer): string {
    let text = '';
    for (const [at, byte] of bytes.entries()) {
      text += idAt(bytes, at) ?? '';
      text += this.#timeAt(bytes, at) ?? '';
      text += String.fromCharCode(byte);
    }
    return text;
  }

  #timeAt(bytes: Buffer, at: number): string | null {
    if (at + TIME_BYTES > bytes.length) return null;
    const time = EPOCH + Number(bytes.readBigInt64LE(at) / 1000n);
    return Math.abs(time - this.#options.clock()) < DAY ? new Date(time).toISOString() : null;
  }
}

/** What the tables of the pot and their indices hold now: a checkpoint leaves these in memory. Boxes lie elsewhere. */
const UNLOGGED = `
select c.oid::regclass::text as name, string_agg(get_raw_page(c.oid::regclass::text, block::int), '' order by block) as bytes
from pg_class c, generate_series(0, pg_relation_size(c.oid) / ${PAGE} - 1) as block
where relpersistence = 'u' and relkind in ('r', 'i') and relnamespace = 'public'::regnamespace
group by c.oid`;

const nextPage = (at: number) => (Math.floor(at / PAGE) + 1) * PAGE;

/** PostgreSQL fills pages from the front of the file, each page from its end. */
const fromItsEnd = (at: number) => Math.floor(at / PAGE) * PAGE + (PAGE - 1 - (at % PAGE));

/** An id as PostgreSQL keeps it: of sixteen bytes, of which two say that they are one, random or by time. */
function idAt(bytes: Buffer, at: number): string | null {
  if (((bytes[at + 8] ?? 0) & 0xc0) !== 0x80) return null;
  const version = (bytes[at + 6] ?? 0) >> 4;
  if ((version !== 4 && version !== 7) || at + ID_BYTES > bytes.length) return null;
  return bytes
    .toString('hex', at, at + ID_BYTES)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
