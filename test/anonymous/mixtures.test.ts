// Whatever each of seven does, what is shown follows the rule and nothing else.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { putAnswer } from '../../src/contract/answers.ts';
import { getAsk } from '../../src/contract/asks.ts';
import { leaveGroup } from '../../src/contract/groups.ts';
import { takeSeat } from '../../src/contract/meetings.ts';
import { issueTicket, type Point, type TicketKeyId } from '../../src/contract/tickets.ts';
import { RULE } from '../../src/domain/anonymity/rule.ts';
import { FEWEST } from '../../src/domain/candidates.ts';
import { anAnswer, World } from '../support/world.ts';
import { evening, type Evening, saying } from './circle.ts';

const DEEDS = ['nothing', 'ticket', 'pass', 'answer', 'withdrawn', 'signed', 'left'] as const;
const PEERS = ['Ana', 'Bo', 'Cy', 'Di', 'Eli', 'Fay', 'Gus'];

/** How many there are, what each does, and whether somebody comes when the ask is open. */
const mixtures = fc.constantFrom('anonymous' as const, 'choice' as const).chain((mode) =>
  fc.record({
    mode: fc.constant(mode),
    done: fc.array(fc.constantFrom(...DEEDS), {
      minLength: FEWEST[mode],
      maxLength: PEERS.length,
    }),
    late: fc.boolean(),
  }),
);

/** Somebody joins and checks in once the ask is open; returns how looking at it and a ticket for it are refused. */
async function comesLate({ world, leader, groupId, meetingId, asker, params, ask }: Evening) {
  const zoe = await world.join(leader, groupId, 'Zoe');
  await zoe.call(takeSeat, { params: { groupId, meetingId } });
  const { anonymity } = await ask(asker);
  const body = { keyId: anonymity?.key.id as TicketKeyId, blinded: 'A'.repeat(43) as Point };
  const looking = await zoe.refused(getAsk, { params });
  const ticket = await zoe.refused(issueTicket, { params, body });
  return [looking.code, ticket.code];
}

/** Barely enough of each kind, so that something is released whatever is drawn. */
const ENOUGH = [
  [{ mode: 'anonymous', done: ['answer', 'left', 'answer', 'pass'], late: true }],
  [
    {
      mode: 'choice',
      done: ['answer', 'signed', 'left', 'answer', 'withdrawn', 'signed'],
      late: true,
    },
  ],
] satisfies [{ mode: 'anonymous' | 'choice'; done: (typeof DEEDS)[number][]; late: boolean }][];

test('what is released implies the rule, and what is withheld that it was missed', async () => {
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(mixtures, async ({ mode, done, late }) => {
      const world = await World.open();
      try {
        const peers = PEERS.slice(0, done.length);
        const e = await evening(world, { mode, names: ['Asker', ...peers] });
        const { params } = e;
        const refused = late ? await comesLate(e) : [];
        // Where nobody can sign, whoever wants to only has a ticket.
        const signs = mode === 'choice';
        for (const [at, deed] of done.entries()) {
          const peer = e.peers[at];
          if (!peer || deed === 'nothing') continue;
          const seat = await e.take(peer);
          if (deed === 'pass') await seat.put('pass');
          if (deed === 'answer' || deed === 'withdrawn' || deed === 'left')
            await seat.put('answer', saying(seat, `by ${at}`));
          if (deed === 'withdrawn') await seat.put('withdraw');
          if (deed === 'signed' && signs) {
            const body = anAnswer({ ticket: seat.spentBy(peer.memberId) });
            await peer.call(putAnswer, { params, body });
          }
          if (deed === 'left') await peer.call(leaveGroup, { params, body: {} });
        }
        await e.close();
        expect(refused).toEqual(late ? ['not_found', 'not_found'] : []);
        const { anonymous, answers } = await e.results();

        const many = (...of: string[]) => done.filter((deed) => of.includes(deed)).length;
        const signed = signs ? many('signed') : 0;
        const wrote = many('answer', 'left');
        const could = peers.length - many('nothing') - signed;
        const due = wrote >= RULE.answers && could >= RULE.candidates;
        outcomes.add(`${mode} ${due}`);
        expect(anonymous?.released?.people ?? null).toBe(due ? wrote : null);
        expect(anonymous?.parts).toHaveLength(due ? wrote : 0);
        expect(answers).toHaveLength(signed);
      } finally {
        await world.close();
      }
    }),
    { numRuns: 12, seed: 20_261_124, examples: ENOUGH },
  );
  expect(outcomes.size).toBe(4);
}, 180_000);
