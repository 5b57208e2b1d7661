import { describe, expect, it } from 'vitest';

import { draftOf, fromNumbers, reflectionOf } from '#lib/receiving/reflection.ts';

describe('fromNumbers', () => {
  it('says what the numbers say of a fear they can answer', () => {
    expect(fromNumbers('someone_far', { fear: { happened: true } })).toBe('yes');
    expect(fromNumbers('no_warmth', { fear: { happened: false } })).toBe('no');
  });

  it('cannot tell where too few answered', () => {
    expect(fromNumbers('someone_far', { fear: { happened: null } })).toBe('cant_tell');
    expect(fromNumbers('not_got', { fear: null })).toBe('cant_tell');
  });

  it('leaves to the asker what only the asker can judge', () => {
    expect(fromNumbers('too_much', { fear: { happened: null } })).toBeNull();
    expect(fromNumbers('own', { fear: { happened: null } })).toBeNull();
    expect(fromNumbers(null, { fear: null })).toBeNull();
  });
});

describe('a reflection being written', () => {
  it('begins with what was saved, and only without it with what the numbers say', () => {
    expect(draftOf(null, 'no')).toEqual({ happened: 'no', likelyNext: null, line: '' });
    expect(draftOf({ happened: 'partly', likelyNext: 40, line: null }, 'no')).toEqual({
      happened: 'partly',
      likelyNext: 40,
      line: '',
    });
  });

  it('is sent without blanks around its line, and an empty line is none', () => {
    const draft = { happened: null, likelyNext: 30, line: '  Somebody leaned forward. ' };

    expect(reflectionOf(draft)?.line).toBe('Somebody leaned forward.');
    expect(reflectionOf({ ...draft, line: ' \n ' })).toEqual({
      happened: null,
      likelyNext: 30,
      line: null,
    });
  });

  it('waits while its line is longer than 140 code points', () => {
    const draft = { happened: null, likelyNext: null, line: '🌊'.repeat(140) };

    expect(reflectionOf(draft)).not.toBeNull();
    expect(reflectionOf({ ...draft, line: `${draft.line}!` })).toBeNull();
  });
});
