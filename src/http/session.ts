import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { isIP } from 'node:net';

import type { Actor, Deps } from '../app/deps.ts';
import { actorOf as findActor, SESSION_DAYS } from '../app/sessions.ts';
import { type Cursor, GroupId } from '../contract/primitives.ts';
import { DomainError } from '../domain/errors.ts';

const COOKIE = 'landed';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null;
    /** Where the log of the group stands that is read from. */
    cursor: Cursor | null;
  }
}

/**
 * Refuses foreign pages, then finds out who asks. Whatever is not marked public needs a session, so a new
 * operation is closed until somebody opens it.
 */
export const sessions = fp<{ deps: Deps; origin: string | null }>(
  async (app, { deps, origin }) => {
    app.decorateRequest('actor', null);
    app.decorateRequest('cursor', null);
    app.addHook('onRequest', async (request, reply) => {
      if (!isApi(request)) return;
      requireOwnOrigin(request, origin);
      const token = request.cookies[COOKIE];
      const found = token ? await findActor(deps, token, groupRead(request)) : null;
      request.actor = found && may(found.actor, request) ? found.actor : null;
      request.cursor = found?.cursor ?? null;
      // The browser's copy must last as long as the session does.
      if (token && found?.renewed) remember(reply, token, origin);
      if (!request.actor && !request.is404 && request.routeOptions.config.public !== true)
        throw new DomainError(found ? 'only_one_answer' : 'unauthenticated');
    });
  },
  { name: 'sessions', dependencies: ['@fastify/cookie'] },
);

/** The group that something is read from. What else an address may say there is refused later. */
function groupRead({ method, params }: FastifyRequest): GroupId | null {
  const { groupId } = (params ?? {}) as { groupId?: string };
  return method === 'GET' && groupId ? (GroupId.safeParse(groupId).data ?? null) : null;
}

/** Whether a request reaches the API, however its address is written (`/%61pi/…`). */
export const isApi = ({ url, routeOptions }: FastifyRequest): boolean =>
  [url, routeOptions.url].some((path) => path?.startsWith('/api/'));

/** The signed-in account. @throws DomainError `unauthenticated` */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw new DomainError('unauthenticated');
  return request.actor;
}

/**
 * Whether a session may be used for this: one for one answer is good for what answering that ask takes, and for
 * everything else like none.
 */
function may({ only }: Actor, { routeOptions, params }: FastifyRequest): boolean {
  if (!only) return true;
  if (routeOptions.config.oneAnswer !== true) return false;
  const { groupId, askId } = (params ?? {}) as { groupId?: string; askId?: string };
  return (
    (groupId === undefined || groupId === only.groupId) &&
    (askId === undefined || askId === only.askId)
  );
}

/**
 * Gives the browser its session: sent to the API alone, unreadable to pages, never with foreign ones. One on a
 * shared device is forgotten with the browser's window.
 */
export function remember(
  reply: FastifyReply,
  token: string,
  origin: string | null,
  shared = false,
): void {
  reply.setCookie(COOKIE, token, {
    path: '/api',
    httpOnly: true,
    sameSite: 'strict',
    secure: origin?.startsWith('https:') ?? false,
    ...(!shared && { maxAge: SESSION_DAYS * 24 * 60 * 60 }),
  });
}

export function forget(reply: FastifyReply): void {
  reply.clearCookie(COOKIE, { path: '/api' });
}

/**
 * With a configured origin, only its pages may change anything or listen. Without one, a page must come from the
 * very host it speaks to, and that host must be an address, `localhost` or a `.local` name: a foreign domain
 * that points here (DNS rebinding) gets nothing.
 */
function requireOwnOrigin(request: FastifyRequest, origin: string | null): void {
  const given = request.headers.origin;
  if (origin) {
    if (given !== undefined && given !== origin) throw new DomainError('foreign_origin');
    return;
  }
  const host = request.headers.host ?? '';
  if (!isOwnHost(host)) throw new DomainError('foreign_origin');
  if (given !== undefined && given !== `http://${host}`) throw new DomainError('foreign_origin');
}

function isOwnHost(host: string): boolean {
  if (!URL.canParse(`http://${host}`)) return false;
  const name = new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '');
  return isIP(name) !== 0 || name === 'localhost' || name.endsWith('.local');
}
