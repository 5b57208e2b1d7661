import type { PutAnswer } from '../../src/contract/answers.ts';
import { closeAsk, type Guess, type openAsk } from '../../src/contract/asks.ts';
import type { EventType } from '../../src/contract/live.ts';
import type { InputOf } from '../../src/contract/operation.ts';
import type { AnswerId, AskId, MeetingId } from '../../src/contract/primitives.ts';
import { getResults, openAnswers } from '../../src/contract/results.ts';
import * as events from '../../src/store/events.ts';
import { answer, ask, type Circle, type Person, type World } from './world.ts';

/** Six people, five of them at a meeting, one of whom has asked. */
export interface Evening extends Circle {
  world: World;
  meetingId: MeetingId;
  askId: AskId;
  /** Of the group, for every operation on it. */
  inGroup: { params: { groupId: Circle['groupId'] } };
  /** Of the ask, for every operation on it. */
  params: { groupId: Circle['groupId']; askId: AskId };
  asker: Person;
  ben: Person;
  cleo: Person;
  dan: Person;
  /** Belongs to the group and was not there. */
  absent: Person;
}

/** A guess whose every part was filled in; the fear is of not being understood. */
export const GUESS: Guess = {
  understood: 2,
  closeness: -1,
  warmth: 1,
  fear: 'not_got',
  fearWords: null,
  fearLikely: 70,
  fearBad: 6,
  discount: 'nice',
  discountWords: null,
};

export async function evening(
  world: World,
  founder: Person,
  fields: Partial<InputOf<typeof openAsk>['body']> = {},
): Promise<Evening> {
  const names = ['Asker', 'Ben', 'Cleo', 'Dan', 'Absent'];
  const circle = await world.gathering(founder, names, { absent: 1 });
  const people = circle.members as [Person, Person, Person, Person, Person];
  const [asker, ben, cleo, dan, absent] = people;
  const { groupId, meetingId } = circle;
  const askId = await ask(asker, groupId, meetingId, fields);
  return {
    ...circle,
    world,
    askId,
    inGroup: { params: { groupId } },
    params: { groupId, askId },
    asker,
    ben,
    cleo,
    dan,
    absent,
  };
}

/** Sends an answer and finds out its id, as the asker reads it. Opens the ask. */
export async function given(
  { asker, groupId, askId, params }: Evening,
  from: Person,
  fields: Partial<PutAnswer> = {},
): Promise<AnswerId> {
  await answer(from, groupId, askId, fields);
  await asker.call(openAnswers, { params });
  const { answers } = await asker.call(getResults, { params });
  const one = answers.find((answer) => answer.from.memberId === from.memberId);
  if (!one) throw new Error(`${from.name}’s answer has not arrived`);
  return one.id;
}

/** Closes the ask and opens what came back. */
export async function closed({ asker, params }: Evening): Promise<void> {
  await asker.call(closeAsk, { params });
  await asker.call(openAnswers, { params });
}

/** What happens in the group while `change` runs: each type, and by name who is told; everybody is `all`. */
export async function toldOf(
  { world, groupId, everybody }: Evening,
  change: () => Promise<unknown>,
): Promise<[EventType, string[] | 'all'][]> {
  const log = () => events.since(world.service.deps.store.read, groupId, 0, 10_000);
  const before = (await log()).length;
  await change();
  const name = (id: string) => everybody.find((one) => one.memberId === id)?.name ?? id;
  return (await log())
    .slice(before)
    .map(({ type, audience }) => [type, audience ? audience.map(name).sort() : 'all']);
}
