import { type InputOf, type Operation, type ReplyOf, requestOf } from '#contract/operation.ts';
import { BUILD_HEADER, CURSOR_HEADER } from '#contract/live.ts';
import type { Cursor } from '#contract/primitives.ts';
import type { FieldProblem, Problem, ProblemCode } from '#contract/problem.ts';
import { m } from '#lib/messages.ts';

import { lastKnown } from './last-known.ts';
import { pageBuild } from './page-build.svelte.ts';

/** The service refused. `message` is a sentence for the person. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly fields: readonly FieldProblem[];
  readonly params: Readonly<Record<string, string>>;

  constructor(problem: Problem) {
    super(m.problems[problem.code] ?? m.problems.internal);
    this.name = 'ProblemError';
    this.code = problem.code;
    this.status = problem.status;
    this.fields = problem.fields;
    this.params = problem.params;
  }
}

/** Nobody answered: no connection, or something in between that is not the service. Whether it arrived is unknown. */
export class OfflineError extends Error {
  constructor(cause: unknown) {
    super(m.ui.unreachable, { cause });
    this.name = 'OfflineError';
  }
}

export interface CallOptions {
  /** SvelteKit's own, in a `load`. */
  fetch?: typeof globalThis.fetch;
  /** Makes a repeat of the same creation harmless: see `newKey`. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
}

/**
 * Calls one operation of the contract. Replies are trusted, not parsed: the service validates what it sends.
 * @throws ProblemError when the service refuses
 * @throws OfflineError when it could not be reached
 */
export async function call<Op extends Operation>(
  op: Op,
  input: InputOf<Op>,
  options: CallOptions = {},
): Promise<ReplyOf<Op>> {
  return (await send(op, input, options)).reply;
}

/** As `call`, for a read inside a group: with the place in the live log from before the data were read. */
export async function callWithCursor<Op extends Operation>(
  op: Op,
  input: InputOf<Op>,
  options: CallOptions = {},
): Promise<{ reply: ReplyOf<Op>; cursor: Cursor | null }> {
  const { reply, headers } = await send(op, input, options);
  return { reply, cursor: headers.get(CURSOR_HEADER) as Cursor | null };
}

/** A key of 32 hex digits for one intention; works without a secure context. */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

async function send<Op extends Operation>(op: Op, input: InputOf<Op>, options: CallOptions) {
  const { fetch = globalThis.fetch, idempotencyKey, ...rest } = options;
  const { method, url, body } = requestOf(op, input);
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (idempotencyKey) headers['idempotency-key'] = idempotencyKey;

  const request = {
    ...rest,
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
  // A page that keeps itself fresh must not fall away because one read of its `load` was lost.
  const shown = options.fetch !== undefined && method === 'GET';
  let reached: { response: Response; reply: unknown };
  try {
    reached = await reach(() => fetch(url, request), shown ? PAUSES_MS : [], options.signal);
  } catch (error) {
    const before = shown && error instanceof OfflineError ? lastKnown.recall(url) : null;
    if (before) return before as { reply: ReplyOf<Op>; headers: Headers };
    throw error;
  }

  const { response, reply } = reached;
  const { headers: replied } = response;
  pageBuild.saw(replied.get(BUILD_HEADER));
  if (response.ok) {
    if (shown) lastKnown.keep(url, { reply, headers: replied });
    return { reply: reply as ReplyOf<Op>, headers: replied };
  }
  // Whoever signs in next may be somebody else.
  if (response.status === 401) lastKnown.forget();
  // A proxy on the way may answer for a service that is not there, in its own words.
  if (!isProblem(reply)) throw new OfflineError(`${response.status}`);
  throw new ProblemError(reply);
}

/** Between the tries of a read. */
const PAUSES_MS: readonly number[] = [300, 900, 1800];

async function reach(
  request: () => Promise<Response>,
  [pause, ...later]: readonly number[],
  signal: AbortSignal | undefined,
): Promise<{ response: Response; reply: unknown }> {
  try {
    const response = await request();
    return { response, reply: await response.json() };
  } catch (cause) {
    if (signal?.aborted) throw cause;
    if (pause === undefined) throw new OfflineError(cause);
    await new Promise((resolve) => setTimeout(resolve, pause));
    return reach(request, later, signal);
  }
}

const isProblem = (reply: unknown): reply is Problem =>
  typeof reply === 'object' && reply !== null && 'code' in reply && 'fields' in reply;
