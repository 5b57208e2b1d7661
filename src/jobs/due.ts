// Closes asks and ends meetings when their time has come: by a timer for the nearest, by a sweep that finds what has
// become the nearest since (nothing is due sooner than the next sweep after it began), and once at start for what came
// due while nobody ran. Once a day it forgets the sessions that ran out, and what is too old in the logs. Every process
// does all of this; the lock of the group decides which of them does it.
import { closeDueAsk, dueAsks, nextDue } from '../app/asks.ts';
import type { Deps } from '../app/deps.ts';
import { forgetOldEvents } from '../app/live.ts';
import { dueMeetings, endDueMeeting } from '../app/meetings.ts';
import { forgetExpiredSessions } from '../app/sessions.ts';
import { dayOf, milliseconds } from '../domain/time.ts';
import { Attempts } from './attempts.ts';

const SWEEP_MS = 30_000;

export interface DueJob {
  /** Looks once, now. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

/** @param onError told when a sweep failed; the next one tries again */
export async function startDueJob(deps: Deps, onError: (error: unknown) => void): Promise<DueJob> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  let tidied = '';

  const run = async () => {
    const all = new Attempts();
    for (const ask of await dueAsks(deps)) await all.attempt(() => closeDueAsk(deps, ask));
    for (const meeting of await dueMeetings(deps))
      await all.attempt(() => endDueMeeting(deps, meeting));
    const today = dayOf(deps.clock());
    if (tidied !== today)
      await all.attempt(async () => {
        await forgetExpiredSessions(deps);
        await forgetOldEvents(deps);
        tidied = today;
      });
    all.end('not all that was due could be done');
  };
  const wait = (ms: number) => {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => void sweep(), Math.min(Math.max(0, ms), SWEEP_MS));
    timer.unref();
  };
  const arm = async () => {
    const next = await nextDue(deps);
    wait(next ? milliseconds(next) - milliseconds(deps.clock()) : SWEEP_MS);
  };
  const sweep = () => {
    running = running
      .then(run)
      .then(arm)
      .catch((error: unknown) => {
        // What failed is still due: waiting for its time would be trying again without a pause.
        wait(SWEEP_MS);
        onError(error);
      });
    return running;
  };

  await sweep();
  return {
    sweep,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
