import { FAMILIES, FAMILY_CODES, FEELING_WORDS } from '../contract/feelings.ts';
import type { Family, Feeling, FeelingWord } from '../contract/feelings.ts';

/** From −2, very unpleasant, to +2, very pleasant; 0 is open. */
type Pleasantness = -2 | -1 | 0 | 1 | 2;
/** −1 quiet, 0 in the middle, +1 charged. */
type Energy = -1 | 0 | 1;

/**
 * Where each word sits: pleasantness, energy. Editorial and without norms: they place chips and
 * must never be scored or reported as a measure of anybody's feeling.
 */
export const PLACE: Readonly<
  Record<FeelingWord, readonly [pleasantness: Pleasantness, energy: Energy]>
> = {
  tender: [1, -1],
  fond: [2, 0],
  protective: [1, 1],
  affectionate: [2, 0],
  close: [2, 0],
  connected: [2, 0],
  included: [2, 0],
  at_home: [2, -1],
  grateful: [2, 0],
  appreciative: [2, 0],
  touched: [1, 0],
  reassured: [1, -1],
  amused: [1, 1],
  cheerful: [2, 0],
  playful: [2, 1],
  delighted: [2, 1],
  excited: [2, 1],
  eager: [1, 1],
  inspired: [2, 1],
  alive: [2, 1],
  proud: [2, 0],
  confident: [2, 0],
  strong: [2, 0],
  satisfied: [2, -1],
  calm: [1, -1],
  content: [2, -1],
  peaceful: [2, -1],
  at_ease: [1, -1],
  safe: [2, -1],
  trusting: [2, -1],
  accepted: [2, -1],
  steady: [1, -1],
  relieved: [1, -1],
  lighter: [1, -1],
  hopeful: [1, 0],
  patient: [1, -1],
  moved: [1, 0],
  admiring: [1, 0],
  awed: [1, 1],
  nostalgic: [0, -1],
  curious: [1, 0],
  interested: [1, 0],
  fascinated: [1, 1],
  absorbed: [1, 0],
  surprised: [0, 1],
  startled: [-1, 1],
  puzzled: [0, 0],
  confused: [-1, 0],
  tense: [-1, 1],
  on_edge: [-1, 1],
  restless: [-1, 1],
  overwhelmed: [-2, 1],
  worried: [-1, 0],
  nervous: [-1, 1],
  wary: [-1, 0],
  doubtful: [-1, 0],
  scared: [-2, 1],
  alarmed: [-2, 1],
  panicky: [-2, 1],
  threatened: [-2, 1],
  sad: [-1, -1],
  heavy: [-1, -1],
  disappointed: [-1, -1],
  sorrowful: [-2, -1],
  hurt: [-2, 0],
  rejected: [-2, 0],
  let_down: [-1, -1],
  unseen: [-1, -1],
  lonely: [-2, -1],
  left_out: [-2, -1],
  abandoned: [-2, 0],
  grieving: [-2, -1],
  irritated: [-1, 1],
  annoyed: [-1, 1],
  impatient: [-1, 1],
  frustrated: [-1, 1],
  angry: [-2, 1],
  furious: [-2, 1],
  resentful: [-2, 0],
  bitter: [-2, 0],
  defensive: [-1, 1],
  indignant: [-1, 1],
  betrayed: [-2, 1],
  controlled: [-2, 0],
  shy: [-1, 0],
  awkward: [-1, 0],
  self_conscious: [-1, 1],
  embarrassed: [-1, 1],
  ashamed: [-2, 0],
  exposed: [-1, 1],
  inadequate: [-2, -1],
  humiliated: [-2, 1],
  guilty: [-1, 0],
  regretful: [-1, -1],
  sorry: [-1, -1],
  foolish: [-1, 0],
  distant: [-1, -1],
  detached: [-1, -1],
  bored: [-1, -1],
  indifferent: [0, -1],
  numb: [-1, -1],
  blank: [0, -1],
  frozen: [-2, 0],
  shut_down: [-2, -1],
  tired: [-1, -1],
  drained: [-1, -1],
  helpless: [-2, -1],
  hopeless: [-2, -1],
  torn: [-1, 0],
  ambivalent: [0, 0],
  hesitant: [-1, 0],
  conflicted: [-1, 1],
  vulnerable: [-1, 0],
  raw: [-1, 1],
  longing: [-1, 0],
  bittersweet: [0, -1],
  envious: [-1, 0],
  jealous: [-1, 1],
  competitive: [0, 1],
  left_behind: [-1, -1],
};

const FAMILY_OF: ReadonlyMap<Feeling, Family> = new Map(
  FAMILY_CODES.flatMap((family) =>
    Object.values<readonly FeelingWord[]>(FAMILIES[family])
      .flat()
      .map((word) => [word, family] as const),
  ),
);

/** The family a word stands in; null for an answer without a word. */
export const familyOf = (feeling: Feeling): Family | null => FAMILY_OF.get(feeling) ?? null;

const STORIES: ReadonlySet<Feeling> = new Set([
  'threatened',
  'rejected',
  'let_down',
  'unseen',
  'left_out',
  'abandoned',
  'betrayed',
  'controlled',
  'humiliated',
  'left_behind',
] satisfies FeelingWord[]);

/** The word also says what somebody else did. It is accepted all the same, with a hint. */
export const tellsAStory = (feeling: Feeling): boolean => STORIES.has(feeling);

/** The longest list a search shows. */
const SHOWN = 8;

/**
 * Search as you type over the labels of all words, whatever their case, accents, spaces and hyphens.
 * At most eight: the very word, then words that begin like this, then words of several parts one
 * of which does, then words that contain it; alike ones in the order of the vocabulary.
 */
export function search(query: string, labelOf: (word: FeelingWord) => string): FeelingWord[] {
  const sought = letters(query);
  if (sought === '') return [];
  return FEELING_WORDS.map((word) => ({ word, rank: rank(sought, labelOf(word)) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, SHOWN)
    .map(({ word }) => word);
}

const NO_MATCH = 4;

function rank(sought: string, label: string): number {
  const whole = letters(label);
  if (whole === sought) return 0;
  if (whole.startsWith(sought)) return 1;
  const parts = label.split(/[\s-]+/);
  if (parts.some((_, from) => letters(parts.slice(from).join('')).startsWith(sought))) return 2;
  return whole.includes(sought) ? 3 : NO_MATCH;
}

const letters = (text: string) =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
