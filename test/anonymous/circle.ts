// An evening with an ask that takes answers without names.
import { type Ask, type AskMode, getAsk, openAsk, type OpenAsk } from '../../src/contract/asks.ts';
import type { AnonymousAnswer } from '../../src/contract/puts.ts';
import { getResults, openAnswers } from '../../src/contract/results.ts';
import { practise } from '../goals/practising.ts';
import { anAnonymousAnswer, NamelessSeat } from '../support/anonymous.ts';
import type { Person, World } from '../support/world.ts';

export const HOUR = 60 * 60 * 1000;
const NAMES = ['Asker', 'Ana', 'Bo', 'Cy', 'Di', 'Eli', 'Fay'] as const;

/** Ruth leads, Asker asks, perhaps with a ladder, the others are candidates. */
export async function evening(
  world: World,
  {
    mode = 'anonymous',
    names = NAMES,
    ladder = false,
    ...fields
  }: Partial<OpenAsk> & { mode?: AskMode; names?: readonly string[]; ladder?: boolean } = {},
) {
  const leader = await world.founder('Ruth');
  const circle = await world.gathering(leader, names);
  const { groupId, meetingId } = circle;
  const [asker, ...peers] = circle.members as [Person, ...Person[]];
  const goalId = ladder ? await practise(asker, groupId, {}, 'group') : null;
  const { id: askId } = await asker.call(openAsk, {
    params: { groupId },
    body: { meetingId, mode, goalId, closes: 'in_an_hour', ...fields },
  });
  const params = { groupId, askId };
  const people: Record<string, Person> = { Ruth: leader };
  for (const member of circle.members) people[member.name] = member;

  return {
    ...circle,
    world,
    asker,
    peers,
    askId,
    params,
    person: (name: string) => people[name] as Person,
    take: (person: Person) => NamelessSeat.take(person, groupId, askId),
    /** These fetch a ticket each. */
    seats: async (persons: readonly Person[]) => {
      const seats: NamelessSeat[] = [];
      for (const person of persons) seats.push(await NamelessSeat.take(person, groupId, askId));
      return seats;
    },
    close: () => world.pass(2 * HOUR),
    ask: (person: Person): Promise<Ask> => person.call(getAsk, { params }),
    /** What the asker reads, once it has closed. */
    results: async () => {
      await asker.call(openAnswers, { params });
      return asker.call(getResults, { params });
    },
  };
}

export type Evening = Awaited<ReturnType<typeof evening>>;

/** One sentence without a name. */
export const saying = (
  seat: NamelessSeat,
  text: string,
  fields: Partial<AnonymousAnswer> = {},
): AnonymousAnswer =>
  anAnonymousAnswer(seat, {
    words: [{ channel: 'feeling', text, key: seat.partKey() }],
    ...fields,
  });

/** Everybody here answers with their own sentence: "sentence 0" and so on. */
export async function allSay(seats: readonly NamelessSeat[]): Promise<void> {
  for (const [at, seat] of seats.entries())
    await seat.put('answer', saying(seat, `sentence ${at}`));
}
