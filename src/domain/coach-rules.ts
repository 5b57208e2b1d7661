import type { CoachRule } from '../contract/coach.ts';
import { DEGREES, DIAGNOSES, HEDGES, INSULTS, LABELS, PRAISES } from './coach-words.ts';

// Every expression is built once, and walks a text in a time that grows with its length only: words are parted by
// exactly one space, and what repeats has bounds or begins differently from what follows. None looks behind itself,
// which some browsers in use cannot do.

export interface Sentence {
  /** In lower case, without what it ends with. */
  words: string;
  question: boolean;
}

/** A text, ready to be judged. What stands in double quotes is left out everywhere but in `everything`. */
export interface Words {
  /** As it was typed, upper case and all. */
  typed: string;
  /** In lower case. */
  said: string;
  sentences: readonly Sentence[];
  /** In lower case, on one line, quotes included. */
  everything: string;
  /** Names by which the members go. */
  names: readonly string[];
}

/** The sentence that is meant, or all of the text where the rule is about all of it. */
type Rule = (words: Words) => string[];

const oneOf = (words: readonly string[]) => `(?:${words.join('|')})`;
const whole = (pattern: string, flags = '') => new RegExp(`\\b(?:${pattern})\\b`, flags);

const HEDGE = whole(oneOf(HEDGES));
const REPORTED =
  /\byou(?:'ve| have)? (?:said|told|mentioned|shared|described|named|asked|wrote|spoke|talked)\b/;
const YOU = /\byou(?:r|rs|'re|'ve)?\b/;
const I = /\b(?:i|i'm|i've|i'd|i'll|me|my|mine|myself)\b/;

const degree = `(?:${oneOf(DEGREES)} )*`;
const LABEL = whole(
  `you(?:'re| are| were|'ve been| have been) ${degree}(?:an? ${degree})?${oneOf(LABELS)}`,
);
const PRAISE = whole(`you(?:'re| are| were) ${degree}(?:an? )?${oneOf(PRAISES)}`);

const ALWAYS =
  /\byou(?:r|rs|'re|'ve)?\b(?:(?!\bi\b|\bme\b).){0,40}?\b(?:always|never|constantly|every (?:single )?time|all the time|every week|as usual)\b|\bit(?:'s| is) always you\b/;
const NEVER_KNOW = /\byou never know\b/;

/** With the word before, after which it is no claim: "if you want". */
const INSIDE_YOU =
  /(?:\b(if|what|however|whenever) )?\byou(?:'re| are| were)? (?:(?:just|really|only|secretly|obviously|clearly|actually|probably|simply|still) )*(?:trying to|hoping|looking for|expecting us|pretending|want(?:ed)?|think|thought|believed?|meant|feel|felt|hated?|don't care|didn't care|don't want|didn't want|need(?:ed)? (?:attention|approval|us to|me to|everyone)|jealous|angry|afraid|ashamed|lying|hiding)\b/g;

const ADVICE = [
  /\byou (?:(?:really|just|probably|maybe|also|definitely) )*(?:should(?:n't| not)?|ought to|need to|have to|must|might want to|could (?:try|just|always)|want to consider)\b/,
  /\byou(?:'d| had) better\b|\bwhy (?:don't|not|didn't) you\b|\bhave you (?:tried|thought (?:about|of)|considered)\b|\bif i were you\b|\bmy advice\b|\bi(?:'d| would) (?:recommend|suggest|advise)\b/,
  /^(?:(?:just|please|maybe|also) )*(?:try|stop|quit|let go|relax|consider|remember to|focus on|learn to|be (?:more|less|yourself|strong|kinder))\b/,
];

const DIAGNOSIS = whole(oneOf(DIAGNOSES));
const MY_DIAGNOSIS = whole(
  `(?:my(?: own)?|i have|i've(?: got)?|i(?:'m| am| was)) (?:\\w+ ){0,2}?${oneOf(DIAGNOSES)}`,
  'g',
);

const INSULT = whole(oneOf(INSULTS));
const INSULT_OF_MYSELF = whole(
  `(?:i(?:'m| am| was| felt| feel| must (?:seem|sound|look))|me feel|made me feel|myself) (?:\\w+ ){0,3}?${oneOf(INSULTS)}`,
  'g',
);
const INSULT_DENIED = whole(
  `(?:not|isn't|wasn't|aren't|weren't|never|far from) (?:\\w+ ){0,2}?${oneOf(INSULTS)}`,
  'g',
);
const BRUSH_OFF =
  /\bshut up\b|\bget over (?:it|yourself)\b|\bgrow up\b|\bnobody (?:likes|wants|cares about) you\b|\bi hate you\b|\bsick of you\b/;

const THOUGHT_AS_FEELING =
  /\bi (?:feel|felt) (?:that|like|as if|as though) (?:you|we|everyone|everybody|people|nobody|no one|it's|this)\b|\bi (?:feel|felt) you\b/;
const STORY =
  /\bi(?: feel| felt| was feeling| am feeling|'m feeling) (?:(?:so|very|a bit|really|quite) )*(?:attacked|abandoned|betrayed|ignored|judged|manipulated|rejected|used|controlled|dismissed|invalidated|disrespected|unseen|invisible|let down|left out)\b/;
const MADE_ME = /\byou (?:made|make|are making|were making) me\b|\byou're making me\b/;
const FOR_ALL =
  /\b(?:we all|all of us|everyone|everybody|nobody|no one|the (?:whole |entire )?group|most of us|the rest of us|people(?: in)? here|the others) (?:(?:here|really|just|else|secretly) )*(?:thinks?|feels?|felt|knows?|agrees?|believes?|notices?|noticed|sees?|wants?|wishes|is|are|was|were|can see|can tell|says?|said)\b/;

const MINIMISING =
  /\bat least (?:you|it|he|she|they|we)\b|\b(?:it(?:'s| is| was)|that(?:'s| is| was)) not (?:that|so) (?:bad|big)\b|\b(?:isn't|wasn't) (?:that|so) (?:bad|big)\b|\bnot (?:that |such )?a big deal\b|\bcould be worse\b|\b(?:others|other people|some people) have it worse\b|\beverything happens for a reason\b|\blook on the bright side\b|\btime heals\b|\byou'll (?:be fine|get over (?:it|this|him|her|them))\b|\bcalm down\b|\bdon't (?:worry|cry|be (?:sad|upset|silly|so)|feel (?:bad|that way|like that))\b|\bno need to (?:cry|feel|be)\b/;

const SHOUTING = /\b[A-Z]{3,}\b[\s,]+\b[A-Z]{2,}\b|!{3,}/;

const ABOUT_MYSELF =
  /\b(?:as|like) i (?:said|mentioned|shared|told)\b|\bwhen i (?:shared|told|talked|spoke)\b|\bremember (?:when|what) i\b|\bmy (?:wife|husband|partner|girlfriend|boyfriend|ex|job|boss|divorce|kids?|children|son|daughter|brother|sister|mother|father|mum|mom|dad)\b|\bas (?:a|an|the|your|another) (?:co-?leader|leader|therapist|doctor|teacher|nurse|mother|father|mom|mum|dad|parent|newcomer|newest|oldest|youngest|only)\b|\bsitting (?:next to|across from|beside) you\b|\bi was (?:late|away|absent|on holiday)\b|\blast (?:week|time|month|session|meeting) i\b/;

const THREAT =
  /\bi(?:'ll| will|'m going to| am going to|'m gonna) (?:\w+ ){0,2}?(?:kill|hurt|hit|punch|slap|find|destroy|ruin|expose) you\b|\byou(?:'ll| will) (?:regret|pay for|be sorry)\b|\bwatch your back\b|\byou(?:'d)? better watch\b/;

const DANGER =
  /\b(?:kill(?:ing)? myself|end(?:ing)? (?:my (?:own )?life|it all)|tak(?:e|ing) my (?:own )?life|suicid(?:e|al)|want(?:ed)? to die|wish(?:ed)? i (?:was|were) dead|better off dead|(?:don't|do not|didn't) want to (?:live|be alive|be here anymore|wake up)|no reason to (?:live|go on)|nothing to live for|can(?:'t|not) go on(?: (?:anymore|like this))?(?! (?:about|with))|(?:hurt|harm)(?:ing)? myself|self[- ]?harm(?:ing|ed)?|cut(?:ting)? myself(?! (?:off|short|some slack))|overdos(?:e|ed|ing)|better off without me|not be around (?:much longer|anymore))\b|\b(?:he|she|they|my (?:partner|husband|wife|ex|father|mother|boyfriend|girlfriend|son|daughter)) (?:hits?|beats?|chokes?|choked|threatens? to (?:kill|hurt)|threatened to (?:kill|hurt)) me\b|\bi(?:'m| am) not safe at home\b/;

/** Shortest texts, in characters, of which a rule about all of them says anything. */
const SHORTEST = { question_only: 10, no_i: 40 };

export const RULES: Record<CoachRule, Rule> = {
  you_label: inSentence(({ words }) => !HEDGE.test(words) && LABEL.test(words)),
  you_label_praise: inSentence(({ words }) => !HEDGE.test(words) && PRAISE.test(words)),
  always_never: inSentence(({ words }) => ALWAYS.test(words) && !NEVER_KNOW.test(words)),
  mind_reading: inSentence(
    ({ words, question }) =>
      !question && !HEDGE.test(words) && !REPORTED.test(words) && claimsToSeeInside(words),
  ),
  advice: inSentence(({ words }) => ADVICE.some((advice) => advice.test(words))),
  diagnosing: inSentence(({ words }) => {
    const ofOthers = words.replace(MY_DIAGNOSIS, ' ');
    return YOU.test(ofOthers) && !REPORTED.test(ofOthers) && DIAGNOSIS.test(ofOthers);
  }),
  insult: inSentence(({ words }) => {
    const ofOthers = words.replace(INSULT_OF_MYSELF, ' ').replace(INSULT_DENIED, ' ');
    return INSULT.test(ofOthers) || BRUSH_OFF.test(ofOthers);
  }),
  feel_that: inSentence(({ words }) => THOUGHT_AS_FEELING.test(words)),
  story_word: inSentence(({ words }) => STORY.test(words)),
  made_me: inSentence(({ words }) => MADE_ME.test(words)),
  group_voice: inSentence(({ words }) => !HEDGE.test(words) && FOR_ALL.test(words)),
  minimising: inSentence(({ words }) => MINIMISING.test(words)),
  question_only: inAll(
    ({ said, sentences }) =>
      said.length >= SHORTEST.question_only &&
      sentences.length > 0 &&
      sentences.every(({ question }) => question),
  ),
  no_i: inAll(({ said }) => said.length >= SHORTEST.no_i && !I.test(said)),
  shouting: inAll(({ typed }) => SHOUTING.test(typed)),
  anon_leak: (all) =>
    inSentence(
      ({ words }) => ABOUT_MYSELF.test(words) || all.names.some((name) => named(words, name)),
    )(all),
  threat: inSentence(({ words }) => THREAT.test(words)),
  crisis: ({ everything }) => (DANGER.test(everything) ? [everything] : []),
};

function inSentence(hits: (sentence: Sentence) => boolean): Rule {
  return ({ sentences }) => sentences.filter(hits).map(({ words }) => words);
}

function inAll(hits: (words: Words) => boolean): Rule {
  return (words) => (hits(words) ? [words.said] : []);
}

const claimsToSeeInside = (words: string) =>
  [...words.matchAll(INSIDE_YOU)].some(([, before]) => before === undefined);

/** As whole words, whatever the name is made of. */
const named = (words: string, name: string) => ` ${spaced(words)} `.includes(` ${spaced(name)} `);

const spaced = (words: string) => words.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();
