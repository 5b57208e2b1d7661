// The tick of the pot: every fifteen seconds, whatever happened, everything that is open is sealed anew; what is due
// is released on a tick and at no other time, and what was taken back goes.
import { takePartBack } from '../app/parts.ts';
import type { Deps } from '../app/deps.ts';
import { openAsks, releaseAsk, withdrawLost } from '../app/release.ts';
import { rotateTicketKeys } from '../app/tickets.ts';
import type { Pot } from '../anonymous/pot.ts';
import { Attempts } from './attempts.ts';

export const TICK_MS = 15_000;

export interface TickJob {
  /** Ticks once, now; what failed is told to `onError`. */
  tick(): Promise<void>;
  stop(): Promise<void>;
}

/** Where the pot keeps what it knows of the database. */
interface Marker {
  markers(): Promise<string[]>;
  keepMarker(marker: string): Promise<void>;
}

/** What the database said when the pot was last sealed. */
interface Seen {
  at: string;
  /** By ask: where the group's log stood, and how many tickets had been given. */
  asks: Record<string, { seq: number; issued: number }>;
}

/**
 * @param every milliseconds between two ticks; null for none by itself
 * @param onError told when a tick failed; the next one tries again
 */
export async function startTickJob(
  deps: Deps,
  pot: Pot,
  marker: Marker,
  { every, onError }: { every: number | null; onError: (error: unknown) => void },
): Promise<TickJob> {
  let running: Promise<void> = Promise.resolve();

  /** Whatever fails for one ask is told at the end, when all others have had their turn. */
  const look = async () => {
    const all = new Attempts();
    const attempt = (work: () => Promise<void>) => all.attempt(work);
    const seal = async () => {
      const failed = await pot.seal();
      for (const error of failed.values()) all.failed(error);
      return failed;
    };

    // First, so that what is released has been sealed, and what was signed meanwhile is out.
    const unsealed = await seal();
    for (const { groupId, askId, closesAt } of await openAsks(deps, { due: true }))
      if (!unsealed.has(askId) && (await pot.isWhole(closesAt)))
        await attempt(() => releaseAsk(deps, groupId, askId, pot.answers(askId)));
    for (const { groupId, askId, partId } of pot.takenBack())
      await attempt(() => takePartBack(deps, groupId, askId, partId));
    await attempt(() => rotateTicketKeys(deps));
    // What has just been released is forgotten here, with its key.
    await seal();
    await note(deps, marker);
    all.end('a tick did not do all it should');
  };
  const tick = () => {
    running = running.then(look).catch(onError);
    return running;
  };

  await withdrawLost(deps, stillIts(await marker.markers()));
  await tick();
  const timer = every === null ? undefined : setInterval(() => void tick(), every);
  timer?.unref();
  return {
    tick,
    async stop() {
      clearInterval(timer);
      // One more, like any other: what waits in memory is sealed.
      await tick();
    },
  };
}

async function note(deps: Deps, marker: Marker): Promise<void> {
  // Looked at first: what opens while the rest is read is not older than what was seen.
  const at = deps.clock();
  const asks: Seen['asks'] = {};
  for (const { askId, seq, issued } of await openAsks(deps, { due: false }))
    asks[askId] = { seq, issued };
  const seen: Seen = { at, asks };
  await marker.keepMarker(JSON.stringify(seen));
}

/**
 * Whether the pot belongs to an ask as the database has it. Not when there was no pot (another machine, a restored
 * folder), and not when the database is older than what the pot has seen.
 */
function stillIts(markers: readonly string[]): Parameters<typeof withdrawLost>[1] {
  const kept = markers.map((marker) => JSON.parse(marker) as Seen);
  return ({ askId, seq, issued, openedAt }) =>
    kept.length > 0 &&
    kept.every(({ at, asks }) => {
      const before = asks[askId];
      // Not seen yet: it opened after the last tick, or it was over by then and is back by a restored database.
      if (!before) return openedAt >= at;
      return seq >= before.seq && issued >= before.issued;
    });
}
