// After a busy hour the engine keeps the memory it took, for the next one, however quiet it is meanwhile. On a small
// machine others need it.
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const LOOK_MS = 20_000;
/** Part of the time in which something happened. */
const QUIET = 0.05;
/** Bytes that are worth a pause of some 50 ms. */
const WORTH = 16 * 1024 * 1024;

/** Gives memory back to the machine whenever the process has been quiet for a while. Does not keep it running. */
export function giveBackMemory(): void {
  // The one collection that also lets go of empty pages has no other way in.
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (how: object) => Promise<void>;
  let before = performance.eventLoopUtilization();
  let kept = 0;
  const look = async () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    if (utilization > QUIET || process.memoryUsage.rss() < kept + WORTH) return;
    await collect({ type: 'major', execution: 'async', flavor: 'last-resort' });
    kept = process.memoryUsage.rss();
  };
  setInterval(() => void look(), LOOK_MS).unref();
}
