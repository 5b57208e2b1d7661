import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { FAMILY_CODES, Feeling } from '../../src/contract/feelings.ts';
import type { MemberId } from '../../src/contract/primitives.ts';
import { groupCard, latestPeriod } from '../../src/domain/group-card.ts';
import type { CardMeeting } from '../../src/domain/group-card.ts';
import { familyOf } from '../../src/domain/vocabulary.ts';

const id = (who: string) => who as MemberId;
const answer = (who: string, ...feelings: Feeling[]) => ({ author: id(who), feelings });
const meeting = (...asks: CardMeeting['asks'][number]['answers'][]): CardMeeting => ({
  asks: asks.map((answers) => ({ answers })),
});

/** Eleven answers of four people to three asks in six meetings. */
const MEETINGS = [
  meeting([answer('a', 'sad'), answer('b', 'lonely'), answer('c', 'hurt'), answer('d', 'calm')]),
  meeting(),
  meeting([answer('a', 'angry'), answer('a', 'calm'), answer('b', 'not_sure_yet')]),
  meeting(
    [answer('a', 'angry', 'calm'), answer('b', 'angry'), answer('c', 'in_my_body')],
    [answer('d', 'tender')],
  ),
  meeting(),
  meeting(),
];
const CARD = { members: 5, meetings: MEETINGS, reports: 1 };

describe('the card of a group', () => {
  test('has medians, families that three people used, and reports', () => {
    expect(groupCard(CARD)).toEqual({
      asksPerMeeting: 0.5,
      answersPerAsk: 3,
      families: ['sad'],
      reports: 1,
    });
  });

  test('counts people, not answers: one person angry three times is nobody else', () => {
    const angry = [...MEETINGS.slice(0, 5), meeting([answer('b', 'furious', 'bitter')])];

    expect(groupCard({ ...CARD, meetings: angry })?.families).toEqual(['sad']);
    const third = [...MEETINGS.slice(0, 5), meeting([answer('c', 'furious')])];
    expect(groupCard({ ...CARD, meetings: third })?.families).toEqual(['sad', 'angry']);
  });

  test('is not made for fewer than five members', () => {
    expect(groupCard({ ...CARD, members: 4 })).toBeNull();
  });

  test('is not made of nine answers', () => {
    const answers = MEETINGS.flatMap(({ asks }) => asks.flatMap(({ answers }) => answers));

    expect(groupCard({ ...CARD, meetings: [meeting(answers.slice(1))] })).not.toBeNull();
    expect(groupCard({ ...CARD, meetings: [meeting(answers.slice(2))] })).toBeNull();
  });

  test('is not made of the answers of three people', () => {
    const three = Array.from({ length: 3 }, () => [answer('a'), answer('b'), answer('c')]).flat();

    expect(groupCard({ ...CARD, meetings: [meeting(three, three)] })).toBeNull();
    expect(groupCard({ ...CARD, meetings: [meeting(three, [answer('d')])] })).not.toBeNull();
  });

  test('looks back on the last whole six meetings, so that no two cards overlap', () => {
    const held = Array.from({ length: 20 }, (_, i) => i + 1);

    expect(latestPeriod(held.slice(0, 5))).toBeNull();
    expect(latestPeriod(held.slice(0, 6))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(latestPeriod(held.slice(0, 11))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(latestPeriod(held.slice(0, 12))).toEqual([7, 8, 9, 10, 11, 12]);
    expect(latestPeriod(held)).toEqual([13, 14, 15, 16, 17, 18]);
  });

  test('shows nothing that tells one person from another', () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f'].map(id);
    const answers = fc.array(
      fc.record({
        author: fc.constantFrom(...people),
        feelings: fc.uniqueArray(fc.constantFrom(...Feeling.options), { maxLength: 3 }),
      }),
      { maxLength: 8 },
    );
    const meetings = fc.array(
      fc.record({ asks: fc.array(fc.record({ answers }), { maxLength: 3 }) }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(meetings, (meetings) => {
        const card = groupCard({ members: 6, meetings, reports: 0 });
        const all = meetings.flatMap(({ asks }) => asks.flatMap(({ answers }) => answers));
        const authorsOf = (wanted: (feeling: Feeling) => boolean) =>
          new Set(all.filter(({ feelings }) => feelings.some(wanted)).map(({ author }) => author));
        const enough = all.length >= 10 && new Set(all.map(({ author }) => author)).size >= 4;
        expect(card === null).toBe(!enough);
        if (card === null) return;
        expect(card.families).toEqual(
          FAMILY_CODES.filter(
            (family) => authorsOf((feeling) => familyOf(feeling) === family).size >= 3,
          ),
        );
        const turned = new Map(people.map((one, i) => [one, people[(i + 1) % people.length]]));
        const others = meetings.map(({ asks }) => ({
          asks: asks.map(({ answers }) => ({
            answers: answers.map((answer) => ({
              ...answer,
              author: turned.get(answer.author) ?? answer.author,
            })),
          })),
        }));
        expect(groupCard({ members: 6, meetings: others.toReversed(), reports: 0 })).toEqual(card);
      }),
    );
  });
});
