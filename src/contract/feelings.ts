import * as z from 'zod/mini';

/** The vocabulary: ten families of three shades of four words, each in the order it is shown. */
export const FAMILIES = {
  warm: {
    caring: ['tender', 'fond', 'protective', 'affectionate'],
    connected: ['close', 'connected', 'included', 'at_home'],
    thankful: ['grateful', 'appreciative', 'touched', 'reassured'],
  },
  glad: {
    light: ['amused', 'cheerful', 'playful', 'delighted'],
    lit_up: ['excited', 'eager', 'inspired', 'alive'],
    proud: ['proud', 'confident', 'strong', 'satisfied'],
  },
  calm: {
    settled: ['calm', 'content', 'peaceful', 'at_ease'],
    safe: ['safe', 'trusting', 'accepted', 'steady'],
    eased: ['relieved', 'lighter', 'hopeful', 'patient'],
  },
  stirred: {
    moved: ['moved', 'admiring', 'awed', 'nostalgic'],
    curious: ['curious', 'interested', 'fascinated', 'absorbed'],
    surprised: ['surprised', 'startled', 'puzzled', 'confused'],
  },
  uneasy: {
    tense: ['tense', 'on_edge', 'restless', 'overwhelmed'],
    worried: ['worried', 'nervous', 'wary', 'doubtful'],
    scared: ['scared', 'alarmed', 'panicky', 'threatened'],
  },
  sad: {
    low: ['sad', 'heavy', 'disappointed', 'sorrowful'],
    hurt: ['hurt', 'rejected', 'let_down', 'unseen'],
    alone: ['lonely', 'left_out', 'abandoned', 'grieving'],
  },
  angry: {
    irritated: ['irritated', 'annoyed', 'impatient', 'frustrated'],
    angry: ['angry', 'furious', 'resentful', 'bitter'],
    guarding: ['defensive', 'indignant', 'betrayed', 'controlled'],
  },
  small: {
    self_conscious: ['shy', 'awkward', 'self_conscious', 'embarrassed'],
    ashamed: ['ashamed', 'exposed', 'inadequate', 'humiliated'],
    sorry: ['guilty', 'regretful', 'sorry', 'foolish'],
  },
  far: {
    distant: ['distant', 'detached', 'bored', 'indifferent'],
    numb: ['numb', 'blank', 'frozen', 'shut_down'],
    worn: ['tired', 'drained', 'helpless', 'hopeless'],
  },
  pulled: {
    torn: ['torn', 'ambivalent', 'hesitant', 'conflicted'],
    raw: ['vulnerable', 'raw', 'longing', 'bittersweet'],
    comparing: ['envious', 'jealous', 'competitive', 'left_behind'],
  },
} as const;

export type Family = keyof typeof FAMILIES;
/** What stands in any of the objects of a union. */
type ValueOf<T> = T extends unknown ? T[keyof T] : never;
export type FeelingWord = ValueOf<(typeof FAMILIES)[Family]>[number];

export const FAMILY_CODES = Object.keys(FAMILIES) as Family[];

/** All 120, family by family. */
export const FEELING_WORDS: readonly FeelingWord[] = Object.values(FAMILIES)
  .flatMap((shades): (readonly FeelingWord[])[] => Object.values(shades))
  .flat();

/** Answers without a word, full answers like any other, shown before the families. */
export const NON_WORDS = [
  'not_sure_yet',
  'several_at_once',
  'in_my_body',
  'nothing_i_notice',
  'rather_not',
] as const;
type NonWord = (typeof NON_WORDS)[number];

export const Feeling = z.enum<readonly (NonWord | FeelingWord)[]>([...NON_WORDS, ...FEELING_WORDS]);
export type Feeling = NonWord | FeelingWord;

/** With "Something in my body": what it is. */
export const BodySign = z.enum([
  'tight_chest',
  'knotted_stomach',
  'warm_face',
  'lump_in_throat',
  'tears_close',
  'clenched_jaw',
  'shallow_breath',
  'restless_legs',
  'heavy_limbs',
  'cold_hands',
  'shaky',
  'softening',
]);
export type BodySign = z.infer<typeof BodySign>;

/** With "Not sure yet": a place on the three by three pad. */
export const Pad = z.strictObject({
  /** −1 unpleasant, 0 mixed, 1 pleasant. */
  pleasantness: z.int().check(z.minimum(-1), z.maximum(1)),
  /** −1 quiet, 0 middle, 1 charged. */
  energy: z.int().check(z.minimum(-1), z.maximum(1)),
});
export type Pad = z.infer<typeof Pad>;
