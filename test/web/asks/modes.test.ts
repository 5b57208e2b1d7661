import { describe, expect, test } from 'vitest';

import type { AskableMeeting, NamesOnly } from '#contract/meetings.ts';
import type { MemberId } from '#contract/primitives.ts';
import { modesOf } from '#domain/candidates.ts';
import { hiddenAmong, modesHere } from '#lib/asks/modes.ts';

const id = (name: string) => name as MemberId;

/** Ruth leads; of the others, the first so many are candidates. */
function asked(names: readonly string[], candidates: number, namesOnly: NamesOnly | null = null) {
  const people: AskableMeeting['people'] = [
    { memberId: id('Ruth'), name: 'Ruth', role: 'leader' },
    ...names.map((name) => ({ memberId: id(name), name, role: 'member' as const })),
  ];
  return {
    people,
    candidates: names.slice(0, candidates).map(id),
    modes: modesOf(candidates, namesOnly),
    namesOnly,
  };
}

const SIX = ['Ana', 'Ben', 'Cem', 'Dora', 'Eli', 'Fay'];

describe('a way of answering', () => {
  test('is missing for nobody where six can hide and the page can keep a key', () => {
    expect(modesHere(asked(SIX, 6), true)).toEqual({
      modes: ['signed', 'anonymous', 'choice'],
      why: null,
    });
  });

  test('is with names alone where the page cannot keep a key, whoever is there', () => {
    expect(modesHere(asked(SIX, 6), false)).toEqual({ modes: ['signed'], why: 'insecure' });
  });

  test.each(['put_aside', 'written_down'] as const)(
    'is missing where enough people are there, and says why: %s',
    (why) => {
      expect(modesHere(asked(SIX, 6, why), true)).toEqual({ modes: ['signed'], why });
    },
  );

  test.each([
    [3, ['signed'], 'anonymous'],
    [4, ['signed', 'anonymous'], 'choice'],
    [5, ['signed', 'anonymous'], 'choice'],
  ] as const)('with %i candidates: %j, and why not %s', (candidates, modes, why) => {
    expect(modesHere(asked(SIX, candidates), true)).toEqual({ modes, why });
  });
});

test('whoever is asked is either hidden, or a leader, or signs for another reason', () => {
  expect(hiddenAmong(asked(SIX, 4))).toEqual({
    hidden: ['Ana', 'Ben', 'Cem', 'Dora'],
    leaders: ['Ruth'],
    others: ['Eli', 'Fay'],
  });
});
