// Servers that do one thing wrong each time somebody hands in: if the attacks do not see through these, they are blind.
import { join } from 'node:path';

import Database from 'better-sqlite3';
import type { FastifyBaseLogger } from 'fastify';
import { Client } from 'pg';

import type { AskId, GroupId, Instant } from '../../src/contract/primitives.ts';
import { PUT_PATH } from '../../src/contract/puts.ts';
import type { Service } from '../../src/service.ts';
import * as events from '../../src/store/events.ts';
import * as groups from '../../src/store/groups.ts';
import type { Server } from '../support/postgres.ts';

/** What is there when something is handed in. */
interface Handing {
  service: Service;
  logger: FastifyBaseLogger;
  groupId: GroupId;
  askId: AskId;
  /** Of whoever hands in, which an honest server does not get. */
  cookie: string;
  /** Null for a pass. */
  text: string | null;
}

export interface Leak {
  onPut(handing: Handing): Promise<void>;
  close(): Promise<void>;
}

export type LeakName = 'rows in order' | 'bytes in order' | 'cookie logged' | 'sequence bumped';

/** A table that anybody would make, in a database of its own: its rows are numbered, or have a key that says nothing. */
interface Answers {
  insert(text: string, at: Instant | null): Promise<void>;
  close(): Promise<void>;
}
export type OpenAnswers = (name: 'rows' | 'bytes') => Promise<Answers>;

/** @param answers each leaks into a table beside the service's, into the log, or into the database itself */
export async function openLeak(name: LeakName, answers: OpenAnswers): Promise<Leak> {
  switch (name) {
    case 'rows in order':
      return kept(await answers('rows'), true);
    case 'bytes in order':
      return kept(await answers('bytes'), false);
    case 'cookie logged':
      return {
        async onPut({ logger, cookie }) {
          logger.info({ url: PUT_PATH, cookie }, 'incoming request');
        },
        async close() {},
      };
    case 'sequence bumped':
      return {
        async onPut({ service: { deps }, groupId, askId }) {
          await deps.store.transact(async (tx) => {
            const group = await groups.lock(tx, groupId);
            const event = { type: 'ask.read' as const, subjects: { askId }, audience: null };
            await events.append(tx, group, [event], '2026-01-01' as never);
          });
        },
        async close() {},
      };
  }
}

const kept = (answers: Answers, timed: boolean): Leak => ({
  async onPut({ service, text }) {
    if (text !== null) await answers.insert(text, timed ? service.deps.clock() : null);
  },
  close: () => answers.close(),
});

/** In a file of a data folder. */
export const answersIn =
  (folder: string): OpenAnswers =>
  async (name) => {
    const db = new Database(join(folder, `${name}.sqlite`));
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = OFF');
    db.exec(
      name === 'rows'
        ? 'create table answers (id integer primary key, random blob, text text, created_at text)'
        : 'create table answers (random blob primary key, text text, created_at text) without rowid',
    );
    const insert = db.prepare(
      'insert into answers (random, text, created_at) values (randomblob(16), ?, ?)',
    );
    return {
      insert: async (text, at) => void insert.run(text, at),
      close: async () => void db.close(),
    };
  };

/** In a PostgreSQL. */
export const answersOn =
  (server: Server): OpenAnswers =>
  async (name) => {
    await server.run(`create database ${name} strategy file_copy`);
    const client = new Client({ connectionString: server.url(name) });
    await client.connect();
    await client.query(
      name === 'rows'
        ? 'create table answers (id bigserial primary key, random uuid, text text, created_at timestamptz)'
        : 'create table answers (random uuid primary key, text text, created_at timestamptz)',
    );
    return {
      async insert(text, at) {
        await client.query(
          'insert into answers (random, text, created_at) values (gen_random_uuid(), $1, $2)',
          [text, at],
        );
      },
      close: () => client.end(),
    };
  };
