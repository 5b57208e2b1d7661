// The first nine months of the demo's past: fewer asks and shorter answers than what `evenings.ts` goes on with.
import type { Evening } from './evenings.ts';

const NO_FEAR = {
  fear: null,
  fearWords: null,
  fearLikely: null,
  fearBad: null,
  discount: null,
  discountWords: null,
};
const NONE = [null, null, null] as const;

export const EARLIER: readonly Evening[] = [
  { weeksBefore: 51, away: [], asks: [] },
  { weeksBefore: 49, away: ['Kofi'], asks: [] },
  {
    weeksBefore: 46,
    away: [],
    asks: [
      {
        by: 'Walter',
        minute: 52,
        asks: {
          moment: 'When I described the signal box instead of how I was',
          guess: { ...NO_FEAR, understood: 3, closeness: 0, warmth: 2 },
        },
        answers: [
          {
            by: 'Kofi',
            feelings: ['curious'],
            words: [['reaction', 'listened to how softly you said the name of the station.']],
            taps: [2, 1, 3],
          },
          {
            by: 'Ines',
            feelings: ['interested', 'distant'],
            words: [['thought', 'that I know the levers by now, and not yet the man beside them.']],
            taps: [2, -1, 2],
          },
          {
            by: 'Mira',
            feelings: ['tender'],
            words: [['fantasy', 'a lamp in a window, and somebody who stays up for it.']],
            taps: [3, 1, 3],
          },
        ],
        afterwards: {
          reflection: { happened: null, likelyNext: null, line: 'They heard a man in it.' },
          kept: [['Ines', 0]],
          reactions: [['Ines', ['thank']]],
        },
      },
    ],
  },
  { weeksBefore: 43, away: ['Ana'], asks: [] },
  {
    weeksBefore: 41,
    away: [],
    asks: [
      {
        by: 'Jonas',
        minute: 40,
        asks: {
          moment: 'When I answered Mira’s question with the one about the plumber',
          guess: {
            ...NO_FEAR,
            understood: 3,
            closeness: 1,
            warmth: 3,
            fear: 'too_much',
            fearLikely: 20,
            fearBad: 3,
          },
        },
        answers: [
          {
            by: 'Mira',
            feelings: ['lonely', 'amused'],
            words: [['feeling', 'left standing in the hall with my question in my hand.']],
            taps: [1, -2, 1],
          },
          {
            by: 'Ana',
            feelings: ['amused', 'sad'],
            words: [['reaction', 'laughed late, half a beat after the others.']],
            taps: [2, 0, 2],
          },
          {
            by: 'Walter',
            feelings: ['confused'],
            words: [['thought', 'that the plumber came up rather suddenly.']],
            taps: [2, -1, 3],
          },
          {
            by: 'Samir',
            feelings: ['curious'],
            words: [['fantasy', 'a door with a very funny sign on it, closed.']],
            taps: NONE,
          },
        ],
        afterwards: {
          reflection: {
            happened: 'partly',
            likelyNext: 40,
            line: 'She asked me something. I sent a plumber.',
          },
          kept: [['Mira', 0]],
          reactions: [['Mira', ['hard', 'thank']]],
        },
      },
    ],
  },
  {
    weeksBefore: 38,
    away: [],
    asks: [
      {
        by: 'Ana',
        minute: 66,
        asks: {
          moment: 'When I said that I was tired tonight',
          dose: 'gentle',
          guess: {
            ...NO_FEAR,
            understood: 1,
            closeness: 0,
            warmth: 1,
            fear: 'not_got',
            fearLikely: 80,
            fearBad: 5,
          },
        },
        practised: true,
        answers: [
          {
            by: 'Kofi',
            feelings: ['tender', 'curious'],
            words: [['impulse', 'ask of what, and so I did. I would have asked more.']],
            taps: [3, 1, 3],
            goalLevel: 0,
          },
          {
            by: 'Jonas',
            feelings: ['calm'],
            words: [['reaction', 'put my shoulders down. I had not known that they were up.']],
            taps: [3, 1, 3],
            goalLevel: 1,
          },
          {
            by: 'Mira',
            feelings: ['touched'],
            words: [['thought', 'of my own four words for it, which I keep to myself.']],
            taps: [4, 2, 3],
            goalLevel: 0,
          },
        ],
        afterwards: {
          reflection: {
            happened: 'no',
            likelyNext: 60,
            line: 'Four words were enough for a question.',
          },
          kept: [['Kofi', 0]],
          reactions: [['Kofi', ['thank']]],
        },
      },
    ],
  },
  { weeksBefore: 35, away: ['Mira'], asks: [] },
  {
    weeksBefore: 33,
    away: [],
    asks: [
      {
        by: 'Mira',
        minute: 30,
        asks: {
          moment: 'When I rearranged the chairs before anybody had sat down',
          dose: 'straight',
          guess: { ...NO_FEAR, understood: 2, closeness: 0, warmth: 2 },
        },
        answers: [
          {
            by: 'Walter',
            feelings: ['restless'],
            words: [['impulse', 'take the other end of the row and help carry.']],
            taps: [2, 0, 3],
          },
          {
            by: 'Ines',
            feelings: ['relieved', 'guilty'],
            words: [['feeling', 'relieved that it was done, and late with my own two hands.']],
            taps: [3, 0, 2],
          },
          {
            by: 'Kofi',
            feelings: ['worried'],
            words: [['reaction', 'heard how short your breath was.']],
            taps: [2, 1, 3],
          },
        ],
        afterwards: {
          reflection: { happened: null, likelyNext: null, line: 'Nobody had asked me for chairs.' },
          kept: [['Kofi', 0]],
          reactions: [['Walter', ['thank']]],
        },
      },
    ],
  },
  {
    weeksBefore: 30,
    away: ['Ana'],
    asks: [
      {
        by: 'Kofi',
        minute: 61,
        asks: {
          moment: 'When I said that Ines and Jonas both had a point',
          guess: { ...NO_FEAR, understood: 3, closeness: 1, warmth: 3 },
        },
        answers: [
          {
            by: 'Ines',
            feelings: ['irritated', 'fond'],
            words: [['feeling', 'wrapped in a blanket while I was still talking.']],
            taps: [2, -1, 2],
          },
          {
            by: 'Jonas',
            feelings: ['relieved'],
            words: [['impulse', 'shake your hand and change the subject.']],
            taps: [3, 1, 3],
          },
          {
            by: 'Mira',
            feelings: ['curious'],
            words: [['thought', 'that I still do not know which of the two you hold with.']],
            taps: [1, -1, 2],
          },
        ],
        afterwards: {
          reflection: { happened: null, likelyNext: null, line: 'I had a side. I sang over it.' },
          kept: [['Mira', 0]],
          reactions: [['Mira', ['thank', 'hard']]],
        },
      },
    ],
  },
  { weeksBefore: 27, away: [], asks: [] },
  { weeksBefore: 25, away: [], asks: [] },
  {
    weeksBefore: 22,
    away: ['Walter'],
    asks: [
      {
        by: 'Ines',
        minute: 45,
        asks: {
          moment: 'When I said “I don’t know”, and did not explain why',
          guess: { ...NO_FEAR, understood: 2, closeness: -1, warmth: 1 },
        },
        answers: [
          {
            by: 'Jonas',
            feelings: ['surprised', 'at_ease'],
            words: [['reaction', 'leaned back, for the first time this evening.']],
            taps: [3, 2, 3],
          },
          {
            by: 'Ana',
            feelings: ['connected'],
            words: [['thought', 'that there were two of us now.']],
            taps: [4, 2, 3],
          },
          {
            by: 'Kofi',
            feelings: ['affectionate'],
            words: [['association', 'the rest in a bar where the whole choir breathes.']],
            taps: [3, 1, 4],
          },
        ],
        afterwards: {
          reflection: {
            happened: null,
            likelyNext: null,
            line: 'Three words, and nobody marked them.',
          },
          kept: [['Ana', 0]],
          reactions: [['Ana', ['thank']]],
        },
      },
    ],
  },
  { weeksBefore: 19, away: ['Ana'], asks: [] },
  {
    weeksBefore: 16,
    away: [],
    asks: [
      {
        by: 'Walter',
        minute: 70,
        asks: {
          moment: 'When I said “glad”, and looked at Kofi while I said it',
          seenBy: 'group',
          guess: {
            ...NO_FEAR,
            understood: 2,
            closeness: 0,
            warmth: 2,
            fear: 'too_much',
            fearLikely: 50,
            fearBad: 4,
          },
        },
        answers: [
          {
            by: 'Kofi',
            feelings: ['moved', 'delighted'],
            words: [['feeling', 'met. I had been looking at my shoes, and then I was not.']],
            taps: [4, 3, 4],
          },
          {
            by: 'Ana',
            feelings: ['touched'],
            words: [['reaction', 'stopped counting who had spoken and who had not.']],
            taps: [3, 1, 3],
          },
          {
            by: 'Mira',
            feelings: ['fond'],
            words: [['thought', 'that one word can be a whole letter.']],
            taps: [4, 1, 4],
          },
        ],
        afterwards: {
          reflection: {
            happened: 'no',
            likelyNext: 30,
            line: 'It arrived while I was still there.',
          },
          kept: [['Kofi', 0]],
          reactions: [['Kofi', ['thank']]],
        },
      },
    ],
  },
  { weeksBefore: 14, away: ['Jonas'], asks: [] },
];
