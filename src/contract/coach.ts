import * as z from 'zod/mini';

/** What the coach can say about words, each for one reason. In the order they come among those of one level. */
export const CoachRule = z.enum([
  'you_label',
  'you_label_praise',
  'always_never',
  'mind_reading',
  'advice',
  'diagnosing',
  'insult',
  'feel_that',
  'story_word',
  'made_me',
  'group_voice',
  'minimising',
  'question_only',
  'no_i',
  'shouting',
  'anon_leak',
  'threat',
  'crisis',
]);
export type CoachRule = z.infer<typeof CoachRule>;

/**
 * How much it asks for. `hint`: a line to ignore. `nudge`: a line to keep the words against. `pause`: they must be
 * kept, after a moment. `stop`: they cannot be sent as they stand. `care`: a way to a person opens; nothing is held back.
 */
export type CoachLevel = 'hint' | 'nudge' | 'pause' | 'stop' | 'care';
