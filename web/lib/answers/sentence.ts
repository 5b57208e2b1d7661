import type { Sentence } from '#contract/answers.ts';
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
