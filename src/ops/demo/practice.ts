// What the demo's people practise: a year of goals with what was tried, how evenings were rated, and looks back.
import type { FirstWords } from '../../contract/check-outs.ts';
import type {
  Done,
  GoalState,
  GoalVisible,
  GoalWording,
  Level,
  Watched,
} from '../../contract/goals.ts';
import type { WriteReview } from '../../contract/reviews.ts';
import type { Name } from './people.ts';

/** What somebody notes after an evening they were at, by one goal. */
export interface Noted {
  /** Weeks before the last evening, as in `evenings.ts`. */
  week: number;
  level: Level;
  /** How near to the new way, 0 to 10. */
  near: number;
  shares: number;
  first: FirstWords;
  /** Of what was planned before: whether, what happened, what was learned. */
  tried?: readonly [done: Done, happened: string, learned: string | null];
  /** What to try next, and how likely it is done, in per cent; `outside` within the week. */
  plans?: { text: string; likely: number; outside?: true };
}

interface PastReview extends Omit<WriteReview, 'kept'> {
  /** Made in the days after this evening. */
  week: number;
  note: string;
  /** Sentences of the journal that stand in it. */
  kept?: readonly string[];
}

export interface PastGoal {
  by: Name;
  /** Made, and begun unless it is a draft, in the days after this evening. */
  week: number;
  wording: GoalWording;
  visible: GoalVisible;
  watch: Watched[];
  state: Extract<GoalState, 'draft' | 'active'>;
  evenings: readonly Noted[];
  reframed?: { week: number; wording: GoalWording; note: string };
  reviews: readonly PastReview[];
  ends?: { week: number; state: Extract<GoalState, 'done' | 'let_go'> };
}

const JONAS: GoalWording = {
  title: 'One sentence before the joke',
  oldRole: 'jester',
  oldRoleWords: null,
  oldWay: 'When it gets close, I make them laugh.',
  served: 'My father stopped shouting when he had to laugh.',
  newWay: 'I stay with it for one sentence, and then the joke may come.',
  why: 'My boys have started to do it, too.',
  setting: 'both',
  ladder: [
    'The joke comes first, and that was it',
    'The joke comes first, and I notice',
    'I say the thing once, and then the joke',
    'I say the thing, and leave it there',
    'I say the thing, and ask what they heard',
  ],
};

export const PRACTICE: readonly PastGoal[] = [
  {
    by: 'Ana',
    week: 49,
    visible: 'group',
    state: 'active',
    watch: [
      { measure: 'shares', direction: 'up' },
      { measure: 'first_share', direction: 'down' },
    ],
    wording: {
      title: 'A sentence nobody asked me for',
      oldRole: 'wallflower',
      oldRoleWords: null,
      oldWay: 'I wait until I’m asked, and then I say I’m fine.',
      served: 'At home, the quiet child got through dinner.',
      newWay: 'I begin a sentence nobody asked for.',
      why: 'I come off the ward full of things, and carry them home again.',
      setting: 'in_room',
      ladder: [
        'I say nothing unless I’m asked',
        'I answer in one line when I’m asked',
        'I say one thing nobody asked for',
        'I say it in the first half hour',
        'I ask the others for something',
      ],
    },
    evenings: [
      {
        week: 46,
        level: -2,
        near: 1,
        shares: 0,
        first: 'not_today',
        plans: { text: 'Say one sentence before I’m asked', likely: 40 },
      },
      {
        week: 41,
        level: -2,
        near: 1,
        shares: 0,
        first: 'not_today',
        tried: [
          'no',
          'I had the sentence ready. Then Jonas told a story, and it was half past eight.',
          'Ready is too late.',
        ],
        plans: { text: 'Speak before I have it ready', likely: 30 },
      },
      {
        week: 38,
        level: 0,
        near: 3,
        shares: 1,
        first: 'late',
        tried: [
          'a_bit',
          'I said I was tired tonight. Kofi asked of what.',
          'Four words were enough.',
        ],
        plans: { text: 'One sentence in the first half hour', likely: 50 },
      },
      {
        week: 35,
        level: 1,
        near: 4,
        shares: 2,
        first: 'early',
        tried: [
          'yes',
          'I told them about the man in bed nine. Nobody looked at the clock.',
          'It took two minutes.',
        ],
      },
      {
        week: 33,
        level: -1,
        near: 3,
        shares: 1,
        first: 'late',
        plans: { text: 'Ask for ten minutes', likely: 40 },
      },
      {
        week: 27,
        level: -2,
        near: 1,
        shares: 0,
        first: 'not_today',
        tried: [
          'no',
          'After three nights I said nothing at all, and on the bus I was angry.',
          'Quiet is not rest.',
        ],
      },
      { week: 25, level: 0, near: 3, shares: 1, first: 'middle' },
      {
        week: 22,
        level: 0,
        near: 4,
        shares: 1,
        first: 'middle',
        plans: { text: 'Say it badly, and stay with it', likely: 60 },
      },
      {
        week: 16,
        level: 1,
        near: 5,
        shares: 2,
        first: 'early',
        tried: ['yes', 'I got stuck twice. They waited twice.', 'Badly was good enough.'],
      },
      { week: 14, level: 0, near: 5, shares: 1, first: 'middle' },
      { week: 11, level: 0, near: 4, shares: 1, first: 'late' },
      { week: 8, level: 1, near: 6, shares: 2, first: 'early' },
      { week: 5, level: 1, near: 6, shares: 2, first: 'early' },
      {
        week: 2,
        level: 0,
        near: 5,
        shares: 1,
        first: 'middle',
        plans: { text: 'Finish a sentence when somebody starts to help me with it', likely: 50 },
      },
      {
        week: 0,
        level: 2,
        near: 7,
        shares: 3,
        first: 'early',
        tried: [
          'yes',
          'I asked Ines to let me finish. My voice shook.',
          'It was still my sentence.',
        ],
        plans: { text: 'Ask for ten minutes about my sister', likely: 60 },
      },
    ],
    reviews: [
      {
        week: 33,
        choice: 'keep',
        note: 'I thought I’d bore them. Kofi still asks about bed nine.',
        kept: ['ask of what, and so I did. I would have asked more.'],
      },
      {
        week: 16,
        choice: 'keep',
        note: 'After the bad nights I was back at the bottom. This time I knew the stairs.',
      },
      {
        week: 0,
        choice: 'keep',
        note: 'A year ago I’d have given Ines the rest of my sentence. I kept it.',
        kept: ['heard your voice go down at the end instead of up. I could sing you the interval.'],
        shared: { closing: 'group' },
      },
    ],
  },
  {
    by: 'Jonas',
    week: 43,
    visible: 'leaders',
    state: 'active',
    watch: [{ measure: 'channel_mix', direction: 'up' }],
    wording: JONAS,
    evenings: [
      {
        week: 41,
        level: -2,
        near: 2,
        shares: 3,
        first: 'early',
        plans: { text: 'Notice the joke coming, and say what is under it', likely: 70 },
      },
      {
        week: 38,
        level: -1,
        near: 2,
        shares: 3,
        first: 'early',
        tried: [
          'no',
          'I noticed it when it was out. They laughed, and so did I.',
          'It is faster than I am.',
        ],
        plans: { text: 'Leave one silence alone', likely: 50 },
      },
      {
        week: 35,
        level: 0,
        near: 4,
        shares: 2,
        first: 'middle',
        tried: [
          'a_bit',
          'I lasted until Walter coughed.',
          'I counted eleven breaths, and they were mine.',
        ],
      },
      { week: 33, level: -2, near: 2, shares: 3, first: 'early' },
      {
        week: 30,
        level: 0,
        near: 4,
        shares: 3,
        first: 'early',
        plans: { text: 'Tell the boys one thing without a punchline', likely: 50, outside: true },
      },
      {
        week: 27,
        level: 0,
        near: 5,
        shares: 2,
        first: 'middle',
        tried: [
          'yes',
          'I said I was worried about the van. The small one asked whether he could help.',
          'He had been waiting for something he could carry.',
        ],
      },
      { week: 25, level: -1, near: 3, shares: 3, first: 'early' },
      { week: 22, level: 1, near: 6, shares: 2, first: 'middle' },
      { week: 19, level: 0, near: 5, shares: 2, first: 'early' },
      {
        week: 16,
        level: -1,
        near: 4,
        shares: 3,
        first: 'early',
        plans: { text: 'Tell about the stairs without the funny half', likely: 60 },
      },
      {
        week: 11,
        level: -2,
        near: 2,
        shares: 3,
        first: 'early',
        tried: [
          'no',
          'I told the funny half, and kept going after the laugh.',
          'They laughed and got further away.',
        ],
      },
      {
        week: 8,
        level: 0,
        near: 4,
        shares: 2,
        first: 'middle',
      },
      {
        week: 5,
        level: 1,
        near: 5,
        shares: 2,
        first: 'middle',
        plans: { text: 'Read out the letter to my son', likely: 30 },
      },
      {
        week: 2,
        level: 1,
        near: 7,
        shares: 1,
        first: 'late',
        tried: [
          'a_bit',
          'Two lines of it, and then I could not go on. They stayed.',
          'The place where I stopped was the letter.',
        ],
      },
      { week: 0, level: 0, near: 5, shares: 3, first: 'early' },
    ],
    reframed: {
      week: 25,
      note: 'I do not want to be rid of the joke. I want to be in the room with it.',
      wording: {
        ...JONAS,
        title: 'The thing, and then the joke',
        newWay: 'I may be funny. I also say what it is about, and leave it there for a breath.',
        ladder: [
          'They laugh, and it stays hidden what it was about',
          'They laugh, and I say what it was about when asked',
          'I say what it is about, in one sentence',
          'I say it, and leave a breath after it',
          'I say it, and ask what they heard',
        ],
      },
    },
    reviews: [
      {
        week: 25,
        choice: 'change',
        note: 'Half a year of fighting the joke, and it is still here. So am I, a little more.',
        kept: ['left standing in the hall with my question in my hand.'],
      },
      {
        week: 5,
        choice: 'keep',
        note: 'The small one told me at bedtime that he is scared of swimming. No punchline. I did not add one.',
      },
    ],
  },
  {
    by: 'Walter',
    week: 51,
    visible: 'group',
    state: 'active',
    watch: [{ measure: 'answered', direction: 'up' }],
    wording: {
      title: 'The same evening, and not by post',
      oldRole: 'own',
      oldRoleWords: 'the man on time',
      oldWay: 'I find out what I felt on the way home, or the next day.',
      served: 'A driver who starts to feel at the signal goes past it.',
      newWay: 'I say a word for it while I am still in the room.',
      why: 'My wife would have liked to hear it the same day.',
      setting: 'in_room',
      ladder: [
        'I find out the next day, and leave it there',
        'I find out the next day, and tell it next time',
        'I find one word for it before I leave',
        'I say the word out loud while we sit there',
        'I say it to the person it is about',
      ],
    },
    evenings: [
      { week: 49, level: -2, near: 1, shares: 1, first: 'late' },
      {
        week: 46,
        level: -1,
        near: 2,
        shares: 2,
        first: 'middle',
        plans: { text: 'Write one word on my hand before I put my coat on', likely: 80 },
      },
      {
        week: 43,
        level: 0,
        near: 3,
        shares: 1,
        first: 'late',
        tried: [
          'yes',
          'I wrote “envious”. It was still there at breakfast.',
          'It was about Jonas and his boys.',
        ],
      },
      { week: 41, level: -1, near: 2, shares: 1, first: 'late' },
      {
        week: 38,
        level: 0,
        near: 4,
        shares: 1,
        first: 'middle',
        plans: { text: 'Read the word from my hand out loud', likely: 30 },
      },
      {
        week: 35,
        level: 0,
        near: 4,
        shares: 1,
        first: 'late',
        tried: [
          'no',
          'I read it under the table, and then it was time.',
          'Time is my oldest excuse.',
        ],
      },
      { week: 33, level: 1, near: 5, shares: 2, first: 'middle' },
      { week: 30, level: 0, near: 4, shares: 1, first: 'middle' },
      { week: 27, level: 1, near: 6, shares: 2, first: 'middle' },
      { week: 25, level: -1, near: 4, shares: 0, first: 'not_today' },
      {
        week: 19,
        level: 1,
        near: 6,
        shares: 2,
        first: 'early',
        plans: { text: 'Say it to Kofi, and look at him', likely: 40 },
      },
      {
        week: 16,
        level: 2,
        near: 8,
        shares: 2,
        first: 'middle',
        tried: [
          'yes',
          'I said “glad”. He looked up from his shoes.',
          'It arrived the same evening.',
        ],
      },
      { week: 14, level: 1, near: 8, shares: 2, first: 'early' },
    ],
    reviews: [
      {
        week: 35,
        choice: 'keep',
        note: 'The word comes with the last train now, no longer with the post.',
      },
      {
        week: 14,
        choice: 'keep',
        ownWord: 'achieved',
        note: 'I told my wife about it at her grave, on the day itself. I think she knew the timetable.',
        kept: ['met. I had been looking at my shoes, and then I was not.'],
      },
    ],
    ends: { week: 14, state: 'done' },
  },
  {
    by: 'Mira',
    week: 33,
    visible: 'only_me',
    state: 'active',
    watch: [{ measure: 'feeling_range', direction: 'up' }],
    wording: {
      title: 'Tired, out loud',
      oldRole: 'hero',
      oldRoleWords: null,
      oldWay: 'When I am tired I carry more, and then I get loud.',
      served: 'Somebody had to carry the bags, and my mother could not.',
      newWay: 'I say that I am tired while I still am.',
      why: 'The loud one gets answers. The tired one goes home alone.',
      setting: 'both',
      ladder: [
        'I carry on, and somebody gets the noise',
        'I notice it at home',
        'I say it once before we end',
        'I say it when I come in',
        'I say it, and let somebody take a bag',
      ],
    },
    evenings: [
      {
        week: 30,
        level: -2,
        near: 1,
        shares: 3,
        first: 'early',
        plans: { text: 'Ask my neighbour to carry the crate of water', likely: 20, outside: true },
      },
      {
        week: 27,
        level: -1,
        near: 2,
        shares: 2,
        first: 'early',
        tried: [
          'no',
          'I carried both crates. He held the door for me.',
          'He would have done more than the door.',
        ],
      },
      { week: 25, level: -1, near: 3, shares: 2, first: 'middle' },
      {
        week: 22,
        level: 0,
        near: 4,
        shares: 2,
        first: 'middle',
        plans: { text: 'Ask him again, for one crate', likely: 50, outside: true },
      },
      {
        week: 19,
        level: 0,
        near: 5,
        shares: 2,
        first: 'middle',
        tried: ['yes', 'He took both. We sat on them and drank one.', 'His name is Yusuf.'],
      },
      { week: 16, level: -1, near: 3, shares: 3, first: 'early' },
      { week: 14, level: 0, near: 4, shares: 2, first: 'late' },
      { week: 11, level: 0, near: 5, shares: 2, first: 'middle' },
      {
        week: 8,
        level: -1,
        near: 4,
        shares: 2,
        first: 'early',
        plans: { text: 'Say it here, with the word “tired” in it', likely: 60 },
      },
      {
        week: 5,
        level: 1,
        near: 7,
        shares: 2,
        first: 'middle',
        tried: [
          'yes',
          'I said I am tired of being the strong one. Nobody got up to fix it.',
          'They can hear it sitting down.',
        ],
      },
      { week: 2, level: -2, near: 2, shares: 3, first: 'early' },
      { week: 0, level: 0, near: 5, shares: 1, first: 'late' },
    ],
    reviews: [
      {
        week: 16,
        choice: 'keep',
        note: 'I have translated “tired” for other people for twenty years. For me it comes out as volume.',
      },
      {
        week: 0,
        choice: 'keep',
        note: 'Ten minutes late, and I was loud again. Yusuf says loud is what I am when the crate is too heavy.',
      },
    ],
  },
  {
    by: 'Kofi',
    week: 43,
    visible: 'group',
    state: 'active',
    watch: [{ measure: 'attended', direction: 'up' }],
    wording: {
      title: 'Let a difference stand',
      oldRole: 'peacekeeper',
      oldRoleWords: null,
      oldWay: 'I find the chord in which both of them are right.',
      served: 'Two floors, two uncles, one kitchen. Somebody had to sing.',
      newWay: 'I say “I see it differently”, and let it sound.',
      why: 'In the choir they have begun to ask me what I think, and I hum.',
      setting: 'in_room',
      ladder: [
        'I smooth it before it is out',
        'I keep still, and smooth it afterwards',
        'I say once that I see it differently',
        'I say it, and leave it unresolved for a minute',
        'I say it to the person I like most',
      ],
    },
    evenings: [
      { week: 41, level: -1, near: 3, shares: 1, first: 'middle' },
      {
        week: 38,
        level: -1,
        near: 3,
        shares: 2,
        first: 'middle',
        plans: { text: 'Say “I see it differently” to Jonas', likely: 50 },
      },
      {
        week: 35,
        level: 0,
        near: 5,
        shares: 2,
        first: 'early',
        tried: ['a_bit', 'I said it, and then I hummed.', 'The hum takes it back.'],
      },
      { week: 33, level: -1, near: 3, shares: 1, first: 'late' },
      { week: 30, level: -2, near: 2, shares: 2, first: 'middle' },
      { week: 25, level: -1, near: 2, shares: 1, first: 'late' },
    ],
    reviews: [
      {
        week: 25,
        choice: 'let_go',
        note: 'It had become a rehearsal I was late for. The choir asks me better than this list does. I put it down.',
      },
    ],
    ends: { week: 25, state: 'let_go' },
  },
  {
    by: 'Ines',
    week: 5,
    visible: 'only_me',
    state: 'draft',
    watch: [],
    wording: {
      title: 'One feeling before the argument',
      oldRole: 'golden_child',
      oldRoleWords: null,
      oldWay: 'I make the better case.',
      served: 'A good mark kept the evening quiet.',
      newWay: null,
      why: null,
      setting: 'in_room',
      ladder: null,
    },
    evenings: [],
    reviews: [],
  },
];
