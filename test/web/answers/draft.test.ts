import { describe, expect, it } from 'vitest';

import { AnswerBody } from '#contract/answers.ts';
import {
  asDraft,
  bodyOf,
  type Draft,
  draftOf,
  emptyDraft,
  isBegun,
  missingAt,
  sameAnswer,
  stepsOf,
  untapped,
  withFeeling,
  withOneOrAlone,
} from '#lib/answers/draft.ts';

const ofLength = (n: number) => [
  { channel: 'feeling' as const, text: 'fine' },
  { channel: 'thought' as const, text: '🫠'.repeat(n) },
];
const LADDER = ['nothing', 'a word', 'a sentence', 'a story', 'a song'];
const aDraft = (fields: Partial<Draft> = {}): Draft => ({
  ...emptyDraft(null),
  there: true,
  feelings: ['tender', 'not_sure_yet'],
  words: [{ channel: 'feeling', text: '  relieved ' }],
  taps: { understood: 3, closeness: 1, warmth: null },
  ...fields,
});

const picked = (goalLevel: number | null | undefined) =>
  aDraft({ step: 'ladder', goalLevel, replaces: 1 });

describe('withFeeling', () => {
  it('takes one in and out again', () => {
    expect(withFeeling(['tender'], 'sad')).toEqual(['tender', 'sad']);
    expect(withFeeling(['tender', 'sad'], 'tender')).toEqual(['sad']);
  });

  it('replaces nothing by a fourth', () => {
    expect(withFeeling(['tender', 'sad', 'calm'], 'angry')).toBeNull();
    expect(withFeeling(['tender', 'sad', 'calm'], 'sad')).toEqual(['tender', 'calm']);
  });
});

describe('withOneOrAlone', () => {
  const alone = ['mixed', 'cant_say'];

  it('lets those that stand alone take the place of the others, and give it up again', () => {
    expect(withOneOrAlone(['PA', 'LM'], 'mixed', 2, alone)).toEqual(['mixed']);
    expect(withOneOrAlone(['mixed'], 'cant_say', 2, alone)).toEqual(['cant_say']);
    expect(withOneOrAlone(['mixed'], 'PA', 2, alone)).toEqual(['PA']);
    expect(withOneOrAlone(['mixed'], 'mixed', 2, alone)).toEqual([]);
  });

  it('replaces nothing by one too many', () => {
    expect(withOneOrAlone(['PA', 'LM'], 'HI', 2, alone)).toBeNull();
  });
});

describe('asDraft', () => {
  it('reads a draft from when an answer had one sentence', () => {
    const kept = {
      step: 'words' as const,
      there: true,
      feelings: ['tender' as const],
      channel: 'feeling' as const,
      text: 'relie',
      taps: { understood: null },
      replaces: 3,
    };

    expect(asDraft(kept)).toEqual({
      ...emptyDraft(3),
      step: 'words',
      there: true,
      feelings: ['tender'],
      words: [{ channel: 'feeling', text: 'relie' }],
      taps: { understood: null },
    });
  });

  it('leaves a draft of today as it is', () => {
    const draft = aDraft({ caret: { field: 'words.0', at: 3 }, folds: ['moreOf'] });

    expect(asDraft(draft)).toEqual(draft);
  });
});

describe('missingAt', () => {
  it('asks for one feeling at least, and whether somebody was there', () => {
    expect(missingAt(aDraft({ there: null, feelings: [] }))).toBe('feelings');
    expect(missingAt(aDraft({ feelings: [] }))).toBe('feelings');
    expect(missingAt(aDraft({ there: null }))).toBe('there');
    expect(missingAt(aDraft())).toBeNull();
  });

  it('lets whoever missed it go on without a feeling', () => {
    expect(missingAt(aDraft({ there: false, feelings: [] }))).toBeNull();
  });

  it('lets the sentence be left out, and counts its code points', () => {
    expect(missingAt(aDraft({ step: 'words', words: [{ channel: null, text: '' }] }))).toBeNull();
    expect(missingAt(aDraft({ step: 'words', words: ofLength(280) }))).toBeNull();
    expect(missingAt(aDraft({ step: 'words', words: ofLength(281) }))).toBe('too_long');
  });

  it('takes "can’t say yet" for an answer, and no tap for none', () => {
    expect(missingAt(aDraft({ step: 'taps' }))).toBeNull();
    expect(missingAt(aDraft({ step: 'taps', taps: { understood: 3 } }))).toBe('taps');
    expect(untapped(aDraft({ taps: { understood: null, warmth: 2 } }))).toBe('closeness');
  });
});

describe('bodyOf', () => {
  it('is what the service takes, with the words trimmed', () => {
    const body = bodyOf(aDraft(), 'member');

    expect(AnswerBody.parse(body)).toEqual({
      feelings: ['tender', 'not_sure_yet'],
      body: [],
      pad: null,
      words: [{ channel: 'feeling', text: 'relieved' }],
      cameAcross: [],
      moreOf: [],
      moreOfText: null,
      inRoom: false,
      goalLevel: null,
      understood: 3,
      closeness: 1,
      warmth: null,
    });
  });

  it('has no sentence without words, or without saying what they are', () => {
    const words = [
      { channel: 'feeling' as const, text: ' \n' },
      { channel: null, text: 'sad' },
    ];
    expect(bodyOf(aDraft({ words }), 'member').words).toEqual([]);
  });

  it('carries the body and the pad only with what they were asked after', () => {
    const asked = aDraft({
      feelings: ['in_my_body', 'not_sure_yet'],
      body: ['shaky'],
      pad: { pleasantness: -1, energy: 1 },
    });
    expect(AnswerBody.parse(bodyOf(asked, 'member'))).toMatchObject({
      body: ['shaky'],
      pad: { pleasantness: -1, energy: 1 },
    });

    const takenAway = bodyOf({ ...asked, feelings: ['tender'] }, 'member');
    expect(takenAway).toMatchObject({ body: [], pad: null });
    expect(AnswerBody.safeParse({ ...takenAway, body: ['shaky'] }).success).toBe(false);
    expect(AnswerBody.safeParse({ ...takenAway, pad: asked.pad }).success).toBe(false);
  });

  it('carries the level that was picked; one that was not seen is none, and one not picked yet keeps its step', () => {
    expect(bodyOf(picked(-2), 'member').goalLevel).toBe(-2);
    expect([bodyOf(picked(null), 'member').goalLevel, missingAt(picked(null))]).toEqual([
      null,
      null,
    ]);
    expect(missingAt(picked(undefined))).toBe('ladder');
    expect(stepsOf('member', LADDER)).toEqual(['feelings', 'words', 'taps', 'ladder', 'reread']);
    expect(stepsOf('member', null)).not.toContain('ladder');
    expect(draftOf({ ...bodyOf(picked(1), 'member'), version: 1 }).goalLevel).toBe(1);
    expect(sameAnswer(bodyOf(picked(1), 'member'), bodyOf(picked(0), 'member'))).toBe(false);
  });

  it('never carries taps of a leader, who is not asked for any', () => {
    expect(stepsOf('leader', LADDER)).toEqual(['feelings', 'words', 'reread']);
    expect(bodyOf(aDraft({ goalLevel: 1 }), 'leader')).toMatchObject({
      goalLevel: null,
      understood: null,
      closeness: null,
      warmth: null,
    });
  });

  it('is the same answer again when nothing was changed', () => {
    const whole = aDraft({
      feelings: ['in_my_body', 'not_sure_yet'],
      body: ['shaky'],
      pad: { pleasantness: 0, energy: 0 },
      words: ofLength(3),
      cameAcross: ['PA', 'HI'],
      moreOf: ['starting'],
      moreOfText: 'songs',
      inRoom: true,
    });
    const answer = { ...bodyOf(whole, 'member'), version: 2 };
    const draft = draftOf(answer);

    expect(draft.replaces).toBe(2);
    expect(sameAnswer(bodyOf(draft, 'member'), answer)).toBe(true);
    expect(sameAnswer(bodyOf({ ...draft, inRoom: false }, 'member'), answer)).toBe(false);
  });
});

describe('isBegun', () => {
  it('is not a yes alone', () => {
    expect(isBegun({ ...emptyDraft(null), there: true })).toBe(false);
    expect(isBegun({ ...emptyDraft(null), words: [{ channel: null, text: 'I' }] })).toBe(true);
  });
});
