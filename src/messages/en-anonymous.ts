// English: what is read about asks that take answers without names. Loaded where one is asked, answered or read.
import type { AskMode, SeenBy } from '../contract/asks.ts';
import { enumerated, number } from './en.ts';

/** The code of the honest page behind the send button, and of the sentences about it. */
type Unsigned = Exclude<AskMode, 'signed'>;

export const enAnonymous = {
  /** Beside those of `whoWillSee` in the first part: one sentence above the button. */
  whoWillSee: {
    ask: {
      anonymous_for_asker:
        'After closing you see sentences and counts without names, if enough people wrote; nobody can look up who wrote what. You may read it together with a leader. Leaders answer with their names.',
      anonymous_for_group:
        'After closing everyone in the group can read sentences and counts without names, if enough people wrote, but never your guess; nobody can look up who wrote what. You may read it together with a leader. Leaders answer with their names.',
      choice_for_asker:
        'After closing you see what was signed, with names, and the rest as sentences and counts without names, if enough people wrote so. You may read it together with a leader.',
      choice_for_group:
        'After closing everyone in the group can read what was signed, with names, and the rest as sentences and counts without names, if enough people wrote so, but never your guess. You may read it together with a leader.',
    } satisfies Record<`${Unsigned}_for_${SeenBy}`, string>,
    answer: {
      anonymous_for_asker: (asker) =>
        `${asker} sees each of your sentences for itself, without your name, and everything else as counts, after closing, and may read it together with a leader. Our records do not say that it was you.`,
      anonymous_for_group: (asker) =>
        `${asker}, who may read it together with a leader, and after closing everyone in the group see each of your sentences for itself, without your name, and everything else as counts. Our records do not say that it was you.`,
    } satisfies Record<`anonymous_for_${SeenBy}`, (asker: string) => string>,
  },
  mode: {
    signed: 'With names',
    anonymous: 'Anonymous',
    choice: 'Each chooses',
  } satisfies Record<AskMode, string>,
  hiddenAmong: (names: readonly string[]) =>
    `Hidden among ${number(names.length)}: ${enumerated(names)}.`,
  withheld: 'No anonymous answers are shown for this question.',
};
