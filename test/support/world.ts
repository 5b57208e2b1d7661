// A real service on a database of its own, and people who use it over TCP. Knows no test runner.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { pino } from 'pino';

import { setUp } from '../../src/contract/accounts.ts';
import { type PutAnswer, putAnswer } from '../../src/contract/answers.ts';
import { openAsk } from '../../src/contract/asks.ts';
import { activateGroup, createGroup, type Group, getGroup } from '../../src/contract/groups.ts';
import { acceptInvitation, createInvitation } from '../../src/contract/invitations.ts';
import { openMeeting, takeSeat } from '../../src/contract/meetings.ts';
import type { InputOf, Operation } from '../../src/contract/operation.ts';
import type {
  AskId,
  Cursor,
  GroupId,
  Instant,
  MeetingId,
  MemberId,
} from '../../src/contract/primitives.ts';
import type { Problem } from '../../src/contract/problem.ts';
import { DAY, instant } from '../../src/domain/time.ts';
import { newSecret, sha256 } from '../../src/ids.ts';
import { ApiClient, RefusedError } from '../../src/ops/client.ts';
import { type Service, startService } from '../../src/service.ts';
import * as events from '../../src/store/events.ts';
import { keyFolderOf } from '../../src/store/pot.ts';
import { openWriter } from '../../src/store/client.ts';
import { added, copyOf, type Original, putInFile, type Rows, rowsOfFile } from './copies.ts';
import { lend } from './databases.ts';

export const PASSWORD = 'a quiet place to sit';

export class Person extends ApiClient {
  readonly name: string;
  memberId = '' as MemberId;
  /** Known of whoever made the first account. */
  accountId = '';

  constructor(url: string, name: string) {
    super(url);
    this.name = name;
  }

  /** The problem a call is refused with; a call that succeeds is an error. */
  async refused<Op extends Operation>(op: Op, input: InputOf<Op>): Promise<Problem> {
    try {
      await this.call(op, input);
    } catch (error) {
      if (error instanceof RefusedError) return error.problem;
      throw error;
    }
    throw new Error(`${op.name} was not refused`);
  }
}

export interface Circle {
  groupId: GroupId;
  group: Group;
  leader: Person;
  members: Person[];
  /** The leader first. */
  everybody: Person[];
}

/** A circle as far as it can be copied. */
type Copied<Made extends Circle> = Omit<Made, 'leader' | 'members' | 'everybody'> & {
  /** The account of its leader. */
  by: string;
  me: MemberId;
  members: Pick<Person, 'name' | 'memberId' | 'cookie'>[];
};
/** Those that were made in this process, by what they were made of. */
const originals = new Map<string, Original<unknown>>();

let empty: Promise<Buffer> | undefined;
/** Nobody's now, running and without a row. */
const idle: World[] = [];
let reusing = false;
/** The address at which a world listens. */
let host = '127.0.0.1';
/** A service whose clock was moved by more may have other ticket keys than one that has just begun. */
const NEAR_MS = 30 * DAY;

/** A database up to date and without a row, made once a process: migrating is a fourth of what a world costs. */
async function migrated(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'landed-empty-'));
  const file = join(folder, 'landed.sqlite');
  (await openWriter(file, join(import.meta.dirname, '../../migrations/sqlite'))).close();
  const bytes = readFileSync(file);
  rmSync(folder, { recursive: true });
  return bytes;
}

export class World {
  service: Service;
  readonly folder: string;
  readonly errors: string[];
  /** Milliseconds the service's clock was moved ahead. */
  ahead = 0;
  /** Where the service's clock stands, for a test of one instant; null while it goes. */
  stands: Instant | null = null;
  /** What it was ahead already when this world was lent. */
  #before = 0;
  /** Whether its service cannot be told from one that has just begun, once it is emptied. */
  #usual: boolean;
  readonly #options: Parameters<typeof startService>[0];
  readonly #lent: Awaited<ReturnType<typeof lend>>;

  private constructor(
    service: Service,
    options: Parameters<typeof startService>[0],
    errors: string[],
    lent: Awaited<ReturnType<typeof lend>>,
    usual: boolean,
  ) {
    this.#usual = usual;
    this.service = service;
    this.folder = options.dataFolder;
    this.#options = options;
    this.errors = errors;
    this.#lent = lent;
  }

  /** A running service without anybody. Without options it may have been others' before, and been emptied since. */
  static async open(
    options?: Partial<Parameters<typeof startService>[0]>,
    folder?: string,
  ): Promise<World> {
    if (options || folder) return World.#start(options ?? {}, folder ?? newFolder(), false);
    return idle.pop() ?? World.#start({}, newFolder(), reusing);
  }

  static async #start(
    options: Partial<Parameters<typeof startService>[0]>,
    folder: string,
    usual: boolean,
  ): Promise<World> {
    const lent = options.databaseUrl === undefined ? await lend() : null;
    const file = join(folder, 'landed.sqlite');
    if (!lent && !options.databaseUrl && !existsSync(file))
      writeFileSync(file, await (empty ??= migrated()), { mode: 0o600 });
    const errors: string[] = [];
    const logger = pino({ level: 'error' }, { write: (line: string) => errors.push(line) });
    // The clock asks the world, which exists a moment later.
    const holder: { world?: World } = {};
    const complete = {
      databaseUrl: lent?.url ?? null,
      databaseConnections: 4,
      host,
      port: 0,
      origin: null,
      dataFolder: folder,
      password: { memoryKib: 8, rounds: 1 },
      trustProxy: false as const,
      logger,
      // Tests are one address for hundreds of people.
      guesses: { perAddress: 1e6, perName: 1e6 },
      // Tests tick when they mean to.
      tickEvery: null,
      clock: () => holder.world?.stands ?? instant(Date.now() + (holder.world?.shift ?? 0)),
      ...options,
    };
    const world = new World(await startService(complete), complete, errors, lent, usual);
    holder.world = world;
    return world;
  }

  /** Stops the service and starts it again on the same files, or what became of them, and the same port. */
  async restart(meanwhile: () => void | Promise<void> = () => undefined): Promise<void> {
    const { port } = this.service;
    this.keep();
    await this.service.stop();
    await meanwhile();
    this.service = await startService({ ...this.#options, port });
  }

  /** The address of its PostgreSQL; null when it lives in a file. */
  get database(): string | null {
    return this.#options.databaseUrl ?? null;
  }

  get url(): string {
    return `http://127.0.0.1:${this.service.port}`;
  }

  /** Milliseconds the service's clock is ahead of real time. */
  get shift(): number {
    return this.#before + this.ahead;
  }

  /** The place where a group's log stands. */
  async cursor(groupId: GroupId): Promise<Cursor> {
    const { cursors, store } = this.service.deps;
    return cursors.seal(groupId, await events.head(store.read, groupId));
  }

  get now(): Instant {
    return this.service.deps.clock();
  }

  person(name: string): Person {
    return new Person(this.url, name);
  }

  /** Makes the first account; it may create groups. */
  async founder(name: string): Promise<Person> {
    const person = this.person(name);
    const { account } = await person.call(setUp, {
      body: { code: this.service.setupCode ?? '', signInName: name, password: PASSWORD },
    });
    person.accountId = account.id;
    return person;
  }

  /** An active group of one leader and these members, each with an account of their own. */
  async circle(
    leader: Person,
    names: readonly string[],
    fields: Partial<ReturnType<typeof aGroup>> = {},
  ): Promise<Circle> {
    return this.#alike(['circle', names, fields], leader, () => this.#make(leader, names, fields));
  }

  /** The same in an open meeting, with the leader and everybody checked in, or all but the last ones. */
  async gathering(
    leader: Person,
    names: readonly string[],
    { absent = 0, ...fields }: Partial<ReturnType<typeof aGroup>> & { absent?: number } = {},
  ): Promise<Circle & { meetingId: MeetingId }> {
    return this.#alike(['gathering', names, absent, fields], leader, async () => {
      const circle = await this.#make(leader, names, fields);
      const { everybody } = circle;
      const there = everybody.slice(0, everybody.length - absent);
      return { ...circle, meetingId: await this.meeting(circle, there) };
    });
  }

  /** What `make` brings together; a copy, where somebody of the leader's name has brought together the same. */
  async #alike<Made extends Circle>(
    what: readonly unknown[],
    leader: Person,
    make: () => Promise<Made>,
  ): Promise<Made> {
    if (!this.#usual || !leader.accountId) return make();
    const key = JSON.stringify([leader.name, ...what]);
    const original = originals.get(key);
    if (original) return this.#copy(leader, original as Original<Copied<Made>>);
    const before = await this.#rows();
    const circle = await make();
    const rows = added(before, await this.#rows());
    const { leader: _, everybody: __, members, ...rest } = circle;
    const made = {
      ...rest,
      by: leader.accountId,
      me: leader.memberId,
      members: members.map(({ name, memberId, cookie }) => ({ name, memberId, cookie })),
    };
    if (rows) originals.set(key, { made, rows, at: this.now });
    return circle;
  }

  async #copy<Made extends Circle>(
    leader: Person,
    original: Original<Copied<Made>>,
  ): Promise<Made> {
    const known = new Map([[original.made.by, leader.accountId]]);
    for (const { cookie } of original.made.members) {
      const [, token = ''] = cookie.split('=');
      const secret = newSecret();
      known.set(token, secret).set(sha256(token), sha256(secret));
    }
    const { made, rows } = copyOf(original, this.now, known);
    await this.#put(rows);
    const { by: _, me, members: copied, ...rest } = made;
    leader.memberId = me;
    const members = copied.map((one) => Object.assign(this.person(one.name), one));
    return { ...rest, leader, members, everybody: [leader, ...members] } as unknown as Made;
  }

  async #make(
    leader: Person,
    names: readonly string[],
    fields: Partial<ReturnType<typeof aGroup>>,
  ): Promise<Circle> {
    const body = { ...aGroup(leader.name), ...fields };
    const created = await leader.call(createGroup, { body });
    const groupId = created.id;
    leader.memberId = created.me;
    await leader.call(activateGroup, { params: { groupId } });
    const members: Person[] = [];
    for (const name of names) members.push(await this.join(leader, groupId, name));
    const group = await leader.call(getGroup, { params: { groupId } });
    return { groupId, group, leader, members, everybody: [leader, ...members] };
  }

  async join(leader: Person, groupId: GroupId, name: string): Promise<Person> {
    const { token } = await leader.call(createInvitation, {
      params: { groupId },
      body: { invitee: name },
    });
    const person = this.person(name);
    const { memberId } = await person.call(acceptInvitation, {
      params: { token },
      body: {
        account: { signInName: `${name.slice(0, 20)} ${groupId}`, password: PASSWORD },
        name,
        agreementVersion: 1,
      },
    });
    person.memberId = memberId;
    return person;
  }

  /** Opens a meeting and checks these people in. */
  async meeting(
    circle: Pick<Circle, 'groupId' | 'leader'>,
    people: readonly Person[],
  ): Promise<MeetingId> {
    const { groupId } = circle;
    const { id: meetingId } = await circle.leader.call(openMeeting, { params: { groupId } });
    for (const person of people) await person.call(takeSeat, { params: { groupId, meetingId } });
    return meetingId;
  }

  /** Runs what is due on the service's clock, which this moves ahead first. */
  async pass(milliseconds: number): Promise<void> {
    this.ahead += milliseconds;
    await this.service.due.sweep();
    await this.service.ticks.tick();
  }

  /** Nobody has it after this test, which does more to its service than a request could. */
  keep(): void {
    this.#usual = false;
  }

  /** Leaves it to the next who opens one, if it is as good as a new one. */
  async close(): Promise<void> {
    const reused = this.#usual && this.errors.length === 0 && (await this.#emptied());
    if (reused) idle.push(this);
    else await this.end();
    if (this.errors.length > 0) throw new Error(`the service logged: ${this.errors.join('')}`);
  }

  async end(): Promise<void> {
    await this.service.stop();
    await this.#lent?.giveBack();
    for (const folder of [this.folder, keyFolderOf(this.folder)])
      rmSync(folder, { recursive: true, force: true });
  }

  async #rows(): Promise<Rows> {
    return this.#lent ? this.#lent.rows() : rowsOfFile(join(this.folder, 'landed.sqlite'));
  }

  async #put(rows: Rows): Promise<void> {
    if (this.#lent) await this.#lent.put(rows);
    else putInFile(join(this.folder, 'landed.sqlite'), rows);
  }

  /** Takes out everything but what the service keeps of itself; false where more would have to be undone. */
  async #emptied(): Promise<boolean> {
    this.stands = null;
    if (this.shift > NEAR_MS) return false;
    const { deps, ticks } = this.service;
    // A test may have stopped it.
    if (await deps.store.transact(async () => false).catch(() => true)) return false;
    if (this.#lent) await this.#lent.empty();
    else emptyFile(join(this.folder, 'landed.sqlite'));
    // What waits without a name is forgotten once nothing is open.
    await ticks.tick();
    this.#before = this.shift;
    this.ahead = 0;
    return this.errors.length === 0;
  }
}

/**
 * From now on a world that was opened without options is not ended when it is closed.
 *
 * @param at the address at which they listen
 */
export function reuseWorlds(at = host): void {
  reusing = true;
  host = at;
}

/** Ends those that are nobody's. */
export async function endIdle(): Promise<void> {
  for (const world of idle.splice(0)) await world.end();
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'landed-test-'));

/** Without looking at references. */
function emptyFile(file: string): void {
  const db = new Database(file);
  db.pragma('foreign_keys = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('secure_delete = ON');
  db.exec('begin immediate');
  const tables = db
    .prepare<[], string>(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not in ('meta', '__drizzle_migrations')",
    )
    .pluck()
    .all();
  for (const table of tables) db.exec(`delete from "${table}"`);
  db.exec('commit');
  db.close();
}

export const aGroup = (myName: string) => ({
  name: 'Tuesday circle',
  purpose: 'A place to say what is true this evening.',
  timeZone: 'Europe/Berlin',
  leaders: 1,
  cap: 12,
  agreement: 'What is said here stays here.\nAsking and answering are always optional.',
  acceptsAgreement: true as const,
  myName,
  crisisContacts: [
    { kind: 'emergency' as const, name: 'Emergency', reach: '112' },
    { kind: 'crisis_line' as const, name: 'Crisis line', reach: '0800 111 0 111' },
  ],
});

let attempts = 0;

/** A whole answer; state only the fields a test is about. */
export const anAnswer = (fields: Partial<PutAnswer> = {}): PutAnswer => ({
  feelings: ['touched'],
  words: [{ channel: 'feeling', text: 'a small wave of sadness when you laughed' }],
  body: [],
  pad: null,
  cameAcross: [],
  moreOf: [],
  moreOfText: null,
  inRoom: false,
  goalLevel: null,
  understood: 3,
  closeness: 1,
  warmth: 3,
  attempt: (++attempts).toString(16).padStart(32, '0'),
  replaces: null,
  sentBy: 'person',
  ticket: null,
  ...fields,
});

/** Opens an ask with nothing but defaults, or the given fields. */
export async function ask(
  asker: Person,
  groupId: GroupId,
  meetingId: MeetingId,
  fields: Partial<InputOf<typeof openAsk>['body']> = {},
): Promise<AskId> {
  const opened = await asker.call(openAsk, { params: { groupId }, body: { meetingId, ...fields } });
  return opened.id;
}

/** Answers with the three taps given. */
export const answer = (
  person: Person,
  groupId: GroupId,
  askId: AskId,
  fields: Partial<PutAnswer> = {},
) => person.call(putAnswer, { params: { groupId, askId }, body: anAnswer(fields) });
