import { describe, expect, it } from 'vitest';

import { OpenAsk } from '#contract/asks.ts';
import type { MeetingId } from '#contract/primitives.ts';
import { emptyDraft, guessOf, openAskOf, tooLong } from '#lib/asks/ask-draft.ts';

const meetingId = '01938a00-0000-7000-8000-000000000031' as MeetingId;

describe('openAskOf', () => {
  it('sends the default ask from an untouched sheet', () => {
    expect(openAskOf(emptyDraft(), meetingId)).toEqual(OpenAsk.parse({ meetingId }));
  });

  it('leaves out a question of my own when another one was chosen after all', () => {
    const draft = { ...emptyDraft(), ownQuestion: 'Was it too long?' };

    expect(openAskOf(draft, meetingId).ownQuestion).toBeNull();
    expect(openAskOf({ ...draft, question: 'own' }, meetingId).ownQuestion).toBe(
      'Was it too long?',
    );
  });
});

describe('guessOf', () => {
  it('is none when nothing was guessed', () => {
    expect(guessOf({ ...emptyDraft(), fearWords: 'left over', fearLikely: 70 })).toBeNull();
  });

  it('keeps a guess of the lowest value, which is not the same as none', () => {
    expect(guessOf({ ...emptyDraft(), understood: 0 })).toMatchObject({
      understood: 0,
      closeness: null,
    });
  });

  it('keeps how likely and how hard only with a fear they are about', () => {
    const draft = { ...emptyDraft(), warmth: 1, fearLikely: 0, fearBad: 6 };

    expect(guessOf(draft)).toMatchObject({ fearLikely: null, fearBad: null });
    expect(guessOf({ ...draft, fear: 'too_much' })).toMatchObject({ fearLikely: 0, fearBad: 6 });
  });
});

describe('tooLong', () => {
  it('counts what people see, and nothing around it', () => {
    expect(tooLong({ ...emptyDraft(), moment: `  ${'🙂'.repeat(140)}  ` })).toBe(false);
    expect(tooLong({ ...emptyDraft(), moment: '🙂'.repeat(141) })).toBe(true);
  });
});
