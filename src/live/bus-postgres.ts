// For several processes on one PostgreSQL: LISTEN and NOTIFY, on a connection of its own. NOTIFY is sent after the
// commit and for many groups at once: within the writing transaction it would make all commits wait for each other.
import { Client } from 'pg';

import { GroupId } from '../contract/primitives.ts';
import { type Bus, inProcessBus } from './bus.ts';
import { realTimers, type Timers } from './timers.ts';

/** Named so in PostgreSQL's list of who is connected. */
export const BUS_NAME = 'landed bus';

export interface PostgresBusOptions {
  url: string;
  /** Keeps what processes say to each other from the database and its log. */
  seal: { seal(text: string): string; open(sealed: string): string | null };
  timers?: Timers;
}

const WAKE = 'landed_wake';
const SAY = 'landed_say';
const NOTIFY = `select pg_notify(channel, payload)
  from unnest($1::text[], $2::text[]) as told(channel, payload)`;
/** A process may die between its commit and its NOTIFY: so often everybody looks again, asked or not. */
const LOOK_AGAIN_MS = 15_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** A server that does not answer for so long is not there. */
const PATIENCE_MS = 10_000;
/** Of one NOTIFY query; what is more goes with the next. */
const AT_ONCE = 1_000;

/** Connects, and again whenever the connection is lost; who listens then looks at every group. */
export async function openPostgresBus(options: PostgresBusOptions): Promise<Bus> {
  const { url, seal, timers = realTimers } = options;
  const here = inProcessBus();
  const listeners = new Set<(groupId?: GroupId) => void>();
  const ears = new Set<(text: string) => void>();
  let wakes = new Set<GroupId>();
  let sayings: string[] = [];
  let client: Client | null = null;
  let sending = false;
  let pause = FIRST_PAUSE_MS;
  let closed = false;
  let stopWaiting: (() => void) | null = null;

  const signalAll = () => {
    for (const onSignal of listeners) onSignal();
  };

  async function connect(): Promise<void> {
    const mine = new Client({
      connectionString: url,
      application_name: BUS_NAME,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
      keepAlive: true,
    });
    // Both for one lost connection; only the first finds it in use.
    mine.on('error', () => lose(mine));
    mine.on('end', () => lose(mine));
    mine.on('notification', ({ channel, payload = '', processId }) => {
      // What this process said it has heard already.
      if (processId !== backendOf(mine)) take(channel, payload);
    });
    try {
      await mine.connect();
      await mine.query(`listen ${WAKE}; listen ${SAY}`);
    } catch {
      mine.end().catch(() => {});
      again();
      return;
    }
    if (closed) {
      await mine.end();
      return;
    }
    client = mine;
    pause = FIRST_PAUSE_MS;
    // What was said meanwhile nobody here has heard.
    signalAll();
    sendSoon();
  }

  function lose(lost: Client): void {
    if (client !== lost) return;
    client = null;
    sayings = [];
    lost.end().catch(() => {});
    again();
  }

  function again(): void {
    if (closed) return;
    stopWaiting = timers.after(pause, () => void connect());
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }

  function take(channel: string, payload: string): void {
    if (channel === WAKE) {
      const { success, data } = GroupId.safeParse(payload);
      if (success) here.publish(data);
    } else {
      const text = seal.open(payload);
      if (text !== null) for (const onSaying of ears) onSaying(text);
    }
  }

  function sendSoon(): void {
    if (sending || !client || wakes.size + sayings.length === 0) return;
    sending = true;
    // Not at once: what else this turn of the loop brings goes with it.
    setImmediate(() => void send());
  }

  async function send(): Promise<void> {
    while (client && wakes.size + sayings.length > 0) {
      const using = client;
      const groups = [...wakes].slice(0, AT_ONCE);
      const said = sayings.slice(0, AT_ONCE);
      for (const groupId of groups) wakes.delete(groupId);
      sayings = sayings.slice(said.length);
      try {
        await using.query({
          name: 'notify',
          text: NOTIFY,
          values: [
            [...groups.map(() => WAKE), ...said.map(() => SAY)],
            [...groups, ...said],
          ],
        });
      } catch {
        // Perhaps they were sent: twice is as good as once. What was said is said again by whoever said it.
        wakes = new Set([...groups, ...wakes]);
        lose(using);
      }
    }
    sending = false;
  }

  const stopLooking = timers.every(LOOK_AGAIN_MS, signalAll);
  await connect();
  return {
    ...here,
    publish(groupId) {
      if (closed) return;
      here.publish(groupId);
      wakes.add(groupId);
      sendSoon();
    },
    listen(onSignal) {
      listeners.add(onSignal);
      const unlisten = here.listen(onSignal);
      return () => {
        listeners.delete(onSignal);
        unlisten();
      };
    },
    say(text) {
      // Without a connection it would be old by the time it is heard.
      if (closed || !client) return;
      sayings.push(seal.seal(text));
      sendSoon();
    },
    hear(onSaying) {
      ears.add(onSaying);
      return () => ears.delete(onSaying);
    },
    async close() {
      if (closed) return;
      closed = true;
      stopLooking();
      stopWaiting?.();
      await here.close();
      listeners.clear();
      ears.clear();
      // What is still to be said goes first.
      if (client) await send();
      const last = client;
      client = null;
      await last?.end().catch(() => {});
    },
  };
}

/** The number of a connection's own server process, which its notifications carry. */
const backendOf = (client: Client) => (client as unknown as { processID: number }).processID;
