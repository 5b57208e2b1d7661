// English of looking back: reviews, the years, the card of the group. Loaded with those pages alone.
import type { FirstWords } from '../contract/check-outs.ts';
import type { Feeling } from '../contract/feelings.ts';
import type { Done, Measure } from '../contract/goals.ts';
import type {
  Achievement,
  Choice,
  OwnWord,
  Section,
  SharedWith,
  TrendLabel,
} from '../contract/reviews.ts';
import type { Question, Taps } from '../contract/scales.ts';
import { capital, date, en, enumerated, lower, number, stopSaid } from './en.ts';

/** Days of the calendar, the same in every time zone. */
const day = (on: string, options: Intl.DateTimeFormatOptions) =>
  date(`${on}T12:00:00.000Z`, 'UTC', options).replaceAll(' ', '\u00a0');
const evenings = (n: number) => (n === 1 ? 'one evening' : `${number(n)} evenings`);
const asks = (n: number) => (n === 1 ? 'one ask' : `${number(n)} asks`);
const ended = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);
/** "2½": a middle can lie between two. */
const half = (n: number) => (Number.isInteger(n) ? number(n) : `${Math.floor(n) || ''}½`);

interface Said {
  /** As it is read, with its stem. */
  text: string;
  /** Null for the member’s own line, empty for somebody who has left. */
  from: string | null;
  anonymous: boolean;
}
const source = ({ from, anonymous }: Pick<Said, 'from' | 'anonymous'>) =>
  from === null ? 'My own line' : anonymous ? 'Anonymous' : from || 'A former member';
const kOf = ({ k, of }: Part) => `${k} of ${of}`;

interface Part {
  k: number;
  of: number;
}

export const enLookingBack = {
  lookBack: {
    title: 'Look back',
    views: {
      label: 'Ways to look back',
      reviews: 'Reviews',
      years: 'The years',
      card: 'The group',
    },
    onlyYou: 'only you see this',
    day: (on: string) => day(on, { day: 'numeric', month: 'long', year: 'numeric' }),
    meetings: ({ from, to }: { from: number; to: number }) =>
      to < from ? 'Before a meeting' : from === to ? `Meeting ${to}` : `Meetings ${from} to ${to}`,
    begin: 'Look back on a goal',
    beginWhat:
      'A review puts some evenings together: what you tried, what others said, where you stood. Only you see it. You can share any part of it later.',
    beginOne: 'Look back',
    beginOn: (title: string) => `Look back on “${title}”`,
    due: 'It has been a while. You could look back now.',
    mine: 'My reviews',
    theirs: 'Shared with you',
    untitled: (name: string) => `${name} looks back`,
    by: (name: string) => `Shared by ${name}`,
    none: 'Nothing to look back on yet',
    noneWhy:
      'Once you practise something, a review puts it together: what you tried, what others said, and where you stood. The years fill by themselves, evening by evening.',
    toPractice: 'To my practice',
    toYears: 'To the years',
  },

  review: {
    title: ({ from, to }: { from: number; to: number }) =>
      to < from ? 'Looking back' : `Looking back on ${evenings(to - from + 1)}`,
    theirs: (name: string) => `${name} looks back`,
    sharedBy: (name: string) => `${name} shares this with you`,
    partly: 'you see all of it, others what you share',
    madeBy: (name: string, group: string) => `${name}, ${group}`,
    oldWay: 'The old way:',
    served: 'It once protected something, too:',
    headings: {
      goal: (name) => (name ? `What ${name} practises` : 'What you practise'),
      experiments: (name) => (name ? `What ${name} tried` : 'What you tried'),
      kept: (name) => (name ? `Words ${name} kept` : 'Words you kept'),
      ladder: (name) => (name ? `The ladder ${name} wrote` : 'The ladder you wrote'),
      direction: () => 'Where it goes',
      measures: () => 'Then and now',
      guesses: (name) => (name ? `What ${name} guessed` : 'Your guesses'),
      closing: () => 'Keep, change or let go?',
    } satisfies Record<Section, (name?: string) => string> as Record<
      Section,
      (name?: string) => string
    >,
    tried: {
      none: 'Nothing came to an end in these evenings. Some stretches are for waiting.',
      done: { yes: 'Done', a_bit: 'A bit', no: 'Not that time' } satisfies Record<Done, string>,
    },
    kept: {
      none: 'Up to three sentences of your journal can stand here.',
      noneThere:
        'Your journal is empty so far. Sentences you keep when answers come can stand here.',
      noneTheirs: (name: string) => `None of them can be shown. They were said to ${name} alone.`,
      choose: 'Choose words',
      change: 'Choose other words',
      sheet: 'Which words stand here?',
      sheetWhat: 'Up to three, in the order in which you choose them.',
      full: 'Three are chosen. Take one away first.',
      done: 'Put them in',
      source: (said: Pick<Said, 'from' | 'anonymous'>, on: string) =>
        `${source(said)}, ${day(on, { day: 'numeric', month: 'long' })}`,
      withheld: (n: number, name: string) =>
        n === 1
          ? `One sentence was said to ${name} alone, and stays there.`
          : `${capital(number(n))} sentences were said to ${name} alone, and stay there.`,
    },
    direction: {
      level: {
        too_early: 'A few more meetings before a direction can be seen.',
        leaning_up: 'Leaning toward the new way; early days.',
        clear_up: 'A steady move toward the new way.',
        no_clear_direction: 'Ups and downs. With this few points that is what practice looks like.',
        leaning_down: 'It may have been harder lately; early days.',
        clear_down: 'It has been harder lately. Worth talking about what changed.',
      } satisfies Record<TrendLabel, string>,
      distance: {
        too_early: null,
        moved: 'How near it felt: the last three evenings stand apart from the first three.',
        not_yet_clear:
          'How near it felt: the first and the last evenings are still close together.',
      } satisfies Record<'too_early' | 'moved' | 'not_yet_clear', string | null>,
      /** HL7’s codes, in words. What only the member can say is said as theirs. */
      achievement: {
        'in-progress': 'On the way.',
        improving: 'On the way, and moving.',
        worsening: 'A harder stretch.',
        'no-change': 'On the way, with ups and downs.',
        achieved: 'In your own word: I got there.',
        sustaining: 'You got there, and you are still there.',
        'not-achieved': 'In your own word: not this time.',
        'no-progress': 'In your own word: it did not move.',
        'not-attainable': 'In your own word: not within my reach.',
      } satisfies Record<Achievement, string>,
      achievementOf: (name: string): Record<Achievement, string> => ({
        ...enLookingBack.review.direction.achievement,
        achieved: `In the words of ${name}: I got there.`,
        sustaining: `${name} got there, and is still there.`,
        'not-achieved': `In the words of ${name}: not this time.`,
        'no-progress': `In the words of ${name}: it did not move.`,
        'not-attainable': `In the words of ${name}: not within my reach.`,
      }),
    },
    measures: {
      labels: {
        attended: 'Evenings attended',
        shares: 'Shares in an evening',
        first_share: 'First words came',
        asks: 'Asks in an evening',
        answered: 'Asks answered',
        channel_mix: 'Kinds of sentences in eight answers',
        feeling_range: 'Feelings in the last eight answers',
        in_room: 'Offers to say more, kept in the room',
        experiments: 'Things tried',
      } satisfies Record<Measure, string>,
      firstWords: {
        early: 'early',
        middle: 'middle',
        late: 'late',
        not_today: 'mostly not yet',
      } satisfies Record<FirstWords, string>,
      value: (measure: Measure, value: number) =>
        measure === 'shares' && value >= 3 ? '3 or more' : String(value),
      atFirst: 'then',
      lately: 'now',
      evenings: 'First three evenings, last three.',
      answers: 'The eight before, the last eight.',
      tooEarly: 'A few more evenings before then and now can be told apart.',
      tooEarlyAnswers: 'A few more answers before then and now can be told apart.',
      parts: {
        attended: kOf,
        shares: (part) => `There on ${kOf(part)} evenings.`,
        first_share: (part) => `${kOf(part)} evenings with words.`,
        asks: ({ k, of }) => `${capital(asks(k))} in ${evenings(of)}.`,
        answered: kOf,
        channel_mix: kOf,
        feeling_range: kOf,
        in_room: kOf,
        experiments: kOf,
      } satisfies Record<Measure, (part: Part) => string>,
      noFeelings: 'No words yet.',
      feelings: (feelings: readonly Feeling[]) =>
        `${capital(feelings.map((one) => lower(en.feelings[one])).join(', '))}.`,
    },
    guesses: {
      warmer: ({ k, of }: Part, name?: string) =>
        `What came back was warmer than ${name ?? 'you'} guessed in ${k} of ${of} asks.`,
      close: ({ k }: Part) =>
        k === 0
          ? null
          : k === 1
            ? 'Once it was close to the guess.'
            : `In ${number(k)} it was close to the guess.`,
      tooEarly: 'It takes three asks with a guess before anything can be said of them together.',
    },
    closing: {
      choices: { keep: 'Keep', change: 'Change', let_go: 'Let go' } satisfies Record<
        Choice,
        string
      >,
      note: 'In your own words',
      noteHint: 'It is saved as you write, and told again in the years.',
      nothing: 'Nothing is written here yet.',
      letGo: 'The goal itself stays as it is. To end it, go to',
      change: 'To word the goal anew, go to',
      practice: 'your practice',
      tooLong: 'At most 1000 characters.',
      ownWord: 'My own word for where it stands',
      ownWordHint:
        'Only you can say this; it is never worked out. “I got there” counts from the middle of your ladder up.',
      ownWords: {
        achieved: 'I got there',
        'not-achieved': 'Not this time',
        'no-progress': 'It did not move',
        'not-attainable': 'Not within my reach',
      } satisfies Record<OwnWord, string>,
      noWord: 'No word for now',
    },
    number: {
      title: 'A number, if you want one',
      now: 'not asked for',
      asked: 'asked for',
      what: 'Some people like a number for where they stand on all their ladders. It is called a T-score. At 50 all is as you would expect; above it is more.',
      against:
        'There are good reasons against it. The steps of a ladder have an order, but no length: adding and multiplying them can make a change out of uneven steps alone. Critics say that a number adds little to a goal well set, and does harm where people are checked by it. It also means something else with another number of goals, so two of them cannot be compared.',
      yours: 'Only you see it, only here. It is in no share, no list, and no card of the group.',
      show: 'Show me the number',
      hide: 'Take the number away',
      value: (value: string, goals: number) =>
        `${value}, over ${goals === 1 ? 'one goal' : `${number(goals)} goals`}.`,
      none: 'No goal you practise now has a level yet. So there is no number.',
    },
    sharing: {
      share: 'Share',
      shareOf: (heading: string) => `Share: ${heading}`,
      copy: 'Copy as text',
      copyOf: (heading: string) => `Copy as text: ${heading}`,
      copied: 'Copied.',
      notCopied: 'This browser does not let it be copied.',
      now: {
        nobody: 'Only you see this.',
        leaders: 'The leaders see this.',
        group: 'The group sees this.',
      } satisfies Record<SharedWith, string>,
      title: (heading: string) => `Who reads “${heading}”?`,
      options: {
        nobody: 'Only me',
        leaders: 'The leaders',
        group: 'The whole group',
      } satisfies Record<SharedWith, string>,
      who: {
        nobody: 'Nobody but you reads this part.',
        leaders: 'The leaders read this part as yours, until you take it back.',
        group: 'Everybody in the group reads this part as yours, until you take it back.',
      } satisfies Record<SharedWith, string>,
      /** What stays behind when a section is shared. */
      without: {
        goal: null,
        experiments: null,
        kept: 'They see your own lines, and what everybody could read anyway. What was said to you alone stays with you.',
        ladder: 'They see your dots, without those of the others.',
        direction: null,
        measures: 'They do not see how many asks you answered.',
        guesses: null,
        closing: null,
      } satisfies Record<Section, string | null>,
      save: 'Save',
    },
    print: 'Print',
    erase: 'Erase this review',
    erased: 'The review is erased.',
    /** To be read aloud by the member, in the first person. */
    aloud: {
      goal: (newWay: string, oldWay: string | null, served: string | null) =>
        [
          `What I practise: ${ended(newWay)}`,
          oldWay && `The old way: ${ended(oldWay)}`,
          served && `It once protected something, too: ${ended(served)}`,
        ]
          .filter(Boolean)
          .join('\n'),
      tried: 'What I tried:',
      one: (text: string, done: Done | null, happened: string | null, learned: string | null) =>
        [
          ended(text),
          done && `${enLookingBack.review.tried.done[done]}.`,
          happened && ended(happened),
          learned && `I learned: ${ended(learned)}`,
        ]
          .filter(Boolean)
          .join(' '),
      kept: 'Words I kept:',
      sentence: (said: Said) =>
        said.from === null ? ended(said.text) : `${source(said)}: “${ended(said.text)}”`,
      ladder: 'My ladder, from the top:',
      /** "Meeting 3: I answer when asked." */
      rated: (meeting: number, text: string) => `Meeting ${meeting}: ${ended(text)}`,
      measures: 'Then and now:',
      pair: (label: string, before: string, now: string) => `${label}: ${before}, now ${now}.`,
      part: (label: string, part: string) => `${label}: ${ended(part)}`,
      guesses: ({ warmer, close }: { warmer: Part; close: Part }) =>
        [
          `What came back was warmer than I guessed in ${warmer.k} of ${warmer.of} asks.`,
          enLookingBack.review.guesses.close(close),
        ]
          .filter(Boolean)
          .join(' '),
      closing: (choice: Choice | null, note: string | null) =>
        [
          'Keep, change or let go?',
          choice && `${enLookingBack.review.closing.choices[choice]}.`,
          note && ended(note),
        ]
          .filter(Boolean)
          .join(' '),
    },
  },

  years: {
    /** @param months whole ones, from the first evening to today */
    title: (months: number) => {
      if (months < 3) return 'The first weeks in this circle';
      if (months < 10) return `${capital(number(months))} months in this circle`;
      if (months < 18) return 'A year in this circle';
      return `${capital(number(Math.round(months / 12)))} years in this circle`;
    },
    range: (from: string, to: string) => {
      const month = (on: string) => day(on, { month: 'long', year: 'numeric' });
      if (month(from) === month(to)) return month(to);
      const begin =
        from.slice(0, 4) === to.slice(0, 4) ? day(from, { month: 'long' }) : month(from);
      return `${begin} to ${month(to)}`;
    },
    year: (year: number) => String(year),
    spans: 'How much of it',
    whole: 'All of it',
    none: 'No evening yet',
    noneWhy:
      'Evenings, asks, what came back, your ladder and the words you keep: they come together here, drawn over the years. Only you see them.',
    toRoom: 'To the room',
    story: 'In my own words',
    nothing: { season: 'Nothing written this season.', year: 'Nothing written this year.' },
    written: {
      review: (on: string) => `From my review in ${day(on, { month: 'long' })}.`,
      journal: (on: string) => `From my journal in ${day(on, { month: 'long' })}.`,
    },
    asks: (n: number) => (n === 0 ? '' : `${capital(asks(n))}.`),
    more: (n: number) => (n === 1 ? 'One more note.' : `${capital(number(n))} more notes.`),
    closer: (name: string) => `${name}, closer`,
    drawn: 'The same, drawn',
    question: 'Which question',
    questions: {
      understood: 'How well they got it',
      closeness: 'Further or nearer',
      warmth: 'How much warmth',
    } satisfies Record<Question, string>,
    rows: {
      kept: 'Words I kept',
      ask: {
        understood: 'They get it…',
        closeness: 'After this, I feel…',
        warmth: 'Warmth I notice',
      } satisfies Record<Question, string>,
      ladder: 'My ladder',
      expected: 'as I’d expect',
      meetings: 'Meetings',
    },
    ends: {
      understood: ['not yet', 'partly', 'fully'],
      closeness: ['further', 'the same', 'nearer'],
      warmth: ['none', 'some', 'a great deal'],
    } satisfies Record<Question, [string, string, string]>,
    key: {
      guess: 'what you guessed',
      came: 'what came back, in the middle',
      own: 'your own ladder',
    },
    note: 'A few people on some evenings. Ups and downs are what practice looks like.',
    monthShort: (on: string) => day(on, { month: 'short' }),
    day: (on: string) => day(on, { day: 'numeric', month: 'long', year: 'numeric' }),
    /** On a row of a phone: the year is said where it begins. */
    short: (on: string) => day(on, { day: 'numeric', month: 'short' }),
    explore: 'The drawing, point by point',
    exploreHow:
      'Left and right go through time, up and down from row to row, Home and End to the first and the last.',
    pick: 'Arrow keys, or a finger on the drawing, tell what a point is.',
    toAsk: 'Go to this ask',
    /** The drawing in one sentence. */
    says: ({
      asks: all,
      nearer,
      same,
      further,
      goals,
      kept,
      meetings,
    }: {
      asks: number;
      nearer: number;
      same: number;
      further: number;
      goals: number;
      kept: number;
      meetings: number;
    }) => {
      const compared = [
        nearer && `in ${number(nearer)} what came was more than the guess`,
        same && `in ${number(same)} it was the same`,
        further && `in ${number(further)} it was less`,
      ].filter((part) => typeof part === 'string');
      return [
        `${capital(evenings(meetings))}, ${asks(all)}${compared.length > 0 ? `: ${enumerated(compared)}` : ''}.`,
        goals && `${goals === 1 ? 'One ladder' : `${capital(number(goals))} ladders`}.`,
        kept && `${kept === 1 ? 'One sentence' : `${capital(number(kept))} sentences`} kept.`,
      ]
        .filter((part) => typeof part === 'string')
        .join(' ');
    },
    ask: ({
      on,
      moment,
      guess,
      came,
      question,
    }: {
      on: string;
      moment: string | null;
      guess: number | null;
      came: number | null;
      question: Question;
    }) =>
      `${enLookingBack.years.day(on)}${moment === null ? '' : `, “${moment}”`}: ${
        guess === null ? 'no guess' : `you guessed ${stopSaid(question, guess)}`
      }; ${came === null ? 'too few for a middle' : `in the middle came ${stopSaid(question, came)}`}.`,
    rated: ({
      on,
      title,
      own,
      peers,
    }: {
      on: string;
      title: string;
      own: string | null;
      peers: string | null;
    }) =>
      [
        `${enLookingBack.years.day(on)}, “${title}”:`,
        own && ended(`you saw “${own}”`),
        peers && ended(`The others saw ${peers}`),
      ]
        .filter(Boolean)
        .join(' '),
    /** A level between two of them, where a middle can lie. */
    between: (below: string, above: string) =>
      below === above ? `“${below}”` : `something between “${below}” and “${above}”`,
    said: (on: string, said: Said) =>
      `${enLookingBack.years.day(on)}: “${said.text}” ${source(said)}.`,
    met: (on: string, meeting: number) => `${enLookingBack.years.day(on)}: meeting ${meeting}.`,
    source,
    table: {
      title: 'The same as a table',
      caption: (range: string) => `Evening by evening, ${range}`,
      when: 'When',
      about: 'I asked about',
      guess: 'I guessed',
      came: 'In the middle came',
      levels: 'My ladder',
      kept: 'Words I kept',
      noMoment: 'What I shared',
      nothing: '–',
      taps: ({ understood, closeness, warmth }: Taps) =>
        [
          understood === null ? null : `got it: ${stopSaid('understood', understood)}`,
          closeness === null ? null : stopSaid('closeness', closeness),
          warmth === null ? null : `warmth: ${stopSaid('warmth', warmth)}`,
        ]
          .filter((part) => part !== null)
          .join('; '),
      level: (title: string, text: string) => `${title}: ${text}`,
    },
    guesses: ({ warmer, close }: { warmer: Part; close: Part }) =>
      [enLookingBack.review.guesses.warmer(warmer), enLookingBack.review.guesses.close(close)]
        .filter(Boolean)
        .join(' '),
    earlier: 'Show earlier ones',
  },

  card: {
    title: 'The group',
    heading: 'Six evenings of this group',
    what: 'Everybody in the group sees the same card. It counts asks with names only, it counts no leader, and it speaks of nobody in particular.',
    range: (from: string, to: string) =>
      `${day(from, { day: 'numeric', month: 'long' })} to ${day(to, { day: 'numeric', month: 'long', year: 'numeric' })}`,
    asks: 'Asks in an evening',
    answers: 'Answers to an ask',
    middle: 'in the middle',
    value: half,
    families: 'Feelings that went round',
    familiesWhat: 'Families of feelings that at least three people named.',
    noFamilies: 'No family of feelings was named by three people.',
    reports: 'Reported answers',
    reported: (n: number) =>
      n === 0
        ? 'None.'
        : n === 1
          ? 'One, for the leaders to talk about.'
          : `${capital(number(n))}, for the leaders to talk about.`,
    none: 'No card of the group yet',
    noneWhy:
      'A card comes after six evenings that nobody can ask about any more. It takes five members, and ten answers from four people. With less it would speak of persons, so there is none.',
  },
};
