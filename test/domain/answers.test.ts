import { describe, expect, test } from 'vitest';

import { PutAnswer } from '../../src/contract/answers.ts';
import type { Role } from '../../src/contract/groups.ts';
import type { AnswerId, AskId, MemberId } from '../../src/contract/primitives.ts';
import { answer } from '../../src/domain/answers.ts';
import { anAnswer } from '../support/world.ts';

const ask = { id: 'ask' as AskId, askerId: 'jonas' as MemberId, opened: false, ladder: null };
const LADDER = ['nothing', 'a word', 'a sentence', 'a story', 'a song'];
const given = { id: 'first' as AnswerId, version: 3, attempt: 'f'.repeat(32), hidden: false };
const fresh = { ask, id: 'second' as AnswerId, takenBack: 0 };
const by = (role: Role) => ({ id: 'ana' as MemberId, role });

const whole = anAnswer({
  feelings: ['in_my_body', 'not_sure_yet'],
  body: ['shaky', 'softening'],
  pad: { pleasantness: -1, energy: 1 },
  words: [
    { channel: 'thought', text: 'that I would stay' },
    { channel: 'impulse', text: 'leave the room' },
  ],
  cameAcross: ['PA', 'HI'],
  moreOf: ['starting', 'humour'],
  moreOfText: 'songs',
  inRoom: true,
});

/** The fields that are refused. */
const problems = (fields: Parameters<typeof anAnswer>[0]) => {
  const parsed = PutAnswer.safeParse(anAnswer(fields));
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
};

describe('an answer', () => {
  test('is taken whole', () => {
    const { attempt, replaces, sentBy, ticket: _ticket, ...body } = whole;

    const { answer: kept } = answer({
      ...fresh,
      by: by('member'),
      counted: true,
      existing: null,
      input: whole,
    });

    expect(kept).toEqual({ ...body, attempt, id: 'second', version: 1, counted: true });
    expect([replaces, sentBy]).toEqual([null, 'person']);
  });

  test('of a leader keeps all but the taps, and is never counted', () => {
    const { answer: kept } = answer({
      ...fresh,
      ask: { ...ask, ladder: LADDER },
      by: by('leader'),
      counted: false,
      existing: null,
      input: { ...whole, goalLevel: 1 },
    });

    expect(kept).toMatchObject({
      words: whole.words,
      cameAcross: ['PA', 'HI'],
      moreOf: ['starting', 'humour'],
      moreOfText: 'songs',
      inRoom: true,
      understood: null,
      closeness: null,
      warmth: null,
      goalLevel: null,
      counted: false,
    });
  });

  test('says a level where the ask has a ladder to pick it from, and nowhere else', () => {
    const input = { ...whole, goalLevel: -2 };
    const more = { by: by('member'), counted: true, existing: null, input };

    const { answer: kept } = answer({ ...fresh, ...more, ask: { ...ask, ladder: LADDER } });

    expect(kept.goalLevel).toBe(-2);
    expect(() => answer({ ...fresh, ...more })).toThrow(
      expect.objectContaining({
        code: 'no_ladder',
        fields: [{ path: 'goalLevel', problem: 'not_allowed', limit: null }],
      }),
    );
  });

  test('sent by a person takes the place of one they had not seen, and says so', () => {
    const taken = answer({
      ...fresh,
      by: by('member'),
      counted: true,
      existing: given,
      input: whole,
    });

    expect(taken).toMatchObject({ answer: { id: 'first', version: 4 }, replacedOther: true });
  });

  test('sent again by a device gives way to one it had not seen', () => {
    const input = { ...whole, sentBy: 'queue' as const };

    expect(() =>
      answer({ ...fresh, by: by('member'), counted: true, existing: given, input }),
    ).toThrow(expect.objectContaining({ code: 'answer_changed_elsewhere' }));
  });
});

describe('what may be sent', () => {
  test('the body only with "Something in my body", the pad only with "Not sure yet"', () => {
    expect(PutAnswer.safeParse(whole).success).toBe(true);
    expect(problems({ feelings: ['tender'], body: ['shaky'] })).toEqual(['body']);
    expect(problems({ feelings: ['in_my_body'], pad: { pleasantness: 0, energy: 0 } })).toEqual([
      'pad',
    ]);
    expect(problems({ feelings: ['in_my_body', 'not_sure_yet'] })).toEqual([]);
  });

  test('what stands alone stands alone', () => {
    expect(problems({ cameAcross: ['mixed', 'PA'] })).toEqual(['cameAcross']);
    expect(problems({ cameAcross: ['cant_say', 'mixed'] })).toEqual(['cameAcross']);
    expect(problems({ moreOf: ['just_this', 'starting'] })).toEqual(['moreOf']);
    expect(problems({ cameAcross: ['cant_say'], moreOf: ['just_this'] })).toEqual([]);
  });

  test('two sentences, three signs of the body, and two of the others at most, each once', () => {
    const words = Array.from({ length: 3 }, () => ({ channel: 'thought' as const, text: 'so' }));
    expect(problems({ words })).toEqual(['words']);
    expect(
      problems({
        feelings: ['in_my_body'],
        body: ['shaky', 'softening', 'warm_face', 'cold_hands'],
      }),
    ).toEqual(['body']);
    expect(problems({ cameAcross: ['PA', 'NO', 'LM'] })).toEqual(['cameAcross']);
    expect(problems({ moreOf: ['humour', 'humour'] })).toEqual(['moreOf']);
  });
});
