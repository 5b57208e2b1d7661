// Backups, taken as often as somebody likes: what is in whatever a service keeps, and what has changed in it since the
// last look. What that is, each engine has to say.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { AskId, GroupId } from '../../src/contract/primitives.ts';
import { NOT_BACKED_UP } from '../../src/store/pot.ts';

export const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** How every sentence looks, so that it can be found in bytes. */
const SENTENCE = /w-[0-9a-f]{16}/g;
export const AROUND = 160;

/** What a file is to its engine: where rows lie in the end, where they are noted first, or neither. */
export type Kind = 'database' | 'log' | 'other';

/** Where a sentence was first found in a file. */
export interface Found {
  file: string;
  kind: Kind;
  /** At which look. */
  look: number;
  /** Lower came first, as the engine fills its files. */
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

export interface Watch {
  readonly found: ReadonlyMap<string, ReadonlyMap<string, Found>>;
  look(): Promise<Look>;
  /** What the engine has written into a log for whoever runs it, since the last call. */
  said(): string[];
  /** How many tickets are still noted of an ask, by member and in the order of their rows. */
  ticketsOf(askId: AskId): Promise<string[]>;
  /** Brings what was noted first to where it lies in the end, as the engine does by itself sooner or later. */
  checkpoint(): Promise<void>;
  forget(sentences: readonly string[]): void;
  close(): Promise<void>;
}

/** Where every sentence was found so far. */
export class Finds {
  readonly found = new Map<string, Map<string, Found>>();

  /**
   * Notes the sentences in some text of a file.
   *
   * @param where.place of what stands at an index of the text
   * @param where.readable makes text of what stands beside a sentence
   */
  keep(
    text: string,
    where: Pick<Found, 'file' | 'kind' | 'look'> & {
      place: (index: number) => number;
      readable?: (bytes: string) => string;
    },
  ): void {
    const { file, kind, look, place, readable = (bytes) => bytes } = where;
    for (const { 0: sentence, index } of text.matchAll(SENTENCE)) {
      const files = this.found.get(sentence) ?? new Map<string, Found>();
      this.found.set(sentence, files);
      const behind = index + sentence.length;
      const around =
        readable(text.slice(Math.max(0, index - AROUND), index)) +
        sentence +
        readable(text.slice(behind, index + AROUND));
      const before = files.get(file);
      if (before) before.around = around;
      else files.set(file, { file, kind, look, place: place(index), around });
    }
  }

  forget(sentences: readonly string[]): void {
    for (const sentence of sentences) this.found.delete(sentence);
  }
}

/** What the pot knows of the asks, from the data folder. */
export function markerIn(folder: string): Look['marker'] {
  const marker = readFileSync(join(folder, NOT_BACKED_UP, 'marker'), 'utf8');
  return (JSON.parse(marker) as { asks: Look['marker'] }).asks;
}

/** From where to where the bytes are not what they were, in whole pages. */
export function changed(before: Buffer | undefined, now: Buffer, page: number): [number, number][] {
  const runs: [number, number][] = [];
  for (let at = 0; at < now.length; at += page) {
    const end = Math.min(at + page, now.length);
    const same = before && before.length >= end && before.compare(now, at, end, at, end) === 0;
    if (same) continue;
    const last = runs.at(-1);
    if (last && last[1] === at) last[1] = end;
    else runs.push([at, end]);
  }
  return runs;
}
