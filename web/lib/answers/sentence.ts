import type { AnswerBody, Sentence } from '#contract/answers.ts';
import { m } from '#lib/messages.ts';

/**
 * The sentence as it will be read: its stem, then the words as they were typed. Whoever typed the stem too
 * reads it once.
 */
export function asRead({ channel, text }: Sentence): string {
  const stem = m.channels.stems[channel].replace(/…$/, '');
  const words = text.replace(/^(…|\.{3})\s*/, '');
  return words.toLowerCase().startsWith(`${stem.toLowerCase()} `) ? words : `${stem} ${words}`;
}

/** All that was chosen besides the sentences and the taps, a sentence each, in the order of the form. */
export const chosenAsRead = (answer: AnswerBody): string[] =>
  [
    m.answerSaid.feelings(answer),
    m.answerSaid.cameAcross(answer.cameAcross),
    m.answerSaid.moreOf(answer.moreOf, answer.moreOfText),
    answer.inRoom ? m.answerSaid.inRoom : '',
  ].filter(Boolean);
