import type * as z from 'zod/mini';

type Schema = z.ZodMiniType;

/** One HTTP operation. The server registers it, the browser and the tests call it; nobody repeats it. */
export interface Operation {
  /** Its OpenAPI operation id. */
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: `/api/${string}`;
  /** Answers without a session. Everything else is refused before it is looked at. */
  public?: true;
  /** May be used by a session that was opened for one answer on a shared device, for that ask. */
  oneAnswer?: true;
  params?: Schema;
  query?: Schema;
  body?: Schema;
  status: 200 | 201;
  reply: Schema;
}

export const operation = <const Op extends Operation>(op: Op): Op => op;

export type ReplyOf<Op extends Operation> = z.output<Op['reply']>;

export type InputOf<Op extends Operation> = {
  [
    Part in 'params' | 'query' | 'body' as Op[Part] extends Schema ? Part : never
  ]: Op[Part] extends Schema ? z.input<Op[Part]> : never;
};

interface Parts {
  params?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
}

/** What to send for `op`. Browser, demo and tests share it, so all use the real paths. */
export function requestOf<Op extends Operation>(op: Op, input: InputOf<Op>) {
  const { params, query, body } = input as Parts;
  const path = op.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params?.[name] ?? ''),
  );
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(
    given.map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
  return { method: op.method, url: search ? `${path}?${search}` : path, body };
}
