// Servers that do one thing wrong each time somebody hands in: if the attacks do not see through these, they are blind.
import { join } from 'node:path';

import Database from 'better-sqlite3';
import type { FastifyBaseLogger } from 'fastify';

import type { AskId, GroupId } from '../../src/contract/primitives.ts';
import { PUT_PATH } from '../../src/contract/puts.ts';
import type { Service } from '../../src/service.ts';
import * as events from '../../src/store/events.ts';
import * as groups from '../../src/store/groups.ts';

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
  close(): void;
}

export type LeakName = 'rows in order' | 'bytes in order' | 'cookie logged' | 'sequence bumped';

/** @param folder of the data; each leaks into a file beside the database, into the log, or into the database itself */
export function openLeak(name: LeakName, folder: string): Leak {
  switch (name) {
    case 'rows in order':
      return table(
        join(folder, 'rows.sqlite'),
        'create table answers (id integer primary key, random blob, text text, created_at text)',
        true,
      );
    case 'bytes in order':
      return table(
        join(folder, 'bytes.sqlite'),
        'create table answers (random blob primary key, text text, created_at text) without rowid',
        false,
      );
    case 'cookie logged':
      return {
        async onPut({ logger, cookie }) {
          logger.info({ url: PUT_PATH, cookie }, 'incoming request');
        },
        close() {},
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
        close() {},
      };
  }
}

function table(file: string, create: string, timed: boolean): Leak {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  db.exec(create);
  const insert = db.prepare(
    'insert into answers (random, text, created_at) values (randomblob(16), ?, ?)',
  );
  return {
    async onPut({ service, text }) {
      if (text !== null) insert.run(text, timed ? service.deps.clock() : null);
    },
    close: () => db.close(),
  };
}
