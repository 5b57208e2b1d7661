import type { CoachLevel, CoachRule } from '../contract/coach.ts';
import { RULES, type Sentence, type Words } from './coach-rules.ts';

/** What the coach has to say about a text. */
export interface Finding {
  rule: CoachRule;
  level: CoachLevel;
  /** What it is about, in lower case and without quotes: the same words again give the same sentence. */
  sentence: string;
}

interface CoachContext {
  /** The words will stand with their author's name. */
  signed: boolean;
  /** The names shown in the group: in words without an author each could tell who wrote them. */
  names: readonly string[];
  /** BCP 47, of what is written. The coach understands English and is silent in every other language. */
  language: string;
  /** Findings the author has decided to keep the words against. They are not found again. */
  kept?: (finding: Finding) => boolean;
}

/** So many findings at once. */
const MOST = 2;

const LEVEL = {
  you_label: 'nudge',
  you_label_praise: 'hint',
  always_never: 'nudge',
  mind_reading: 'nudge',
  advice: 'nudge',
  diagnosing: 'pause',
  insult: 'stop',
  feel_that: 'hint',
  story_word: 'hint',
  made_me: 'hint',
  group_voice: 'nudge',
  minimising: 'nudge',
  question_only: 'hint',
  no_i: 'hint',
  shouting: 'hint',
  anon_leak: 'pause',
  threat: 'stop',
  crisis: 'care',
} satisfies Record<CoachRule, CoachLevel>;

const ORDER: readonly CoachLevel[] = ['care', 'stop', 'pause', 'nudge', 'hint'];

/**
 * What could be said differently in what one member writes to another: at most two findings, each rule once, those that
 * ask for more first. It hears wordings, not meanings; only insults and threats hold a text back, anything else is one
 * tap to pass. Never throws.
 */
export function coach(text: string, context: CoachContext): Finding[] {
  if (!understands(context.language)) return [];
  const words = prepared(text, context.names);
  return (Object.keys(LEVEL) as CoachRule[])
    .filter((rule) => rule !== 'anon_leak' || !context.signed)
    .flatMap((rule) =>
      RULES[rule](words)
        .map((sentence): Finding => ({ rule, level: LEVEL[rule], sentence }))
        .filter((finding) => !context.kept?.(finding))
        .slice(0, 1),
    )
    .toSorted((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level))
    .slice(0, MOST);
}

/**
 * What a text says of somebody in danger or great pain, or null. The same words as the coach's `crisis`, for texts the
 * coach does not judge: what somebody writes about themself.
 */
export function cryForHelp(text: string, language: string): string | null {
  if (!understands(language)) return null;
  return RULES.crisis(prepared(text, []))[0] ?? null;
}

const understands = (language: string) => /^en(?:-|$)/i.test(language);

function prepared(text: string, names: readonly string[]): Words {
  const everything = plain(text);
  const typed = everything.replace(/"[^"]*"/g, ' ').replace(/ +/g, ' ');
  const said = typed.toLowerCase().trim();
  return {
    typed,
    said,
    sentences: sentencesOf(said),
    everything: everything.toLowerCase().replaceAll('\n', ' '),
    names: names
      .map((name) => plain(name).toLowerCase())
      .filter((name) => /[\p{L}\p{N}]/u.test(name)),
  };
}

/** One way to write an apostrophe, a quotation mark, a space and a line break. */
const plain = (text: string) =>
  text
    .replace(/[\u2018\u2019\u02bc\u00b4`]/g, "'")
    .replace(/[\u201c\u201d\u201e\u201f]/g, '"')
    .normalize('NFKC')
    .replace(/\s+/g, (space) => (/[\n\r\u2028\u2029]/.test(space) ? '\n' : ' '))
    .trim();

const sentencesOf = (said: string): Sentence[] =>
  [...said.matchAll(/([^.!?;\n]+)([.!?;]*)/g)]
    .map(([, words = '', end = '']) => ({ words: words.trim(), question: end.includes('?') }))
    .filter(({ words }) => words !== '');
