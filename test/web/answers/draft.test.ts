import { describe, expect, it } from 'vitest';

import { AnswerBody } from '#contract/answers.ts';
import {
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
} from '#lib/answers/draft.ts';

const aDraft = (fields: Partial<Draft> = {}): Draft => ({
  ...emptyDraft(null),
  there: true,
  feelings: ['tender', 'not_sure_yet'],
  channel: 'feeling',
  text: '  relieved ',
  taps: { understood: 3, closeness: 1, warmth: null },
  ...fields,
});

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
    expect(missingAt(aDraft({ step: 'words', channel: null, text: '' }))).toBeNull();
    expect(missingAt(aDraft({ step: 'words', text: '🫠'.repeat(280) }))).toBeNull();
    expect(missingAt(aDraft({ step: 'words', text: '🫠'.repeat(281) }))).toBe('too_long');
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
      words: { channel: 'feeling', text: 'relieved' },
      understood: 3,
      closeness: 1,
      warmth: null,
    });
  });

  it('has no sentence without words, or without saying what they are', () => {
    expect(bodyOf(aDraft({ text: ' \n' }), 'member').words).toBeNull();
    expect(bodyOf(aDraft({ channel: null }), 'member').words).toBeNull();
  });

  it('never carries taps of a leader, who is not asked for any', () => {
    expect(stepsOf('leader')).not.toContain('taps');
    expect(bodyOf(aDraft(), 'leader')).toMatchObject({
      understood: null,
      closeness: null,
      warmth: null,
    });
  });

  it('is the same answer again when nothing was changed', () => {
    const answer = { ...bodyOf(aDraft(), 'member'), version: 2 };
    const draft = draftOf(answer);

    expect(draft.replaces).toBe(2);
    expect(sameAnswer(bodyOf(draft, 'member'), answer)).toBe(true);
    expect(sameAnswer(bodyOf({ ...draft, text: 'sad' }, 'member'), answer)).toBe(false);
  });
});

describe('isBegun', () => {
  it('is not a yes alone', () => {
    expect(isBegun({ ...emptyDraft(null), there: true })).toBe(false);
    expect(isBegun({ ...emptyDraft(null), text: 'I' })).toBe(true);
  });
});
