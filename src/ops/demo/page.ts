// The demo's front page: whom to be. A small page of its own instead of one of the app's, so that nothing of it is in
// what an ordinary service sends; it borrows the built pages' styles.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { signIn } from '../../contract/accounts.ts';
import { getHome, type Waiting } from '../../contract/meetings.ts';
import { DomainError } from '../../domain/errors.ts';
import type { MoreRoutes } from '../../http/server.ts';
import { pagesInLanguage } from '../../messages/catalogue-pages.ts';
import { inLanguage } from '../../messages/catalogue.ts';
import { ApiClient, RefusedError } from '../client.ts';
import type { Circle } from './past.ts';
import { type DemoPerson, GROUP, type Name, PASSWORD, PEOPLE } from './people.ts';
import type { Peers } from './peers.ts';

/** What the page needs once the past has been played. */
export interface Played {
  circle: Circle;
  peers: Pick<Peers, 'becomes'>;
}

const POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'";
const PATH = '/demo';
const en = inLanguage('en');
const pages = pagesInLanguage('en');

/**
 * The routes that only the demo has.
 *
 * @param played resolves once there is somebody to be
 */
export const demoRoutes =
  (played: Promise<Played>): MoreRoutes =>
  async (server, { webFolder }) => {
    const shell = join(webFolder, '200.html');
    // A form without fields still names its kind.
    server.addContentTypeParser('application/x-www-form-urlencoded', (_request, body, done) => {
      body.resume().on('end', () => done(null));
    });

    server.get('/', async (_request, reply) => reply.redirect(PATH));

    server.get(PATH, async (_request, reply) => {
      const { circle } = await played;
      const people = await Promise.all(
        PEOPLE.map(async (person) => ({
          ...person,
          waiting: await waitingFor(circle, person.name),
        })),
      );
      return reply.type('text/html; charset=utf-8').send(page(shell, people));
    });

    server.get(`${PATH}/style.css`, async (_request, reply) =>
      reply.type('text/css; charset=utf-8').send(STYLE),
    );

    server.post<{ Params: { name: string } }>(`${PATH}/people/:name`, async (request, reply) => {
      const person = PEOPLE.find(({ name }) => name === request.params.name);
      if (!person) throw new DomainError('not_found');
      const { circle, peers } = await played;
      await peers.becomes(person.name);
      const signedIn = await new ApiClient(circle.people[person.name].url).send(
        signIn,
        { body: { signInName: person.name, password: PASSWORD } },
        { 'user-agent': request.headers['user-agent'] ?? '' },
      );
      // A visitor may have given this person another password.
      if (!signedIn.ok) return reply.redirect('/sign-in', 303);
      reply.header('set-cookie', signedIn.headers.getSetCookie());
      return reply.redirect(`/groups/${circle.groupId}`, 303);
    });
  };

async function waitingFor({ people }: Circle, name: Name): Promise<Waiting[]> {
  try {
    const { groups } = await people[name].call(getHome, {});
    return groups.flatMap(({ waiting }) => waiting);
  } catch (error) {
    // A visitor may have taken them out of the group, or ended their sessions.
    if (error instanceof RefusedError) return [];
    throw error;
  }
}

function page(shell: string, people: readonly (DemoPerson & { waiting: Waiting[] })[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta http-equiv="content-security-policy" content="${POLICY}">
<title>${text(en.ui.title(en.demo.title))}</title>
${borrowed(shell)}
<link rel="stylesheet" href="${PATH}/style.css">
</head>
<body>
<header class="bar">
<svg class="mark" viewBox="0 0 48 48" aria-hidden="true"><path class="ring" d="M15.2 7.7A18.5 18.5 0 1 0 32.8 7.7"/><circle class="dot" cx="24" cy="30.5" r="6.5"/></svg>
<span class="where">${text(GROUP.name)}</span>
</header>
<main class="page read demo">
<header>
<h1>${text(en.demo.title)}</h1>
<p class="soft">${text(en.demo.what)}</p>
</header>
<ul class="card flush rows">
${people.map(row).join('\n')}
</ul>
<p class="soft small">${text(en.demo.again(PASSWORD))}</p>
<p class="soft small">${text(en.demo.gone)}</p>
</main>
</body>
</html>
`;
}

function row({ name, role, line, waiting }: DemoPerson & { waiting: Waiting[] }): string {
  const waits = waiting.map((one) => `<span>${text(pages.room.titleOf(one))}</span>`).join('\n');
  const leads =
    role === 'leader' ? ` <span class="soft small">${text(en.common.leader)}</span>` : '';
  return `<li><form method="post" action="${PATH}/people/${encodeURIComponent(name)}"><button class="row"><span class="grow">
<span class="name">${text(name)}${leads}</span>
<span class="soft small">${text(line)}</span>
${waits && `<span class="waits small">${waits}</span>`}
</span></button></form></li>`;
}

/** Icons, fonts and styles of the built pages; none while there are no built pages. */
function borrowed(shell: string): string {
  if (!existsSync(shell)) return '';
  const links = readFileSync(shell, 'utf8').match(/<link [^>]*>/g) ?? [];
  return links.filter((link) => /rel="(icon|stylesheet)"|as="font"/.test(link)).join('\n');
}

const text = (words: string) =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** What the app's own styles do not have. */
const STYLE = `
.demo > header { display: grid; gap: var(--s-3); margin-block: var(--s-4) var(--s-5); }
.demo > p { margin-top: var(--s-4); }
.demo button { width: 100%; border: 0; background: none; text-align: left; }
.demo .grow > span { display: block; }
.demo .name { font-family: var(--voice); font-size: var(--t-voice); font-weight: var(--w-title); line-height: 1.3; }
.demo .name .small { font-family: var(--plain); font-weight: var(--w-plain); }
.demo button:hover .name { text-decoration: underline; text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
.demo .grow > .waits { display: flex; flex-wrap: wrap; gap: 0 var(--s-4); margin-top: var(--s-2); color: var(--theirs); }
`;
