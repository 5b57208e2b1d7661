// Whatever each of seven does, what is shown follows the rule and nothing else.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { putAnswer } from '../../src/contract/answers.ts';
import { leaveGroup } from '../../src/contract/groups.ts';
import { RULE } from '../../src/domain/anonymity/rule.ts';
import { anAnswer, World } from '../support/world.ts';
import { evening, saying } from './circle.ts';

const DEEDS = ['nothing', 'ticket', 'pass', 'answer', 'withdrawn', 'signed', 'left'] as const;
const PEERS = ['Ana', 'Bo', 'Cy', 'Di', 'Eli', 'Fay', 'Gus'];

const deeds = fc.array(fc.constantFrom(...DEEDS), {
  minLength: PEERS.length,
  maxLength: PEERS.length,
});

test('what is released implies the rule, and what is withheld that it was missed', async () => {
  const outcomes = new Set<boolean>();
  await fc.assert(
    fc.asyncProperty(deeds, async (done) => {
      const world = await World.open();
      try {
        const e = await evening(world, { mode: 'choice', names: ['Asker', ...PEERS] });
        for (const [at, deed] of done.entries()) {
          const peer = e.peers[at];
          if (!peer || deed === 'nothing') continue;
          const seat = await e.take(peer);
          if (deed === 'pass') await seat.put('pass');
          if (deed === 'answer' || deed === 'withdrawn' || deed === 'left')
            await seat.put('answer', saying(seat, `by ${at}`));
          if (deed === 'withdrawn') await seat.put('withdraw');
          if (deed === 'signed') {
            const body = anAnswer({ ticket: seat.spentBy(peer.memberId) });
            await peer.call(putAnswer, { params: e.params, body });
          }
          if (deed === 'left') await peer.call(leaveGroup, { params: e.params, body: {} });
        }
        await e.close();
        const { anonymous, answers } = await e.results();

        const many = (...of: string[]) => done.filter((deed) => of.includes(deed)).length;
        const wrote = many('answer', 'left');
        const could = PEERS.length - many('nothing', 'signed');
        const due = wrote >= RULE.answers && could >= RULE.candidates;
        outcomes.add(due);
        expect(anonymous?.released?.people ?? null).toBe(due ? wrote : null);
        expect(anonymous?.parts).toHaveLength(due ? wrote : 0);
        expect(answers).toHaveLength(many('signed'));
      } finally {
        await world.close();
      }
    }),
    { numRuns: 12, seed: 20_261_124 },
  );
  expect(outcomes.size).toBe(2);
}, 60_000);
