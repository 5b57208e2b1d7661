import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';

import type { FieldProblem, Problem, ProblemCode } from '../contract/problem.ts';
import { DomainError } from '../domain/errors.ts';
import { inLanguage } from '../messages/catalogue.ts';

const STATUS = {
  invalid_request: 400,
  unauthenticated: 401,
  wrong_credentials: 401,
  wrong_setup_code: 403,
  already_set_up: 409,
  foreign_origin: 403,
  too_many_requests: 429,
  not_found: 404,
  forbidden: 403,
  not_yours: 403,
  sign_in_name_taken: 409,
  name_taken: 409,
  may_not_create_groups: 403,
  group_not_active: 409,
  crisis_contacts_missing: 409,
  group_full: 409,
  invitation_expired: 409,
  invitation_used: 409,
  invitation_withdrawn: 409,
  agreement_changed: 409,
  agreement_to_accept: 409,
  group_closed: 409,
  last_leader: 409,
  too_many_people: 409,
  not_a_member: 409,
  only_watching: 409,
  already_a_member: 409,
  meeting_open: 409,
  meeting_ended: 409,
  not_at_meeting: 409,
  nobody_to_ask: 409,
  already_asked: 409,
  too_late_to_ask: 409,
  not_asked: 403,
  ask_closed: 409,
  ask_opened: 409,
  wrong_mode: 409,
  too_few_candidates: 409,
  anonymous_asks_off: 409,
  answers_written_down: 409,
  not_a_candidate: 403,
  ticket_key_unknown: 409,
  ticket_elsewhere: 409,
  ticket_needed: 409,
  ticket_refused: 403,
  proof_refused: 403,
  too_few_to_hide: 409,
  not_opened: 409,
  answer_changed_elsewhere: 409,
  answer_not_reported: 409,
  ask_not_closed: 409,
  already_said_late: 409,
  too_late_to_say: 409,
  nothing_there: 409,
  agenda_full: 409,
  too_many_active_goals: 409,
  ladder_incomplete: 409,
  ladder_levels_equal: 409,
  goal_begun: 409,
  goal_not_begun: 409,
  goal_ended: 409,
  goal_not_shown: 409,
  goal_not_active: 409,
  not_your_goal: 403,
  no_ladder: 409,
  rating_compared: 409,
  experiment_settled: 409,
  only_one_answer: 403,
  passkey_refused: 401,
  passkeys_need_tls: 409,
  passkey_taken: 409,
  last_way_in: 409,
  not_confirmed: 403,
  recovery_refused: 409,
  storage_full: 507,
  starting_or_stopping: 503,
  internal: 500,
} satisfies Record<ProblemCode, number>;

/** The only place that turns an error into a status code and a sentence. */
export const problems = fp(
  async (app) => {
    app.setErrorHandler(async (error, request, reply) => {
      const problem = toProblem(error, request);
      // Neither the address nor the body: an error must not say who wrote what.
      if (problem.status === 500)
        request.log.error({ err: error, route: request.routeOptions.url }, 'unexpected');
      return send(reply, problem);
    });
  },
  { name: 'problems' },
);

/** An address so broken that no route was looked for is as absent as one that nothing has. */
export function brokenAddress(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  // No hook runs for it, so nobody else would let go of a connection that asked to be a socket.
  reply.raw.once('finish', () => request.raw.socket.destroySoon());
  // Else whoever keeps connections, as a proxy does, would send the next request into one that is gone.
  void send(reply.header('connection', 'close'), problem('not_found', request.id));
}

/**
 * What is no HTTP, or stays unfinished for too long, is answered in the bytes Fastify answers it with, which knows no
 * route yet. Unlike there nothing is logged: the error carries what was sent, which may be an answer without a name.
 */
export function brokenRequest({ code }: { code?: string }, socket: Duplex): void {
  if (code === 'ECONNRESET' || socket.destroyed) return;
  const [statusCode, message] = BROKEN[code ?? ''] ?? [400, 'Client Error'];
  const error = STATUS_CODES[statusCode];
  const body = JSON.stringify({ error, message, statusCode });
  if (socket.writable)
    socket.write(
      `HTTP/1.1 ${statusCode} ${error}\r\nContent-Length: ${body.length}\r\nContent-Type: application/json\r\n\r\n${body}`,
    );
  socket.destroy();
}

const BROKEN: Record<string, readonly [number, string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Client Timeout'],
  HPE_HEADER_OVERFLOW: [431, 'Exceeded maximum allowed HTTP header size'],
};

const send = (reply: FastifyReply, problem: Problem) =>
  reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));

function toProblem(error: unknown, request: FastifyRequest): Problem {
  const instance = request.id;
  if (error instanceof DomainError)
    return { ...problem(error.code, instance, error.params), fields: [...error.fields] };
  if (hasZodFastifySchemaValidationErrors(error)) {
    // An address that cannot exist is not there, like one that could.
    if (error.validationContext === 'params') return problem('not_found', instance);
    const given = error.validationContext === 'body' ? request.body : request.query;
    return {
      ...problem('invalid_request', instance),
      fields: fieldProblems(error.validation, given),
    };
  }
  if (error instanceof Error && 'statusCode' in error) {
    const { statusCode } = error;
    // Of the libraries only that of the files forbids: addresses that no file has.
    if (statusCode === 404 || statusCode === 403) return problem('not_found', instance);
    if (statusCode === 429) return problem('too_many_requests', instance);
    if (statusCode === 503) return problem('starting_or_stopping', instance);
    if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500)
      return problem('invalid_request', instance);
  }
  return problem('internal', instance);
}

function problem(
  code: ProblemCode,
  instance: string,
  params: Record<string, string> = {},
): Problem {
  return {
    type: `/problems/${code}`,
    title: inLanguage('en').problems[code],
    status: STATUS[code],
    code,
    instance,
    params,
    fields: [],
  };
}

interface Issue {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
}

/** One entry for each field, and for each key nobody asked for. */
function fieldProblems(issues: readonly Issue[], given: unknown): FieldProblem[] {
  const found = new Map<string, FieldProblem>();
  for (const { instancePath, keyword, params } of issues) {
    const place = instancePath.split('/').filter((part) => part !== '');
    const unknown = keyword === 'unrecognized_keys' ? (params['keys'] as string[]) : [];
    const places = unknown.length > 0 ? unknown.map((key) => [...place, key]) : [place];
    for (const parts of places) {
      const path = parts.join('.');
      // The first thing wrong with a field is enough.
      if (!found.has(path)) found.set(path, { path, ...wrong(keyword, params, at(given, parts)) });
    }
  }
  return [...found.values()];
}

function wrong(
  keyword: string,
  params: Record<string, unknown>,
  given: unknown,
): Omit<FieldProblem, 'path'> {
  const limitOf = (key: string) => {
    const limit = params[key];
    return typeof limit === 'number' ? limit : null;
  };
  if (given === undefined) return { problem: 'missing', limit: null };
  switch (keyword) {
    case 'too_big':
      return { problem: 'too_long', limit: limitOf('maximum') };
    case 'too_small':
      return { problem: 'too_short', limit: limitOf('minimum') };
    case 'invalid_value':
    case 'unrecognized_keys':
    case 'not_multiple_of':
      return { problem: 'not_allowed', limit: null };
    case 'custom':
      return { problem: given === null ? 'missing' : 'not_allowed', limit: null };
    default:
      return { problem: 'malformed', limit: null };
  }
}

/** What was sent at a place. */
const at = (given: unknown, place: readonly string[]): unknown =>
  place.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<string, unknown>)[key]
        : undefined,
    given,
  );
