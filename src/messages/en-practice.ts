// English of practising: goals, ladders, experiments and check-outs. Loaded with their pages.
import type { FirstWords } from '../contract/check-outs.ts';
import type {
  Direction,
  Done,
  GoalSetting,
  GoalState,
  GoalVisible,
  Measure,
  OldRole,
  PeerLevel,
} from '../contract/goals.ts';
import { capital, date, lower, number, unbroken } from './en.ts';

/** Days have no time; noon is on the same day everywhere it matters. */
const noon = (day: string) => `${day}T12:00:00.000Z`;
const on = (day: string, options: Intl.DateTimeFormatOptions) => date(noon(day), 'UTC', options);
const dayAndMonth = (day: string) => unbroken(on(day, { day: 'numeric', month: 'long' }));
const withYear = (day: string, today: string, words: string) =>
  day.slice(0, 4) === today.slice(0, 4) ? words : `${words} ${day.slice(0, 4)}`;

/** A part that has words of its own on a starter card. */
type CardRole = Exclude<OldRole, 'caretaker' | 'rebel' | 'none' | 'own'>;

const peopleOf = (n: number) => (n === 1 ? 'one person' : `${number(n)} people`);
const times = (n: number) => (n === 1 ? 'once' : n === 2 ? 'twice' : `${number(n)} times`);

export const enPractice = {
  days: {
    /** "Tuesday, 3 November 2026" */
    full: (day: string) =>
      `${on(day, { weekday: 'long' })}, ${dayAndMonth(day)} ${day.slice(0, 4)}`,
    /** "Tuesday, 3 November"; with the year, if it is another one. */
    long: (day: string, today: string) =>
      withYear(day, today, `${on(day, { weekday: 'long' })}, ${dayAndMonth(day)}`),
    /** "3 November"; with the year, if it is another one. */
    short: (day: string, today: string) => withYear(day, today, dayAndMonth(day)),
    /** "November", for the name of a month on a line of time; with the year where that changes. */
    month: (day: string, before: string | null) =>
      on(day, {
        month: 'long',
        ...(before !== null && before.slice(0, 4) !== day.slice(0, 4) && { year: 'numeric' }),
      }),
    /** "August", or in the same month "3 November". */
    since: (day: string, today: string) =>
      day.slice(0, 7) === today.slice(0, 7)
        ? dayAndMonth(day)
        : withYear(day, today, on(day, { month: 'long' })),
  },

  ladder: {
    own: 'how I saw the evening',
    others: 'how the others saw it',
    expected: 'what I’d expect',
    table: 'My ladder, evening by evening',
    meeting: 'Meeting',
    none: 'not said',
    level: (text: string) => `“${text}”`,
    between: (below: string, above: string) => `between “${below}” and “${above}”`,
    /** One evening; either may be missing. */
    evening: (day: string, meeting: number, own: string | null, others: string | null) =>
      `${day}, meeting ${meeting}. ${[
        own !== null && `How I saw it: ${own}.`,
        others !== null && `How the others saw it: ${others}.`,
      ]
        .filter(Boolean)
        .join(' ')}`,
    /** The whole picture. `first` and `last`: my own; `seen`: how often the others are on it. */
    says: (evenings: number, first: string | null, last: string | null, seen: number) => {
      if (evenings === 0)
        return 'Nothing is on it yet. After a meeting you can say where the evening was.';
      return [
        evenings === 1 ? 'One evening.' : `${capital(number(evenings))} evenings.`,
        first !== null &&
          (evenings === 1 ? `I saw it at ${first}.` : `At first I saw ${first}, last ${last}.`),
        seen > 0 && `How the others saw it is there ${times(seen)}.`,
      ]
        .filter(Boolean)
        .join(' ');
    },
  },

  /** One evening on the ladder, when an ask that was part of it has come back. */
  seen: {
    label: 'My ladder, this evening',
    first:
      'First how you saw it yourself. Then the others are held beside it, and yours stays as it is. Nobody else sees it.',
    keep: 'That is how I saw it',
    choose: 'Choose a step first.',
    /** At one step of it. */
    here: (mine: boolean, others: number) =>
      [mine && 'How I saw it.', others > 0 && `${capital(peopleOf(others))} saw it here.`]
        .filter(Boolean)
        .join(' '),
    cantSee: (n: number) => `${capital(peopleOf(n))} couldn’t see it.`,
    tooFew: 'Too few of the others could see it for a picture.',
    gone: 'It is over, or has another ladder by now. There is nothing to hold the others’ steps against.',
  },

  goals: {
    title: 'Practice',
    none: 'Nothing to practise yet',
    noneWhat:
      'A goal here is a way you’d like to be with others, and the small things you try on the way. It can come from something you heard in the group.',
    write: 'Write a goal',
    orCard: 'Or begin from a card',
    fromCard: 'Begin from a card',
    roleNote: 'The role is your own word for yourself. Nobody sees it unless you show it.',
    mine: 'What I practise',
    others: 'What others practise',
    othersWhat: 'They chose to show it. What they try and how they see it stays with them.',
    states: {
      active: 'Practising now',
      proposed: 'Not begun yet, and shown',
      draft: 'Not begun yet',
      paused: 'Resting',
      done: 'Done',
      let_go: 'Let go',
    } satisfies Record<GoalState, string>,
    /** What is planned next, in a list. */
    next: (text: string) => `Next: ${text}`,
    reviewDue: 'Time to look back, when you like.',
    noLadder: 'No ladder yet',
    toList: 'All goals',
    shownBy: (name: string, state: GoalState) =>
      ({
        draft: `${name} has not begun yet`,
        proposed: `${name} thinks about beginning this`,
        active: `${name} practises this`,
        paused: `${name} lets this rest`,
        done: `${name} is done with this`,
        let_go: `${name} let this go`,
      })[state],

    roles: {
      golden_child: 'Golden child',
      lost_one: 'Lost one',
      jester: 'Jester',
      truth_teller: 'Truth-teller',
      hero: 'Hero',
      scapegoat: 'Scapegoat',
      wallflower: 'Wallflower',
      peacekeeper: 'Peacekeeper',
      caretaker: 'Caretaker',
      rebel: 'Rebel',
      none: 'No role',
      own: 'In my own words',
    } satisfies Record<OldRole, string>,
    leaving: (role: string) => `Leaving the ${lower(role)} role`,
    cards: {
      golden_child: {
        served: 'Being loved for doing well',
        newWay: 'Show something unfinished',
        in_room: 'Share one thing I handled badly, without a lesson at the end',
        outside: 'Tell a friend “I don’t know”',
      },
      lost_one: {
        served: 'Not adding to the burden',
        newWay: 'Take up space, ask',
        in_room: 'Say in the first 20 minutes that I want time',
        outside: 'Choose the film or the restaurant',
      },
      jester: {
        served: 'Keeping things light',
        newWay: 'Stay serious one sentence longer',
        in_room: 'Notice the joke coming; say the feeling under it',
        outside: 'Leave one silence unfilled',
      },
      truth_teller: {
        served: 'Being safe by being right',
        newWay: 'Say what it does to me',
        in_room: 'Turn one observation into “I felt…”',
        outside: 'Ask one open question in a disagreement',
      },
      hero: {
        served: 'Worth through helping',
        newWay: 'Let others help; wait',
        in_room: 'Name the urge to fix and do nothing for two minutes',
        outside: 'Ask for a small favour',
      },
      scapegoat: {
        served: 'Having a place, even a bad one',
        newWay: 'Stay when it gets tense',
        in_room: 'Say “I’m bracing for blame” instead of starting a fight',
        outside: 'Repair one small conflict',
      },
      wallflower: {
        served: 'Not being hurt',
        newWay: 'Speak before being invited',
        in_room: 'One unprompted sentence in a meeting',
        outside: 'Greet one person first',
      },
      peacekeeper: {
        served: 'Calm at any price',
        newWay: 'Let a difference stand',
        in_room: 'Say “I see it differently” once',
        outside: 'Say no to one request',
      },
    } satisfies Record<CardRole, Record<'served' | 'newWay' | 'in_room' | 'outside', string>>,
  },

  goal: {
    /** Above its title. */
    since: {
      draft: () => 'Not begun yet',
      proposed: () => 'Not begun yet, and shown',
      active: (since: string) => `Practising since ${since}`,
      paused: (since: string) => `Resting · begun in ${since}`,
      done: (_since: string, ended: string) => `Done since ${ended}`,
      let_go: (_since: string, ended: string) => `Let go on ${ended}`,
    } satisfies Record<GoalState, (since: string, ended: string) => string>,
    seenBy: {
      only_me: 'only you see this',
      leaders: 'the leaders can read it',
      group: 'everyone in the group can read it',
    } satisfies Record<GoalVisible, string>,
    passage: 'From the old way to the new way',
    oldWay: 'What I tend to do',
    served: 'What it once protected',
    newWay: 'What I want to practise instead',
    why: 'Why it matters now',
    ladder: 'My ladder',
    ladderOf: (name: string) => `The ladder ${name} wrote`,
    noLadder:
      'No ladder yet. Five steps in your own words, from less than you expect to more, make it easier to see where an evening was.',
    writeLadder: 'Write a ladder',
    rate: (day: string) => `Say how ${day} was`,
    rateAgain: (day: string) => `Change what I said of ${day}`,
    rateTitle: (day: string) => `How ${day} was`,
    rateSave: 'Keep it',
    rateEmpty: 'Take it back',
    compared: {
      others_saw_more: 'Others saw more than you did.',
      you_noticed_more: 'You noticed something others couldn’t see. Worth putting into words?',
      about_the_same: 'You and the others saw about the same.',
    } satisfies Record<PeerLevel['comparison'], string>,
    comparedOn: (day: string) => `On ${day}:`,
    earlier: 'How I worded it before',
    until: (day: string) => `Until ${day}`,
    begin: 'Begin',
    beginWhat: 'Nothing is asked of you by beginning. It may rest or change at any time.',
    fillLadder: 'Go to the ladder',
    change: 'Change the words',
    show: 'Show it before it begins',
    hide: 'Show it to nobody for now',
    hideMore: 'Until it begins only you know of it.',
    more: 'Pause, reframe or let go',
    moreEnded: 'Take up again or erase',
    moreDraft: 'Who sees it, and erase',
    moreTitle: 'What becomes of it',
    takeUp: 'Take it up again',
    moves: {
      paused: { label: 'Let it rest', more: 'It keeps its place. Take it up again when you like.' },
      done: { label: 'It is done', more: 'It stays to look back on.' },
      let_go: {
        label: 'Let it go',
        more: 'It was not the time, or it was not yours. It stays to look back on.',
      },
      active: { label: 'Take it up again', more: 'It goes on where it rested.' },
    } satisfies Partial<Record<GoalState, { label: string; more: string }>>,
    reframe: 'Reframe it',
    lookBack: 'Look back on it',
    reframeMore: 'Put it in other words. How you worded it until now stays readable.',
    keep: 'Who sees it, and how I keep it',
    keepMore: (seenBy: string, meetings: number) =>
      `${capital(seenBy)}. Looked back on every ${number(meetings)} meetings.`,
    erase: 'Erase it',
    eraseMore: 'With everything tried, seen and written about it, for good.',
    erased: 'The goal is erased.',
  },

  goalForm: {
    titles: {
      make: 'A new goal',
      word: 'The words of this goal',
      reframe: 'Reframe it',
      lookBack: 'Look back on it',
    },
    step: (at: number, of: number) => `${at} of ${of}`,
    closeKeeps: 'Close, keep what I wrote',
    old: 'The old way',
    oldWhat: 'What you learned early was good for something. It is asked first.',
    role: 'A role I know from early on',
    roleHint: 'Your own word for yourself. It need not be one of these.',
    ownRole: 'My word for it',
    oldWay: 'What I tend to do',
    served: 'What it once protected',
    servedHint: 'Roles were good for something.',
    servedCard: (words: string) => `Often: ${lower(words)}.`,
    new: 'The new way',
    newWay: 'What I want to practise instead',
    why: 'Why it matters now',
    goalTitle: 'A name for it',
    goalTitleHint: 'A few words by which you find it again.',
    setting: 'Where I practise it',
    settings: {
      in_room: 'In the room',
      outside: 'Outside',
      both: 'Both',
    } satisfies Record<GoalSetting, string>,
    good: 'A goal that carries',
    goodList: [
      'It is mine to do.',
      'It can be seen in the room, or counted outside.',
      'It is small enough to try next week.',
      'It says what I’ll do, not only what I’ll stop.',
    ],
    ladder: 'The ladder',
    ladderWhat:
      'Five steps in your own words, so that you can say where an evening was. It is optional.',
    levels: ['Much less', 'A bit less', 'What I’d honestly expect', 'A bit more', 'Much more'],
    levelHints: [
      'Where I am, if I do not do it at all.',
      'Where I am, if I do it a little.',
      'By the time I look back. Neither certain nor impossible.',
      '',
      'The most I can picture.',
    ],
    more: 'More than I’d expect',
    less: 'Less than I’d expect',
    first: 'Begin with the middle. The other four come after it.',
    goodLadder: 'Five steps that carry',
    goodLadderList: [
      'All five are about the same thing I do.',
      'Somebody could see or count each of them.',
      'No two overlap.',
      'All five look at the same stretch of time.',
    ],
    preview: 'My ladder so far',
    empty: 'not written yet',
    repeated: 'Another step says the same.',
    later: 'Later',
    withoutLadder: 'Without a ladder',
    keeping: 'How I keep it',
    visible: 'Who else may read it',
    visibles: {
      only_me: { label: 'Only me', more: 'Nobody else knows of it.' },
      leaders: { label: 'The leaders', more: 'The goal and its ladder, with my name.' },
      group: { label: 'The group', more: 'The goal and its ladder, with my name.' },
    } satisfies Record<GoalVisible, { label: string; more: string }>,
    who: {
      only_me: 'Only you can read this.',
      leaders:
        'Once it has begun, the leaders can read the goal and its ladder. What you try, how you see your evenings and your reviews stay yours.',
      group:
        'Once it has begun, everyone in the group can read the goal and its ladder. What you try, how you see your evenings and your reviews stay yours.',
    } satisfies Record<GoalVisible, string>,
    whoBegun: {
      only_me: 'Only you can read this.',
      leaders:
        'The leaders can read the goal and its ladder. What you try, how you see your evenings and your reviews stay yours.',
      group:
        'Everyone in the group can read the goal and its ladder. What you try, how you see your evenings and your reviews stay yours.',
    } satisfies Record<GoalVisible, string>,
    importance: 'How much it matters to me',
    importanceHint: 'Counts only where you look at several goals together.',
    importances: ['Matters', 'Matters more', 'Matters most'],
    watch: 'What I want to look at beside it',
    watchNote: 'Up to two. What you do not choose is not shown when you look back.',
    watchNone: 'nothing',
    measures: {
      attended: 'Meetings I was at',
      shares: 'How often I shared',
      first_share: 'When my first words came',
      asks: 'How often I asked',
      answered: 'How often I answered',
      channel_mix: 'Kinds of sentences',
      feeling_range: 'Words for feelings',
      in_room: 'Said more in the room',
      experiments: 'What I tried',
    } satisfies Record<Measure, string>,
    direction: (measure: string) => `${measure}: which way is the new way?`,
    directions: { up: 'More', down: 'Less', within: 'In between' },
    earlierLater: { up: 'Later', down: 'Earlier', within: 'In between' },
    lowest: 'From',
    highest: 'To',
    bounds: 'Two whole numbers from 0 to 100, the smaller one first.',
    watched: (measure: string, direction: Direction) =>
      typeof direction === 'string'
        ? measure
        : `${measure}: ${direction.within[0]} to ${direction.within[1]}`,
    reviewEvery: 'Meetings until I look back',
    reviewEveryHint: 'From 2 to 24.',
    reviewEveryWrong: 'A whole number from 2 to 24.',
    note: 'Why I reframe it',
    noteHint: 'For you, when you look back.',
    titleMissing: 'Give it a name first.',
    tooLong: 'Something is too long. It says where.',
    save: 'Keep it',
    saveWhat: 'It is kept as you wrote it. You begin on the next page, when you like.',
    saveReframed: 'Reframe it',
  },

  experiments: {
    title: 'Experiments',
    none: 'Nothing tried yet. One small thing is enough: something you could do in the next meeting.',
    plan: 'Plan an experiment',
    planTitle: 'A small thing to try',
    changeTitle: 'Change what I try',
    text: 'What I will try',
    fromCard: 'From the card',
    setting: 'Where',
    settings: { in_room: 'In the room', outside: 'Outside' },
    inWords: { in_room: 'in the room', outside: 'outside' },
    when: 'When',
    nextMeeting: 'The next meeting',
    aDay: 'A day',
    day: 'Which day',
    likely: 'How likely do I do it?',
    likelyEnds: { low: 'Surely not', high: 'Surely' },
    missing: 'Write what you will try first.',
    dayMissing: 'Choose a day first.',
    who: 'Only you see this. The room’s page reminds you, and nobody else.',
    save: 'Plan it',
    forNext: 'For the next meeting',
    forMeeting: (meeting: number) => `For meeting ${meeting}`,
    forDay: (day: string) => `For ${day}`,
    thought: 'How likely I thought I’d do it:',
    did: 'Did you do it?',
    dones: { no: 'No', a_bit: 'A bit', yes: 'Yes' } satisfies Record<Done, string>,
    happened: 'What happened',
    learned: 'What I learned',
    keep: 'Keep it',
    change: 'Change',
    changeOf: (text: string) => `Change: ${text}`,
    takeBack: 'Take back',
    takeBackOf: (text: string) => `Take back: ${text}`,
    takenBack: 'Taken back.',
    planAgain: 'Back to planned',
    howItWent: 'How it went',
    meeting: (meeting: number) => `meeting ${meeting}`,
  },

  checkOut: {
    title: 'Before you go',
    what: 'Fifteen seconds, for you alone. Leave out what you like.',
    of: (number: number, day: string) => `Meeting ${number}, ${day}`,
    shares: 'I shared',
    sharesOptions: ['Not today', 'Once', 'Twice', 'Three times or more'],
    firstWords: 'My first words came',
    firstWordsOptions: {
      early: 'Early',
      middle: 'In the middle',
      late: 'Late',
      not_today: 'Not today',
    } satisfies Record<FirstWords, string>,
    minute: 'After how many minutes',
    minuteHint: 'If you know it.',
    minuteWrong: 'A whole number from 0 to 360.',
    level: 'Where the evening was',
    leaveOut: 'I leave this out',
    comparedStays: 'It was held against what the others saw, and stays.',
    distance: 'How near am I to the new way, this week?',
    distanceEnds: { low: 'Not at all there', high: 'As near as I’d want' },
    who: 'Only you see this: no leader, nobody else.',
    save: 'Keep it',
    skip: 'Not today',
    takeBack: 'Take it back',
    takenBack: 'It is taken back.',
    empty: 'Nothing is said yet. Say one thing, or leave it for today.',
  },
};
