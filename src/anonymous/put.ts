// The two addresses where something is handed in without a name. They know no session, take no cookie, log nothing on
// any path, and answer alike to everybody: by status, with the same body.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { ANONYMOUS_STATUS, BODY_BYTES, Put, TakeBack } from '../contract/puts.ts';
import type { Handed, Pot } from './pot.ts';

/** So many are looked at at the same time; each takes a few milliseconds of the one core there is. */
const MOST_AT_ONCE = 32;
const STATUS: Record<Handed, number> = {
  kept: ANONYMOUS_STATUS.kept,
  taken: ANONYMOUS_STATUS.taken,
  refused: ANONYMOUS_STATUS.refused,
};

/** To be registered under `/anon/v1` with `logLevel: 'silent'`. */
export async function anonymousRoutes(
  app: FastifyInstance,
  { pot }: { pot: Pick<Pot, 'put' | 'takeBack'> },
): Promise<void> {
  let atOnce = 0;
  /** Counts the work alone: somebody who begins to send and does not go on takes nobody's place. */
  const handle =
    (look: (body: unknown) => Promise<Handed>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      if (atOnce >= MOST_AT_ONCE) return say(reply, ANONYMOUS_STATUS.later);
      atOnce += 1;
      try {
        return say(reply, STATUS[await look(bodyOf(request))]);
      } finally {
        atOnce -= 1;
      }
    };

  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BODY_BYTES },
    (_request, body, done) => done(null, body),
  );
  app.setErrorHandler((_error, _request, reply) => say(reply, ANONYMOUS_STATUS.refused));
  app.addHook('onRequest', async (request, reply) => {
    // A client that sends who it is has a fault, and is told so at once.
    if (!isNameless(request)) return say(reply, ANONYMOUS_STATUS.refused);
  });

  app.post(
    '/put',
    { schema: { hide: true } },
    handle(async (body) => {
      const put = Put.safeParse(body);
      return put.success ? pot.put(put.data) : 'refused';
    }),
  );
  app.post(
    '/take-back',
    { schema: { hide: true } },
    handle(async (body) => {
      const request = TakeBack.safeParse(body);
      return request.success ? pot.takeBack(request.data) : 'refused';
    }),
  );
  // Whatever else is asked for under this prefix: else it would be looked for among the pages, by whoever logs.
  app.all('/*', { schema: { hide: true } }, (_request, reply) =>
    say(reply, ANONYMOUS_STATUS.refused),
  );
}

const isNameless = ({ headers }: FastifyRequest) =>
  headers.cookie === undefined && headers.authorization === undefined;

/** `null` for anything but a body of exactly the one length. */
function bodyOf({ body }: FastifyRequest): unknown {
  if (!Buffer.isBuffer(body) || body.length !== BODY_BYTES) return null;
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}

const say = (reply: FastifyReply, status: number) =>
  reply
    .code(status)
    .header('connection', 'close')
    .header('cache-control', 'no-store')
    .type('application/json')
    .send('{}');
