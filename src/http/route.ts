import type { Operation } from '../contract/operation.ts';
import { DomainError } from '../domain/errors.ts';

type Present<Op extends Operation, Part extends 'params' | 'query' | 'body', Key extends string> =
  Op[Part] extends NonNullable<Operation[Part]> ? { [K in Key]: Op[Part] } : unknown;

type RouteSchema<Op extends Operation> = Present<Op, 'params', 'params'> &
  Present<Op, 'query', 'querystring'> &
  Present<Op, 'body', 'body'> & { response: { [Status in Op['status']]: Op['reply'] } };

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers without a session. */
    public?: boolean;
    /** May be used by a session for one answer, for its ask. */
    oneAnswer?: boolean;
  }
}

/** Spreads a contract operation into Fastify's route options, types included. */
export function route<Op extends Operation>(op: Op) {
  const schema = {
    operationId: op.name,
    ...(op.params && { params: op.params }),
    ...(op.query && { querystring: op.query }),
    ...(op.body && { body: op.body }),
    response: { [op.status]: op.reply },
  };
  return {
    method: op.method as Op['method'],
    url: op.path as Op['path'],
    config: { public: op.public ?? false, oneAnswer: op.oneAnswer ?? false },
    schema: schema as unknown as RouteSchema<Op>,
  };
}

/** Of the `Idempotency-Key` header. */
const LONGEST_KEY = 200;

/** @throws DomainError `invalid_request` for one too long to be a key */
export function idempotencyKey(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header !== 'string' || header.length > LONGEST_KEY)
    throw new DomainError('invalid_request');
  return header;
}
