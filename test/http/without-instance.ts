import type { Reply } from '../../src/ops/client.ts';

/** A refusal without what tells it from another of its kind: two that are to be alike are compared by it. */
export async function withoutInstance(refusal: Reply): Promise<string> {
  const { instance: _, ...problem } = (await refusal.json()) as { instance: string };
  return JSON.stringify([refusal.status, refusal.headers.get('content-type'), problem]);
}
