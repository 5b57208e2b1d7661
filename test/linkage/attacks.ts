// The attacks, registered here before they are run: none is added, dropped or changed after its figure was seen. Each
// gives every candidate a score; who has the highest is accused, and among equals the dice decide.
import type { Evidence, Slot, Truth } from './rounds.ts';
import type { Found, Kind } from './watch.ts';

export type Attack = (evidence: Evidence) => number[];

/** Who wrote the mark? */
export const AUTHORSHIP: Record<string, Attack> = {
  'byte order in the database': (e) => byArrival(e, placesIn(e, isOf('database'))),
  'byte order in the log': (e) => byArrival(e, placesIn(e, isOf('log'))),
  'byte order in other files': (e) => byArrival(e, placesIn(e, isOf('other'))),
  'order of the parts as read': (e) =>
    byArrival(
      e,
      e.parts.map((part) => part.text),
    ),
  'order of the counts as read': (e) => byArrival(e, e.feelings, e.markFeeling),
  'first backup that holds the mark': (e) => {
    const looks = [...(e.found.get(e.mark)?.values() ?? [])].map((one) => one.look);
    const first = Math.min(...looks);
    const turn = e.slotLooks.findIndex((look) => first <= look);
    return bySlot(e, (_, at) => Number(at === turn));
  },
  'a time beside the mark': (e) => {
    const times = aroundMark(e).flatMap((text) =>
      [...text.matchAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g)].map(({ 0: time, index }) => ({
        time: Date.parse(time),
        distance: Math.abs(index - text.indexOf(e.mark)),
      })),
    );
    const nearest = times.sort((a, b) => a.distance - b.distance)[0];
    if (!nearest) return none(e);
    const scores = none(e);
    for (const { member, at } of e.logIns) scores[member] = -Math.abs(at - nearest.time);
    return scores;
  },
  'a member beside the mark': (e) =>
    e.members.map(({ id }) =>
      Math.max(...aroundMark(e).map((text) => closeness(text, id, e.mark))),
    ),
  'a member beside the mark as read': (e) =>
    e.members.map(({ id }) => closeness(e.results, id, e.mark)),
  'likeness of request and part': (e) => {
    const part = e.parts.find(({ text }) => text === e.mark);
    const id = Buffer.from(part?.id.replaceAll('-', '') ?? '', 'hex');
    return e.members.map(({ blinded }) => -distance(Buffer.from(blinded, 'base64url'), id));
  },
  'order of the tickets': (e) => {
    const rank = placesIn(e, () => true).indexOf(e.mark);
    return e.members.map(({ id }) => Number(rank >= 0 && e.tickets.before[rank] === id));
  },
  'who is named in the log with the mark': (e) =>
    e.members.map(
      ({ id, cookie }) =>
        logOf(e).filter(
          (line) => line.includes(e.mark) && (line.includes(id) || line.includes(cookie)),
        ).length,
    ),
};

/** Who was silent? */
export const PARTICIPATION: Record<string, Attack> = {
  'box changed before the tick': (e) => bySlot(e, (slot) => -slot.boxBytesBefore),
  'box changed at the tick': (e) => bySlot(e, (slot) => -slot.boxBytesAtTick),
  'box grew': (e) => bySlot(e, (slot) => -slot.boxGrew),
  'pages changed before the tick': (e) => bySlot(e, (slot) => -slot.pagesBefore),
  'pages changed at the tick': (e) => bySlot(e, (slot) => -slot.pagesAtTick),
  'rows of the group': (e) => bySlot(e, (slot) => -slot.rows),
  'sequence of the group': (e) => bySlot(e, (slot) => -slot.seq),
  'marker of the pot': (e) =>
    bySlot(e, (slot, at) => Number(slot.marker === e.slots[at - 1]?.marker)),
  'frames heard by the asker': (e) => bySlot(e, (slot) => -slot.frames),
  'bytes heard by the asker': (e) => bySlot(e, (slot) => -slot.frameBytes),
  'size of the ask as read': (e) =>
    bySlot(e, (slot, at) => Number(slot.askBytes === e.slots[at - 1]?.askBytes)),
  'what candidates are told before it closes': (e) => oddOneOut(e, ({ before }) => before),
  'what candidates are told after it closed': (e) => oddOneOut(e, ({ after }) => after),
  'who is named in the log': (e) =>
    e.members.map(
      ({ id, cookie }) =>
        -logOf(e).filter((line) => line.includes(id) || line.includes(cookie)).length,
    ),
  'lines in the log': (e) =>
    bySlot(
      e,
      (slot) =>
        -slot.log.filter((line) => line.includes(e.askId) || line.includes(e.groupId)).length,
    ),
  'tickets that are left': (e) => e.members.map(({ id }) => Number(e.tickets.after.includes(id))),
};

/** Whether an attack finds what it looks for. `below` breaks ties. */
export function finds(
  attack: Attack,
  evidence: Evidence,
  wanted: Truth['author'],
  below: (end: number) => number,
): boolean {
  const scores = attack(evidence);
  const highest = Math.max(...scores);
  const accused = scores.flatMap((score, member) => (score === highest ? [member] : []));
  return accused[below(accused.length)] === wanted;
}

/** How much better than by chance: 0 for chance, 1 for always. */
export const advantage = (found: number, rounds: number, chance: number) =>
  (found / rounds - chance) / (1 - chance);

const none = (e: Evidence) => e.members.map(() => Number.NEGATIVE_INFINITY);

/** Accuses whoever came in as the mark came among the others. */
function byArrival(e: Evidence, inOrder: readonly string[], mark = e.mark): number[] {
  const rank = inOrder.indexOf(mark);
  return bySlot(e, (_, at) => Number(at === rank));
}

function bySlot(e: Evidence, score: (slot: Slot, at: number) => number): number[] {
  const scores = none(e);
  for (const [at, slot] of e.slots.entries()) scores[e.logIns[at]!.member] = score(slot, at);
  return scores;
}

/** The sentences in the order in which a file has them: of the first such file that has them all. */
function placesIn(e: Evidence, fits: (found: Found) => boolean): string[] {
  const files = [...(e.found.get(e.mark)?.values() ?? [])]
    .filter(fits)
    .map(({ file }) => file)
    .sort();
  for (const file of files) {
    const places = e.parts.map(({ text }) => ({ text, at: e.found.get(text)?.get(file) }));
    if (places.every(({ at }) => at))
      return places
        .toSorted((a, b) => a.at!.look - b.at!.look || a.at!.place - b.at!.place)
        .map(({ text }) => text);
  }
  return [];
}

const isOf = (kind: Kind) => (found: Found) => found.kind === kind;

const aroundMark = (e: Evidence) =>
  [...(e.found.get(e.mark)?.values() ?? [])].map(({ around }) => around);

/** 0 for right beside each other; not at all is the least. */
function closeness(text: string, id: string, mark: string): number {
  const at = text.indexOf(mark);
  let nearest = Number.NEGATIVE_INFINITY;
  for (let found = text.indexOf(id); found >= 0; found = text.indexOf(id, found + 1))
    nearest = Math.max(nearest, -Math.abs(found - at));
  return nearest;
}

const logOf = (e: Evidence) => e.slots.flatMap((slot) => slot.log);

/** Bits that differ, as far as the shorter goes. */
function distance(a: Buffer, b: Buffer): number {
  let bits = 0;
  for (let at = 0; at < Math.min(a.length, b.length); at += 1)
    for (let left = a[at]! ^ b[at]!; left > 0; left >>= 1) bits += left & 1;
  return bits;
}

/** Accuses whoever is told something else than the others. */
const oddOneOut = (e: Evidence, of: (told: Evidence['told'][number]) => string) =>
  e.members.map(
    (_, member) => e.told.filter((other) => of(other) !== of(e.told[member] ?? other)).length,
  );
