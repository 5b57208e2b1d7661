// The demo's people while a visitor is one of them: they sit in the room, answer what is asked, ask something
// themselves, and give something back for an answer.
import { passAsk, putAnswer } from '../../contract/answers.ts';
import { type Ask, getAsk, openAsk } from '../../contract/asks.ts';
import { LiveMessage } from '../../contract/live.ts';
import { getRoom, openMeeting, takeSeat } from '../../contract/meetings.ts';
import type { AnswerId, AskId, MeetingId } from '../../contract/primitives.ts';
import { getResults, openAnswers, react } from '../../contract/results.ts';
import type { Timers } from '../../live/timers.ts';
import { type ApiClient, type Listener, RefusedError } from '../client.ts';
import type { Said } from './evenings.ts';
import { NamelessSeat } from './nameless-seat.ts';
import { answerOf, type Circle, unsignedOf } from './past.ts';
import { type Name, PEOPLE } from './people.ts';
import { oneOf, type Random, seeded } from './random.ts';
import { ASKS, REPLIES } from './replies.ts';

type Range = readonly [least: number, most: number];

/** How many seconds they take, from one to the other by chance. */
export interface Pace {
  answer: Range;
  /** From a visitor's arrival until they are asked something. */
  ask: Range;
  /** From an answer until something is given back for it. */
  react: Range;
}

/** As somebody would who has the phone in their hand. */
export const LIVELY: Pace = { answer: [2, 12], ask: [25, 70], react: [10, 30] };

/** One answer of so many is a pass, but not two to one ask. */
const PASSES = 9;
const COME_BACK_MS = 2000;

interface Options {
  circle: Circle;
  pace: Pace;
  seed: number;
  timers: Timers;
  /** Told what should not have happened. */
  onError: (error: unknown) => void;
}

interface Peer {
  name: Name;
  client: ApiClient;
  random: Random;
  /** Null while a visitor is this person. */
  listener: Listener | null;
  /** What they have said in which meeting: nobody says the same twice in one. */
  said: Map<MeetingId, Set<Said>>;
}

export class Peers {
  readonly #circle: Circle;
  readonly #options: Options;
  readonly #peers: readonly Peer[];
  readonly #random: Random;
  readonly #passed = new Set<AskId>();
  readonly #askedIn = new Set<MeetingId>();
  #stopped = false;

  constructor(options: Options) {
    this.#options = options;
    this.#circle = options.circle;
    this.#random = seeded(options.seed);
    this.#peers = PEOPLE.map(({ name }, at) => ({
      name,
      client: options.circle.people[name],
      random: seeded(options.seed + at + 1),
      listener: null,
      said: new Map(),
    }));
  }

  /** Everybody comes into the room. */
  async start(): Promise<void> {
    for (const peer of this.#peers) await this.#arrive(peer);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#peers.map((peer) => this.#leave(peer)));
  }

  /**
   * A visitor is this person now, checked in to an open meeting, and somebody asks something soon. Whoever a visitor
   * was before, and who is not in the room any more, acts by themself again.
   */
  async becomes(name: Name): Promise<void> {
    const { groupId } = this.#circle;
    const visited = this.#peers.find((peer) => peer.name === name);
    if (!visited) throw new Error(`nobody is called ${name}`);
    const meetingId = await this.#meeting();
    const { seats } = await this.#circle.people.Ruth.call(getRoom, { params: { groupId } });
    for (const peer of this.#peers)
      if (!peer.listener && !seats.some((seat) => seat.name === peer.name && seat.here))
        await this.#arrive(peer);
    await this.#leave(visited);
    await visited.client.call(takeSeat, { params: { groupId, meetingId } });
    if (this.#askedIn.has(meetingId)) return;
    this.#askedIn.add(meetingId);
    this.#later('ask', this.#random, () => this.#ask(meetingId));
  }

  /** The open meeting; when a visitor has ended it, or its six hours are over, a new one with everybody in it. */
  async #meeting(): Promise<MeetingId> {
    const { groupId, people } = this.#circle;
    const { meeting } = await people.Ruth.call(getRoom, { params: { groupId } });
    if (meeting) return meeting.id;
    const { id: meetingId } = await people.Ruth.call(openMeeting, { params: { groupId } });
    for (const { client } of this.#peers)
      await this.#dare(() => client.call(takeSeat, { params: { groupId, meetingId } }));
    return meetingId;
  }

  async #arrive(peer: Peer): Promise<void> {
    const listener = await peer.client.listen(this.#circle.groupId);
    peer.listener = listener;
    listener.socket.on('message', (data: Buffer) => {
      const message = LiveMessage.parse(JSON.parse(data.toString()));
      void this.#dare(() => this.#hear(peer, message));
    });
    // A machine that slept finds its connections gone.
    listener.socket.once('close', () => {
      if (!this.#stopped && peer.listener === listener)
        this.#options.timers.after(COME_BACK_MS, () => void this.#dare(() => this.#arrive(peer)));
    });
  }

  async #leave(peer: Peer): Promise<void> {
    const { listener } = peer;
    peer.listener = null;
    await listener?.close();
  }

  async #hear(peer: Peer, message: LiveMessage): Promise<void> {
    const { groupId } = this.#circle;
    if (message.type === 'ask.opened' && message.askId) {
      const params = { groupId, askId: message.askId };
      const ask = await peer.client.call(getAsk, { params });
      if (ask.as === 'peer')
        this.#later('answer', peer.random, async () => {
          // A visitor who has meanwhile become this person answers for themself.
          if (peer.listener) await this.#answer(peer, ask);
        });
    }
    const { askId, answerId } =
      message.type === 'answer.arrived' ? message : { askId: undefined, answerId: undefined };
    if (askId && answerId)
      this.#later('react', peer.random, () => this.#giveBack(peer, askId, answerId));
  }

  async #answer(peer: Peer, ask: Ask): Promise<void> {
    const params = { groupId: this.#circle.groupId, askId: ask.id };
    const passes = peer.random() * PASSES < 1;
    const said = passes && !this.#passed.has(ask.id) ? null : this.#words(peer, ask);
    if (ask.anonymity?.candidates.some(({ name }) => name === peer.name)) {
      const seat = await NamelessSeat.take(peer.client, params.groupId, ask.id);
      if (!said) this.#passed.add(ask.id);
      await (said ? seat.put('answer', unsignedOf(seat, said)) : seat.put('pass'));
    } else if (said) await peer.client.call(putAnswer, { params, body: answerOf(said) });
    else {
      this.#passed.add(ask.id);
      await peer.client.call(passAsk, { params });
    }
  }

  /** Something they have not said in this meeting, rather to this question and dose than to another. */
  #words(peer: Peer, ask: Ask): Said | null {
    const pool = REPLIES[peer.name];
    const { question, dose, meetingId } = ask;
    const said = peer.said.get(meetingId) ?? new Set();
    peer.said.set(meetingId, said);
    const fresh = (replies: readonly Said[]) => replies.filter((reply) => !said.has(reply));
    const fitting = fresh(pool[question === 'landed' || question === 'own' ? dose : question]);
    const chosen =
      oneOf(fitting, peer.random) ?? oneOf(fresh(Object.values(pool).flat()), peer.random);
    if (!chosen) return null;
    said.add(chosen);
    return chosen;
  }

  /** Somebody who has not asked about this meeting does. */
  async #ask(meetingId: MeetingId): Promise<void> {
    const { groupId } = this.#circle;
    const free: Peer[] = [];
    for (const peer of this.#peers) {
      if (!peer.listener) continue;
      const { askable } = await peer.client.call(getRoom, { params: { groupId } });
      if (askable?.meeting.id === meetingId && !askable.mine) free.push(peer);
    }
    const asker = oneOf(free, this.#random);
    const body = asker && { meetingId, ...ASKS[asker.name] };
    if (asker && body) await asker.client.call(openAsk, { params: { groupId }, body });
  }

  /** Reads what a visitor answered, and thanks for it or asks for more. The others know each other's thanks. */
  async #giveBack(peer: Peer, askId: AskId, answerId: AnswerId): Promise<void> {
    if (!peer.listener) return;
    const params = { groupId: this.#circle.groupId, askId };
    await peer.client.call(openAnswers, { params });
    const { answers } = await peer.client.call(getResults, { params });
    const answer = answers.find(({ id }) => id === answerId);
    const author = this.#peers.find(({ name }) => name === answer?.from.name);
    if (!answer || !author || author.listener) return;
    const more = answer.words.length > 0 && peer.random() < 0.5;
    await peer.client.call(react, {
      params: { ...params, answerId },
      body: { reactions: [more ? 'say_more' : 'thank'] },
    });
  }

  #later(what: keyof Pace, random: Random, act: () => Promise<void>): void {
    const [least, most] = this.#options.pace[what];
    const seconds = least + random() * (most - least);
    this.#options.timers.after(seconds * 1000, () => void this.#dare(act));
  }

  /** A visitor may have been quicker: what the service refuses, they let be. */
  async #dare(act: () => Promise<unknown>): Promise<void> {
    if (this.#stopped) return;
    try {
      await act();
    } catch (error) {
      if (!(error instanceof RefusedError) && !this.#stopped) this.#options.onError(error);
    }
  }
}
