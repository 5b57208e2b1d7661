import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { putAnswer } from '../../src/contract/answers.ts';
import { openAsk } from '../../src/contract/asks.ts';
import { createGroup } from '../../src/contract/groups.ts';
import { createInvitation } from '../../src/contract/invitations.ts';
import { CURSOR_HEADER } from '../../src/contract/live.ts';
import { endMeeting, openMeeting, takeSeat } from '../../src/contract/meetings.ts';
import type { Operation } from '../../src/contract/operation.ts';
import { Problem } from '../../src/contract/problem.ts';
import { type Reply, sent } from '../../src/ops/client.ts';
import { operations } from '../support/operations.ts';
import {
  aGroup,
  anAnswer,
  ask,
  type Circle,
  PASSWORD,
  type Person,
  World,
} from '../support/world.ts';

let world: World;
let circle: Circle;
let asker: Person;
let params: Record<string, string>;

/** Addresses under which nothing is. */
const nowhere = {
  ...Object.fromEntries(
    [
      'invitationId',
      'memberId',
      'answerId',
      'partId',
      'itemId',
      'reportId',
      'keptId',
      'goalId',
      'experimentId',
      'reviewId',
    ].map((name) => [name, randomUUID()]),
  ),
  version: '999',
};

/** Sign-in names and places stay free, whatever these try. */
const bodies: Record<string, () => unknown> = {
  setUp: () => ({ code: 'none', signInName: 'Somebody', password: PASSWORD, email: 'a@b.example' }),
  signIn: () => ({ signInName: 'Ruth', password: PASSWORD }),
  recover: () => ({ signInName: 'Nobody', code: 'none', password: PASSWORD }),
  createGroup: () => aGroup('Ruth'),
  setCrisisContacts: () => ({ crisisContacts: aGroup('').crisisContacts }),
  createInvitation: () => ({ invitee: 'Zoe', role: 'member' }),
  acceptInvitation: () => ({
    account: { signInName: 'Zoe', password: PASSWORD, email: null },
    name: 'Zoe',
    agreementVersion: 1,
  }),
  openAsk: () => ({
    meetingId: params['meetingId'],
    moment: 'when I said that I nearly stayed away',
    question: 'own',
    ownQuestion: 'What did you hear?',
    meant: 'that I was afraid',
    dose: 'gentle',
    goalId: null,
    seenBy: 'asker',
    closes: 'in_an_hour',
    guess: {
      understood: 2,
      closeness: -1,
      warmth: 1,
      fear: 'own',
      fearWords: 'that nobody says a word',
      fearLikely: 70,
      fearBad: 6,
      discount: 'own',
      discountWords: 'they had to',
    },
  }),
  putAnswer: () => anAnswer(),
  sayInRoom: () => ({ said: true }),
  sayLate: () => ({ channel: 'thought', text: 'it stayed with me' }),
  // Nobody here has a passkey, and nobody's ways in are changed: no confirmation is the right one.
  passkeyForNewAccount: () => ({ signInName: 'Somebody' }),
  signInWithPasskey: () => ({ passkey: aCredential(), oneAnswer: null }),
  addPasskey: () => ({ name: 'Phone', passkey: aCredential() }),
  setPassword: () => ({ password: PASSWORD, confirmation: notMe() }),
  changeEmail: () => ({ email: 'a@b.example', confirmation: notMe() }),
  renewRecoveryCodes: () => ({ confirmation: notMe() }),
  allowLeaderRecovery: () => ({ allowed: true, confirmation: notMe() }),
  recoverByLink: () => ({ token: 'none', password: PASSWORD }),
  setCreator: () => ({ signInName: 'Nobody', may: true }),
  changeGroup: () => ({ ...pick(aGroup('Ruth')), open: true }),
  // Of a version there is not.
  changeAgreement: () => ({ text: 'Nobody is late.', replaces: 999 }),
  changeRole: () => ({ role: 'leader', spectator: true }),
  leaveGroup: () => ({ given: 'keep' }),
  rehearse: () => ({ on: true }),
  putReflection: () => ({ happened: 'partly', likelyNext: 40, line: 'it was heard' }),
  react: () => ({ reactions: ['thank', 'hard'] }),
  hideAnswer: () => ({ hidden: true }),
  shareResults: () => ({ guess: true, strips: true, reflection: true }),
  keepSentence: () => ({ answerId: randomUUID(), position: 0 }),
  addToAgenda: () => ({ text: 'what came back to me', askId: null }),
  makeGoal: aWording,
  wordGoal: aWording,
  reframeGoal: () => ({ wording: aWording(), note: 'It was a role.' }),
  keepGoal: () => ({
    visible: 'group',
    importance: 2,
    watch: [{ measure: 'shares', direction: 'up' }],
    reviewEvery: 6,
  }),
  moveGoal: () => ({ state: 'active' }),
  planExperiment: aPlan,
  replanExperiment: aPlan,
  settleExperiment: () => ({ done: 'a_bit', happened: 'My voice shook.', learned: 'They waited.' }),
  rateGoal: () => ({ level: 1, distance: 6 }),
  putCheckOut: () => ({
    mine: { shares: 2, firstWords: 'middle', firstMinute: null },
    ratings: [],
  }),
  writeReview: () => ({
    choice: 'keep',
    note: 'I spoke.',
    ownWord: 'achieved',
    tScore: true,
    kept: [randomUUID()],
    shared: { goal: 'group' },
  }),
  reportAnswer: () => ({ reason: 'hurtful' }),
  closeReport: () => ({ outcome: 'talked' }),
  issueTicket: () => ({ keyId: 'A'.repeat(11), blinded: 'A'.repeat(43) }),
  ownPart: () => ({ key: 'A'.repeat(43), signature: 'A'.repeat(86) }),
  reactToPart: () => ({ reactions: ['thank', 'hard'] }),
  hidePart: () => ({ hidden: true }),
  reportPart: () => ({ reason: 'hurtful' }),
};

function aWording() {
  return {
    title: 'Leaving the wallflower role',
    oldRole: 'wallflower',
    oldWay: 'I wait.',
    served: 'Nobody laughed.',
    newWay: 'I speak.',
    why: 'It is time.',
    setting: 'both',
    ladder: ['nothing', 'when asked', 'one thing', 'early', 'a topic of mine'],
  };
}
function aPlan() {
  return {
    text: 'One sentence',
    setting: 'outside',
    when: { kind: 'day', day: '2030-01-02' },
    likely: 60,
  };
}
const notMe = () => ({ password: 'somebody else', passkey: null });
const aCredential = () => ({
  id: 'none',
  rawId: 'none',
  type: 'public-key',
  response: {},
  clientExtensionResults: {},
});
const pick = ({ name, purpose, timeZone, leaders, cap }: ReturnType<typeof aGroup>) => ({
  name,
  purpose,
  timeZone,
  leaders,
  cap,
});

beforeAll(async () => {
  world = await World.open();
  const ruth = await world.founder('Ruth');
  circle = await world.circle(ruth, ['Ana', 'Ben']);
  asker = circle.members[0] as Person;
  const meetingId = await world.meeting(circle, circle.everybody);
  const askId = await ask(asker, circle.groupId, meetingId);
  const { token } = await ruth.call(createInvitation, {
    params: { groupId: circle.groupId },
    body: { invitee: 'Zoe' },
  });
  params = { groupId: circle.groupId, meetingId, askId, token, ...nowhere };
});
afterAll(() => world.close());

const withBody = Object.values(operations).filter((operation) => operation.body);
const named = withBody.map((operation) => [operation.name, operation] as const);

async function post(
  operation: Operation,
  body: string | Uint8Array<ArrayBuffer> | null,
  type = 'application/json',
) {
  const path = operation.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '');
  const response = await sent(world.url + path, {
    method: operation.method,
    headers: { cookie: circle.leader.cookie, ...(type && { 'content-type': type }) },
    body,
  });
  return { status: response.status, response };
}

/** The problem of a refusal, which is always one, whole and in its own media type. */
async function problemOf(response: Reply): Promise<Problem> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = Problem.parse(await response.json());
  expect(problem.status).toBe(response.status);
  expect(problem.type).toBe(`/problems/${problem.code}`);
  expect(problem.title).not.toBe('');
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
  return problem;
}

const refusal = async (...sent: Parameters<typeof post>) =>
  problemOf((await post(...sent)).response);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every place in a value, outermost first: `crisisContacts.0.name`. */
function places(value: Json, path: string[] = []): string[][] {
  const inside =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))
      : [];
  return [path, ...inside];
}

/** A copy in which one place holds something else; `undefined` takes it away. */
function changed(value: Json, [key, ...rest]: string[], to: Json | undefined): Json | undefined {
  if (key === undefined) return to;
  if (Array.isArray(value))
    return value.map((inner, i) =>
      String(i) === key ? (changed(inner, rest, to) ?? null) : inner,
    );
  const copy: Record<string, Json> = {};
  for (const [name, inner] of Object.entries(value as Record<string, Json>)) {
    const next = name === key ? changed(inner, rest, to) : inner;
    if (next !== undefined) copy[name] = next;
  }
  return copy;
}

const ODD: Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e300,
  '',
  ' ',
  'x',
  '\0',
  '\ud800',
  [],
  {},
  [null],
  { a: 1 },
];

test('every operation that takes a body is tried here', () => {
  expect(withBody.map((operation) => operation.name).sort()).toEqual(Object.keys(bodies).sort());
});

describe.each(named)('%s', (name, operation) => {
  const valid = () => JSON.parse(JSON.stringify(bodies[name]?.())) as Json;
  const accepts = (body: Json | undefined) =>
    (operation.body as { safeParse(value: unknown): { success: boolean } }).safeParse(body).success;

  test('takes a whole body', async () => {
    expect(accepts(valid())).toBe(true);
    const { status, response } = await post(operation, JSON.stringify(valid()));
    const code = status < 400 ? null : (await problemOf(response)).code;
    expect(code).not.toBe('invalid_request');
  });

  test('says which field is missing', async () => {
    const missing = places(valid())
      .filter((place) => place.length > 0 && !/^\d+$/.test(place.at(-1) ?? ''))
      .map((place) => [place.join('.'), changed(valid(), place, undefined)] as const)
      // A question has a default, which an own question does not go with.
      .filter(([path, body]) => path !== 'question' && !accepts(body));

    for (const [path, body] of missing) {
      const problem = await refusal(operation, JSON.stringify(body));
      expect(problem).toMatchObject({ code: 'invalid_request', status: 400 });
      expect(problem.fields).toEqual([{ path, problem: 'missing', limit: null }]);
    }
    expect(missing.length > 0 || accepts({})).toBe(true);
  });

  test('says which field holds something odd, and takes no odd value for another', async () => {
    const odd = places(valid())
      .filter((place) => place.length > 0)
      .flatMap((place) =>
        ODD.map((value) => [place.join('.'), changed(valid(), place, value)] as const),
      )
      .filter(([, body]) => !accepts(body));

    for (const [path, body] of odd) {
      const problem = await refusal(operation, JSON.stringify(body));
      expect(problem).toMatchObject({ code: 'invalid_request', status: 400 });
      const [field] = problem.fields;
      expect([path, field?.path, field?.problem]).toEqual([
        path,
        expect.stringMatching(new RegExp(`^${path.replaceAll('.', '\\.')}`)),
        expect.stringMatching(/./),
      ]);
      const isMissing = at(body, (field?.path ?? '').split('.')) == null;
      expect([path, isMissing || field?.problem !== 'missing']).toEqual([path, true]);
    }
    expect(odd.length).toBeGreaterThan(5);
  });

  test('names a key it does not know', async () => {
    const objects = places(valid())
      .filter((place) => isObject(at(valid(), place)))
      // What an authenticator says is read by the library that knows it.
      .filter((place) => !place.includes('passkey'));

    for (const place of objects) {
      const inner = at(valid(), place) as Record<string, Json>;
      const body = changed(valid(), place, { ...inner, constructor: 1, surprise: 'x' });
      const problem = await refusal(operation, JSON.stringify(body));
      expect(problem.fields.map((field) => [field.path, field.problem])).toEqual(
        ['constructor', 'surprise'].map((key) => [[...place, key].join('.'), 'not_allowed']),
      );
    }
  });

  test.each([
    ['nothing', null],
    ['nothing but spaces', '  '],
    ['half a body', '{"a":'],
    ['no JSON', 'hello'],
    ['an array', '[]'],
    ['an array of bodies', '[{}]'],
    ['a text', '"hello"'],
    ['a number', '1'],
    ['null', 'null'],
    ['a prototype', '{"__proto__":{"x":1}}'],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00])],
    ['a very deep array', '['.repeat(30_000)],
    ['too much', JSON.stringify({ signInName: 'x'.repeat(100_000) })],
  ])('refuses %s', async (_what, body) => {
    expect(await refusal(operation, body)).toMatchObject({ code: 'invalid_request' });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'x', ''])(
    'refuses its own body as "%s"',
    async (type) => {
      const body = new TextEncoder().encode(JSON.stringify(valid()));
      expect(await refusal(operation, body, type)).toMatchObject({ code: 'invalid_request' });
    },
  );
});

const isObject = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const at = (value: Json | undefined, place: string[]): Json | undefined =>
  place.reduce<Json | undefined>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Record<string, Json>)[key]
        : undefined,
    value,
  );

/** An ask by Ben, of Ana. */
async function freshAsk() {
  const { groupId } = circle;
  await circle.leader.call(endMeeting, { params: params as never });
  const meetingId = await world.meeting(circle, circle.everybody);
  params['meetingId'] = meetingId;
  return { groupId, askId: await ask(circle.members[1] as Person, groupId, meetingId) };
}

describe('the length of a text', () => {
  /** Each of one code point, of one to four bytes, and of two UTF-16 units. */
  const LETTERS = ['a', 'ß', '漢', '😀'];

  const texts: [string, Operation, string, number, number][] = [
    ['createGroup', createGroup, 'name', 1, 80],
    ['createGroup', createGroup, 'purpose', 0, 300],
    ['createGroup', createGroup, 'agreement', 1, 8000],
    ['createGroup', createGroup, 'crisisContacts.0.name', 1, 80],
    ['createGroup', createGroup, 'crisisContacts.0.reach', 1, 120],
    ['createGroup', createGroup, 'myName', 1, 40],
    ['createInvitation', createInvitation, 'invitee', 1, 40],
    ['openAsk', openAsk, 'moment', 1, 140],
    ['openAsk', openAsk, 'ownQuestion', 1, 140],
    ['openAsk', openAsk, 'meant', 1, 140],
    ['openAsk', openAsk, 'guess.fearWords', 1, 140],
    ['openAsk', openAsk, 'guess.discountWords', 1, 140],
    ['putAnswer', putAnswer, 'words.0.text', 1, 280],
  ];

  test.each(texts)('of $0 $2 is counted in code points, and the limit is said', async (...row) => {
    const [name, operation, path, min, max] = row;
    const send = async (text: string) => {
      const body = changed(bodies[name]?.() as Json, path.split('.'), text);
      if (operation !== openAsk) return post(operation, JSON.stringify(body));
      // One ask a meeting.
      const inGroup = { params: { groupId: circle.groupId } };
      await circle.leader.call(endMeeting, { params: params as never });
      const { id } = await circle.leader.call(openMeeting, inGroup);
      params['meetingId'] = id;
      for (const person of circle.everybody)
        await person.call(takeSeat, { params: params as never });
      return post(operation, JSON.stringify({ ...(body as object), meetingId: id }));
    };

    for (const letter of LETTERS) {
      expect((await send(` ${letter.repeat(max)} `)).status).toBe(operation.status);
      const problem = await problemOf((await send(letter.repeat(max + 1))).response);
      expect(problem.fields).toEqual([{ path, problem: 'too_long', limit: max }]);
    }
    const far = await problemOf((await send('a'.repeat(max * 5))).response);
    expect(far.fields).toEqual([{ path, problem: 'too_long', limit: max }]);
    const empty = await send(' \n ');
    const fields = empty.status < 400 ? [] : (await problemOf(empty.response)).fields;
    expect(fields).toEqual(min === 0 ? [] : [{ path, problem: 'too_short', limit: min }]);
  });

  test('counts what NFC makes of it, and keeps that', async () => {
    // 280 letters with their accents written apart: 560 code points as sent.
    const sent = 'e\u0301'.repeat(280);

    const { answer } = await asker.call(putAnswer, {
      params: await freshAsk(),
      body: anAnswer({ words: [{ channel: 'thought', text: sent }] }),
    });

    expect(answer.words[0]?.text).toBe('é'.repeat(280));
  });

  test('leaves what people type as it is, inside: line breaks, joined emoji, right to left', async () => {
    const text = 'a\nb  c\t👩‍👩‍👧‍👦 שלום <b>&amp;</b> \u2028 "\\';

    const { answer } = await asker.call(putAnswer, {
      params: await freshAsk(),
      body: anAnswer({ words: [{ channel: 'thought', text }] }),
    });

    expect(answer.words[0]?.text).toBe(text);
  });
});

describe('an address', () => {
  const inPaths = Object.values(operations).filter(
    (operation) => operation.path.includes(':') && operation.method === 'GET',
  );

  test.each(['x', '1', '%20', '%00', '%2e%2e', '%F0%9F%98%80', 'a'.repeat(64), 'a'.repeat(5000)])(
    'with a malformed id is that of nothing: %#',
    async (odd) => {
      for (const operation of inPaths) {
        const query = operation.name === 'pollEvents' ? '?after=abc&wait=0' : '';
        const path = operation.path
          .replace(/:\w+/, odd)
          .replace(/:(\w+)/g, (_, n: string) => params[n] ?? '');
        const response = await sent(world.url + path + query, {
          method: 'GET',
          headers: { cookie: circle.leader.cookie },
        });
        expect([operation.name, (await problemOf(response)).code]).toEqual([
          operation.name,
          'not_found',
        ]);
      }
    },
  );

  test.each([
    '/api',
    '/api/',
    '/api/nothing',
    '/api/groups/',
    '/api//groups',
    '/api/me/',
    '/API/me',
    '//',
    '//x/y',
    '/%',
    '/api/%',
    '/api/groups/%',
    '/api/groups/%E0%A4%A',
    '/_app/none.js',
  ])('that nothing has is refused as such: %s', async (path) => {
    const response = await sent(world.url + path, {
      method: 'POST',
      headers: { cookie: circle.leader.cookie },
    });
    expect(await problemOf(response)).toMatchObject({ code: 'not_found', status: 404 });
    // On the same connection, unless the reply said that it ends. Where pages are built, every other address is one.
    const got = await sent(world.url + path, {
      method: 'GET',
      headers: { cookie: circle.leader.cookie },
    });
    const code = got.status === 200 ? 'not_found' : (await problemOf(got)).code;
    expect(code).toBe('not_found');
  });

  test('that was changed by hand in its question is told which part', async () => {
    const { groupId } = circle;
    const get = (query: string) =>
      sent(`${world.url}/api/groups/${groupId}/${query}`, {
        method: 'GET',
        headers: { cookie: circle.leader.cookie },
      });
    const cursor = (await get('room')).headers.get(CURSOR_HEADER) ?? '';
    const cases: [string, string][] = [
      ['asks?limit=0', 'limit'],
      ['asks?limit=51', 'limit'],
      ['asks?limit=x', 'limit'],
      ['asks?limit=1.5', 'limit'],
      ['asks?limit=1&limit=2', 'limit'],
      ['asks?before=x', 'before'],
      ['events?wait=0', 'after'],
      ['events?wait=0&after=%00', 'after'],
      [`events?wait=26&after=${cursor}`, 'wait'],
      [`events?wait=-1&after=${cursor}`, 'wait'],
    ];

    for (const [query, path] of cases) {
      const problem = await problemOf(await get(query));
      expect([query, problem.code, problem.fields[0]?.path]).toEqual([
        query,
        'invalid_request',
        path,
      ]);
    }
  });
});
