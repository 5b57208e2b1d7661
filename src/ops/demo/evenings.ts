// The demo's last three months: five evenings and what was asked about them, what came back and what became of it. Written
// by hand, in eight voices; `earlier.ts` has what came before. A sentence goes on from the stem of its channel ("I felt…", "I noticed that I…").
import type { Channel, Reaction, putAnswer, sayLate } from '../../contract/answers.ts';
import type { openAsk } from '../../contract/asks.ts';
import type { InputOf } from '../../contract/operation.ts';
import type { Reflection, shareResults } from '../../contract/results.ts';
import type { Name } from './people.ts';

type Body = InputOf<typeof putAnswer>['body'];

/** One answer as somebody would give it: feelings, words, the three taps, and where there is a ladder the fourth. */
export type Said = Pick<Body, 'feelings'> &
  Partial<
    Pick<Body, 'body' | 'pad' | 'cameAcross' | 'moreOf' | 'moreOfText' | 'inRoom' | 'goalLevel'>
  > & {
    words: readonly (readonly [Channel, string])[];
    /** How well they get it, nearer or further, warmth. Leaders give none. */
    taps: readonly [number | null, number | null, number | null];
  };

interface PastAnswer extends Said {
  by: Name;
}

export interface PastAsk {
  by: Name;
  /** Minutes after the meeting was opened; the meetings last ninety. */
  minute: number;
  asks: Omit<InputOf<typeof openAsk>['body'], 'meetingId'>;
  /** It belongs to what they practise, and the others say what the evening looked like on the ladder. */
  practised?: true;
  answers: readonly PastAnswer[];
  /** What was handed in without a name, and what the asker did with its sentences. Nobody but this file knows by whom. */
  unsigned?: readonly (PastAnswer & { kept?: true; reactions?: readonly Reaction[] })[];
  passes?: readonly Name[];
  /** What the asker did with it a day after it had closed; null has not opened it. */
  afterwards: {
    reflection: Reflection;
    /** Sentences they put in their journal: whose, and which of theirs. */
    kept: readonly (readonly [Name, number])[];
    reactions: readonly (readonly [Name, readonly Reaction[]])[];
    shared?: InputOf<typeof shareResults>['body'];
  } | null;
  late?: { by: Name } & InputOf<typeof sayLate>['body'];
}

export interface Evening {
  /** Weeks before the last one. */
  weeksBefore: number;
  /** Who was not there. */
  away: readonly Name[];
  asks: readonly PastAsk[];
}

const NONE = [null, null, null] as const;
const NO_FEAR = {
  fear: null,
  fearWords: null,
  fearLikely: null,
  fearBad: null,
  discount: null,
  discountWords: null,
};

export const EVENINGS: readonly Evening[] = [
  {
    weeksBefore: 11,
    away: [],
    asks: [
      {
        by: 'Jonas',
        minute: 34,
        asks: {
          moment: 'When I told how I fell down my own stairs, and kept going after the laugh',
          guess: {
            ...NO_FEAR,
            understood: 3,
            closeness: 2,
            warmth: 4,
            fear: 'too_much',
            fearLikely: 20,
            fearBad: 3,
          },
        },
        answers: [
          {
            by: 'Ana',
            feelings: ['amused', 'confused'],
            words: [
              [
                'reaction',
                'laughed, and then put my hand over my mouth, because your eyes were not laughing.',
              ],
            ],
            taps: [2, 0, 2],
            cameAcross: ['mixed'],
            moreOf: ['what_you_feel'],
          },
          {
            by: 'Ines',
            feelings: ['impatient'],
            words: [
              ['thought', 'that I had lost count of the punchlines and was watching the clock.'],
            ],
            taps: [1, -1, 1],
            cameAcross: ['NO'],
            moreOf: ['taking_your_time'],
          },
          {
            by: 'Kofi',
            feelings: ['curious', 'heavy'],
            words: [
              [
                'association',
                'my uncle at funerals, telling jokes in the kitchen so that nobody would come in.',
              ],
            ],
            taps: [2, 0, 2],
            cameAcross: ['NO', 'FG'],
            moreOfText: 'The bottom of the stairs, if that is somewhere you want to go back to.',
          },
          {
            by: 'Mira',
            feelings: ['irritated', 'fond'],
            words: [
              [
                'feeling',
                'irritated. There was a man at the bottom of those stairs, and I got a comedy about him.',
              ],
            ],
            taps: [1, -1, 2],
            cameAcross: ['FG'],
            moreOf: ['story_behind'],
            inRoom: true,
          },
          {
            by: 'Ruth',
            feelings: ['sad'],
            words: [
              ['reaction', 'stopped smiling at “alone in the house”. It went by very quickly.'],
            ],
            taps: NONE,
            inRoom: true,
          },
        ],
        passes: ['Walter'],
        afterwards: {
          reflection: {
            happened: 'partly',
            likelyNext: 40,
            line: 'They laughed, and they got further away. Both at once.',
          },
          kept: [
            ['Mira', 0],
            ['Ruth', 0],
          ],
          reactions: [
            ['Mira', ['hard', 'say_more']],
            ['Ruth', ['thank']],
          ],
        },
      },
      {
        by: 'Ana',
        minute: 71,
        asks: {
          moment: 'When I said my name and then nothing came for a while',
          dose: 'gentle',
          guess: {
            ...NO_FEAR,
            understood: 1,
            closeness: -1,
            warmth: 1,
            fear: 'not_got',
            fearLikely: 80,
            fearBad: 6,
            discount: 'nice',
          },
        },
        practised: true,
        answers: [
          {
            by: 'Ines',
            feelings: ['restless', 'tender'],
            words: [['impulse', 'finish the sentence for you. I held my pen instead.']],
            taps: [2, 1, 2],
            goalLevel: 0,
          },
          {
            by: 'Jonas',
            feelings: ['tense', 'fond'],
            words: [['reaction', 'counted ceiling tiles so that no joke would get out. Fourteen.']],
            taps: [3, 1, 3],
            goalLevel: 0,
            moreOf: ['quiet_moments'],
          },
          {
            by: 'Kofi',
            feelings: ['calm', 'touched'],
            words: [
              [
                'association',
                'the second before a choir comes in, when I can hear people breathe.',
              ],
              ['impulse', 'let it go on. I did not want to be the one who broke it.'],
            ],
            taps: [4, 2, 3],
            goalLevel: 1,
            cameAcross: ['JK'],
            moreOf: ['quiet_moments'],
          },
          {
            by: 'Mira',
            feelings: ['in_my_body'],
            body: ['lump_in_throat'],
            words: [['feeling', 'a lump in my throat, and no idea whose it was.']],
            taps: [2, 1, 3],
            goalLevel: 0,
          },
          {
            by: 'Walter',
            feelings: ['not_sure_yet'],
            pad: { pleasantness: 0, energy: -1 },
            words: [],
            taps: [3, 0, 2],
          },
          {
            by: 'Ruth',
            feelings: ['patient', 'fond'],
            words: [
              [
                'reaction',
                'breathed out when you looked up, and only then found that I was holding on to the chair.',
              ],
            ],
            taps: NONE,
          },
        ],
        afterwards: {
          reflection: {
            happened: 'no',
            likelyNext: 60,
            line: 'Nobody filled it for me. That was the good part.',
          },
          kept: [
            ['Kofi', 0],
            ['Jonas', 0],
          ],
          reactions: [
            ['Kofi', ['thank']],
            ['Mira', ['say_more']],
            ['Walter', ['thank']],
          ],
        },
      },
    ],
  },
  {
    weeksBefore: 8,
    away: ['Ines'],
    asks: [
      {
        by: 'Kofi',
        minute: 52,
        asks: {
          moment: 'When I hummed the line instead of saying what it was about',
          question: 'stirred',
          guess: { ...NO_FEAR, understood: 2, closeness: 1, warmth: 2 },
        },
        answers: [
          {
            by: 'Ana',
            feelings: ['nostalgic', 'touched'],
            words: [
              [
                'association',
                'my mother ironing on Sundays, with the radio too low to make out the words.',
              ],
            ],
            taps: [2, 1, 3],
          },
          {
            by: 'Jonas',
            feelings: ['awkward', 'amused'],
            words: [['reaction', 'looked at my boots. I did not know where to put a song.']],
            taps: [2, 0, 2],
            cameAcross: ['cant_say'],
          },
          {
            by: 'Mira',
            feelings: ['longing', 'irritated'],
            words: [
              ['feeling', 'two things. I wanted the words, and I wanted it to go on without them.'],
            ],
            taps: [1, 1, 2],
            moreOf: ['story_behind'],
          },
          {
            by: 'Walter',
            feelings: ['surprised', 'at_ease'],
            words: [
              ['fantasy', 'a night train held at a signal, and in one carriage somebody singing.'],
            ],
            taps: [3, 1, 2],
            cameAcross: ['NO'],
          },
          {
            by: 'Samir',
            feelings: ['moved', 'hesitant'],
            words: [
              [
                'fantasy',
                'a door left open in the next room. I wasn’t sure whether I was meant to hear.',
              ],
            ],
            taps: NONE,
          },
        ],
        afterwards: {
          reflection: {
            happened: null,
            likelyNext: null,
            line: 'It carried without the words. I could try the words, too.',
          },
          kept: [['Walter', 0]],
          reactions: [
            ['Walter', ['thank']],
            ['Mira', ['say_more']],
          ],
        },
      },
    ],
  },
  {
    weeksBefore: 5,
    away: [],
    asks: [
      {
        by: 'Ines',
        minute: 47,
        asks: {
          moment: 'When I told Walter that I had stopped listening ten minutes ago',
          dose: 'straight',
          guess: {
            ...NO_FEAR,
            understood: 4,
            closeness: 0,
            warmth: 2,
            fear: 'someone_far',
            fearLikely: 50,
            fearBad: 4,
          },
        },
        answers: [
          {
            by: 'Ana',
            feelings: ['on_edge', 'self_conscious'],
            words: [
              ['reaction', 'pulled my sleeves over my hands, although it was not said to me.'],
            ],
            taps: [2, -1, 1],
            cameAcross: ['DE'],
          },
          {
            by: 'Jonas',
            feelings: ['embarrassed', 'relieved'],
            words: [
              [
                'thought',
                'that I had stopped listening too, and was glad that somebody else said it.',
              ],
            ],
            taps: [3, 0, 1],
            cameAcross: ['BC'],
          },
          {
            by: 'Kofi',
            feelings: ['startled', 'sad'],
            words: [['reaction', 'heard my own breath afterwards. The room had gone that quiet.']],
            taps: [3, -1, 1],
            moreOf: ['what_you_feel'],
          },
          {
            by: 'Walter',
            feelings: ['hurt', 'confused'],
            words: [
              [
                'feeling',
                'caught out, as if an inspector had found me with the right ticket for the wrong day.',
              ],
            ],
            taps: [1, -2, 1],
            cameAcross: ['DE', 'PA'],
            moreOf: ['staying'],
            inRoom: true,
          },
          {
            by: 'Mira',
            feelings: ['alive', 'conflicted'],
            words: [
              [
                'thought',
                'at last somebody says it. Then I saw his hands, and stopped enjoying it.',
              ],
            ],
            taps: [3, 1, 3],
            cameAcross: ['BC'],
            moreOf: ['disagreeing'],
          },
          {
            by: 'Ruth',
            feelings: ['wary'],
            words: [
              [
                'impulse',
                'step in between you two. I stayed where I was, and I am not certain that was right.',
              ],
            ],
            taps: NONE,
            inRoom: true,
          },
        ],
        afterwards: {
          reflection: {
            happened: 'yes',
            likelyNext: 60,
            line: 'It was exact, and I was alone with it.',
          },
          kept: [
            ['Walter', 0],
            ['Kofi', 0],
          ],
          reactions: [
            ['Walter', ['hard', 'say_more']],
            ['Jonas', ['thank']],
            ['Ruth', ['thank']],
          ],
        },
      },
      {
        by: 'Mira',
        minute: 80,
        asks: {
          moment: 'When I said that I am tired of being the strong one',
          closes: 'in_15_minutes',
          guess: { ...NO_FEAR, understood: 2, closeness: 0, warmth: 1 },
        },
        answers: [
          {
            by: 'Kofi',
            feelings: ['tender'],
            words: [['reaction', 'leaned forward before I had understood the words.']],
            taps: [3, 1, 3],
          },
          {
            by: 'Jonas',
            feelings: ['several_at_once'],
            words: [['impulse', 'offer you my chair, which makes no sense. You were on one.']],
            taps: [2, 1, 3],
          },
        ],
        passes: ['Ines'],
        afterwards: {
          reflection: { happened: null, likelyNext: null, line: 'I said it at the door again.' },
          kept: [['Jonas', 0]],
          reactions: [['Jonas', ['thank']]],
        },
        late: {
          by: 'Walter',
          channel: 'thought',
          text: 'that I was still looking for my glasses when this closed. What I had begun to write was: I did not know, and I am glad to be told.',
        },
      },
      {
        by: 'Samir',
        minute: 86,
        asks: {
          moment: 'When I looked at the clock before I said goodbye to each of you',
          question: 'stirred',
          mode: 'choice',
          guess: { ...NO_FEAR, understood: 2, closeness: -1, warmth: 2, discount: 'nice' },
        },
        answers: [
          {
            by: 'Jonas',
            feelings: ['amused'],
            words: [['reaction', 'checked my own watch, as if you had yawned.']],
            taps: [3, 0, 2],
          },
          {
            by: 'Ruth',
            feelings: ['tender'],
            words: [['thought', 'that you wanted to be fair, and that it looked like hurry.']],
            taps: NONE,
          },
        ],
        unsigned: [
          {
            by: 'Ana',
            feelings: ['lonely'],
            words: [['feeling', 'small for a moment, like the last patient on a list.']],
            taps: [2, -1, 1],
            kept: true,
            reactions: ['thank', 'say_more'],
          },
          {
            by: 'Ines',
            feelings: ['at_ease'],
            words: [['thought', 'that it would end on time, and I was glad of it.']],
            taps: [3, 0, 2],
            reactions: ['thank'],
          },
          {
            by: 'Walter',
            feelings: ['nostalgic'],
            words: [['association', 'the guard with his whistle, when nobody had boarded yet.']],
            taps: [2, 0, 3],
            moreOfText: 'A goodbye without a timetable.',
          },
        ],
        passes: ['Kofi'],
        afterwards: {
          reflection: { happened: null, likelyNext: null, line: 'The clock can wait outside.' },
          kept: [],
          reactions: [],
        },
      },
    ],
  },
  {
    weeksBefore: 2,
    away: [],
    asks: [
      {
        by: 'Walter',
        minute: 25,
        asks: {
          moment: 'When I read two lines of the letter to my son, and then could not go on',
          dose: 'gentle',
          guess: {
            ...NO_FEAR,
            understood: 2,
            closeness: 0,
            warmth: 1,
            fear: 'too_much',
            fearLikely: 70,
            fearBad: 7,
            discount: 'sorry_for_me',
          },
        },
        answers: [
          {
            by: 'Ana',
            feelings: ['touched', 'sad'],
            words: [
              [
                'reaction',
                'held my hands as though the paper were in them, until you put it down.',
              ],
            ],
            taps: [4, 2, 4],
            cameAcross: ['JK'],
          },
          {
            by: 'Ines',
            feelings: ['moved', 'regretful'],
            words: [
              [
                'thought',
                'that last time I had complained of length, and now two lines were as much as I could hold.',
              ],
            ],
            taps: [3, 1, 3],
            inRoom: true,
          },
          {
            by: 'Jonas',
            feelings: ['heavy', 'close'],
            words: [
              [
                'association',
                'a letter of my father’s that lies in my toolbox, under the chisels. I have never read it by daylight.',
              ],
              ['impulse', 'wake my boys when I got home, only to look at them.'],
            ],
            taps: [4, 2, 3],
            cameAcross: ['LM', 'JK'],
          },
          {
            by: 'Kofi',
            feelings: ['moved', 'calm'],
            words: [
              [
                'reaction',
                'stopped hearing the heating. There was your voice, and then the place where it went out, and I stayed in that.',
              ],
            ],
            taps: [4, 2, 4],
            cameAcross: ['LM'],
            moreOf: ['quiet_moments'],
          },
          {
            by: 'Mira',
            feelings: ['protective', 'envious'],
            words: [['feeling', 'protective, and next to it envious of a son who is written to.']],
            taps: [3, 1, 3],
            cameAcross: ['JK'],
          },
          {
            by: 'Samir',
            feelings: ['not_sure_yet'],
            pad: { pleasantness: 0, energy: 1 },
            words: [
              [
                'impulse',
                'go over to you, and one just as strong to leave the room. I am still sorting them.',
              ],
            ],
            taps: NONE,
          },
        ],
        afterwards: {
          reflection: {
            happened: 'no',
            likelyNext: 40,
            line: 'I stopped in the middle, and they stayed.',
          },
          kept: [
            ['Kofi', 0],
            ['Jonas', 0],
            ['Ines', 0],
          ],
          reactions: [
            ['Ana', ['thank']],
            ['Jonas', ['thank', 'say_more']],
            ['Kofi', ['thank']],
            ['Ines', ['thank']],
          ],
        },
      },
      {
        by: 'Mira',
        minute: 63,
        asks: {
          moment: 'When I got loud at Samir about starting ten minutes late',
          dose: 'straight',
          meant: 'That I had been looking forward to this all day.',
          guess: {
            ...NO_FEAR,
            understood: 2,
            closeness: 1,
            warmth: 2,
            fear: 'someone_far',
            fearLikely: 60,
            fearBad: 5,
            discount: 'own',
            discountWords: 'they’d rather have me quiet',
          },
        },
        answers: [
          {
            by: 'Ana',
            feelings: ['scared', 'admiring'],
            words: [
              ['reaction', 'went small in the chair, shoulders first, and agreed with every word.'],
              ['thought', 'that I would like to do that once, at half the volume.'],
            ],
            taps: [4, -2, 2],
            cameAcross: ['PA', 'BC'],
          },
          {
            by: 'Ines',
            feelings: ['alive', 'wary'],
            words: [
              [
                'thought',
                'that the ten minutes were a fact and the volume was something else. I wanted to talk about the fact.',
              ],
            ],
            taps: [4, -1, 2],
            cameAcross: ['PA'],
          },
          {
            by: 'Jonas',
            feelings: ['tense', 'impatient'],
            words: [
              ['impulse', 'ask who wants coffee. I studied the floor instead. Oak, badly laid.'],
            ],
            taps: [3, 0, 1],
            cameAcross: ['BC'],
          },
          {
            by: 'Kofi',
            feelings: ['startled', 'distant'],
            words: [
              ['reaction', 'lost the words after the first three. How high the voice went stayed.'],
            ],
            taps: [3, -2, 2],
            moreOf: ['what_you_need'],
          },
          {
            by: 'Walter',
            feelings: ['tense', 'relieved'],
            words: [
              [
                'feeling',
                'relieved, to my own surprise. In forty years of late trains I was shouted at often, and then they walked off. You stayed in the room.',
              ],
            ],
            taps: [4, -1, 2],
            cameAcross: ['PA'],
            moreOf: ['disagreeing'],
          },
          {
            by: 'Ruth',
            feelings: ['interested'],
            words: [['fantasy', 'a smaller sentence under the loud one, about waiting.']],
            taps: NONE,
            inRoom: true,
          },
        ],
        afterwards: {
          reflection: {
            happened: 'partly',
            likelyNext: 50,
            line: 'The louder I got the better they got it, and the further back they sat.',
          },
          kept: [
            ['Ruth', 0],
            ['Walter', 0],
          ],
          reactions: [
            ['Ana', ['hard']],
            ['Ruth', ['say_more']],
            ['Walter', ['thank']],
          ],
        },
      },
      {
        by: 'Kofi',
        minute: 84,
        asks: {
          moment: 'When I led us out of the pause with my hands, as if we were my choir',
          mode: 'anonymous',
          guess: {
            ...NO_FEAR,
            understood: 2,
            closeness: 0,
            warmth: 2,
            fear: 'someone_far',
            fearLikely: 50,
            fearBad: 4,
          },
        },
        answers: [
          {
            by: 'Samir',
            feelings: ['surprised'],
            words: [['fantasy', 'a room that breathes in and never gets to the song.']],
            taps: NONE,
          },
        ],
        unsigned: [
          {
            by: 'Ana',
            feelings: ['calm'],
            words: [['reaction', 'followed your hand, and noticed only later that I had.']],
            taps: [2, 0, 2],
            kept: true,
            reactions: ['thank'],
          },
          {
            by: 'Ines',
            feelings: ['irritated'],
            words: [['impulse', 'cross my arms. Nobody had asked for a conductor.']],
            taps: [1, -1, 2],
            moreOf: ['letting_us_answer'],
            reactions: ['hard', 'say_more'],
          },
          {
            by: 'Jonas',
            feelings: ['relieved'],
            words: [['thought', 'that the worst of the quiet was over.']],
            taps: [3, 1, 3],
          },
          {
            by: 'Mira',
            feelings: ['restless'],
            words: [['feeling', 'hurried past something I was about to say.']],
            taps: [2, 0, 2],
            inRoom: true,
            kept: true,
          },
        ],
        passes: ['Walter'],
        afterwards: {
          reflection: {
            happened: 'partly',
            likelyNext: 40,
            line: 'My hands say more than I give them leave to.',
          },
          kept: [],
          reactions: [],
        },
      },
    ],
  },
  {
    weeksBefore: 0,
    away: [],
    asks: [
      {
        by: 'Ana',
        minute: 38,
        asks: {
          moment: 'When I asked Ines to let me finish my sentence',
          seenBy: 'group',
          guess: {
            ...NO_FEAR,
            understood: 2,
            closeness: -1,
            warmth: 1,
            fear: 'someone_far',
            fearLikely: 70,
            fearBad: 6,
            discount: 'lucky',
          },
        },
        practised: true,
        answers: [
          {
            by: 'Ines',
            feelings: ['embarrassed', 'grateful'],
            words: [
              [
                'reaction',
                'shut my mouth so fast that my teeth clicked. Then I was curious how the sentence would end.',
              ],
            ],
            taps: [3, 1, 3],
            goalLevel: 1,
            cameAcross: ['PA'],
            inRoom: true,
          },
          {
            by: 'Jonas',
            feelings: ['delighted', 'nervous'],
            words: [['impulse', 'clap, so I sat on both hands. They are large hands.']],
            taps: [4, 1, 3],
            goalLevel: 2,
            cameAcross: ['PA'],
          },
          {
            by: 'Kofi',
            feelings: ['moved', 'alive'],
            words: [
              [
                'reaction',
                'heard your voice go down at the end instead of up. I could sing you the interval.',
              ],
            ],
            taps: [4, 2, 4],
            goalLevel: 2,
            cameAcross: ['PA', 'NO'],
            moreOf: ['just_this'],
          },
          {
            by: 'Mira',
            feelings: ['proud', 'tender'],
            words: [
              ['feeling', 'proud, and I had done nothing for it but sit there.'],
              ['impulse', 'say “go on” out loud. I bit on it.'],
            ],
            taps: [4, 2, 3],
            goalLevel: 2,
            cameAcross: ['PA'],
            moreOf: ['disagreeing'],
          },
          {
            by: 'Walter',
            feelings: ['not_sure_yet'],
            pad: { pleasantness: 1, energy: 0 },
            words: [
              [
                'association',
                'a signal going to clear after a long red. I have no better word yet.',
              ],
            ],
            taps: [3, 0, 3],
          },
          {
            by: 'Ruth',
            feelings: ['content'],
            words: [['reaction', 'put my pen down.']],
            taps: NONE,
          },
        ],
        afterwards: {
          reflection: {
            happened: 'no',
            likelyNext: 40,
            line: 'My voice shook, and it was still my sentence.',
          },
          kept: [
            ['Ines', 0],
            ['Kofi', 0],
            ['Walter', 0],
          ],
          reactions: [
            ['Ines', ['thank', 'say_more']],
            ['Kofi', ['thank']],
            ['Mira', ['thank']],
          ],
          shared: { guess: true, strips: true, reflection: true },
        },
      },
      {
        by: 'Samir',
        minute: 77,
        asks: {
          moment: 'When I cut the long silence short with a question',
          question: 'meant',
          meant: 'That I was in it with you, not checking on it.',
          dose: 'straight',
          guess: { ...NO_FEAR, understood: 2, closeness: 0, warmth: 2, discount: 'take_in' },
        },
        answers: [
          {
            by: 'Ana',
            feelings: ['relieved', 'disappointed'],
            words: [
              [
                'feeling',
                'relieved for a second, then sorry. I had almost got a sentence together.',
              ],
            ],
            taps: [2, 0, 2],
          },
          {
            by: 'Ines',
            feelings: ['at_ease'],
            words: [['thought', 'that somebody was steering again and I could stop doing it.']],
            taps: [3, 0, 2],
            cameAcross: ['PA'],
          },
          {
            by: 'Kofi',
            feelings: ['annoyed', 'patient'],
            words: [['reaction', 'let out the breath that I had been saving for it.']],
            taps: [2, -1, 2],
            moreOf: ['quiet_moments'],
          },
          {
            by: 'Mira',
            feelings: ['frustrated'],
            words: [['fantasy', 'a watch under the table.']],
            taps: [1, -1, 2],
            cameAcross: ['DE'],
            moreOf: ['letting_us_answer'],
          },
          {
            by: 'Jonas',
            feelings: ['relieved', 'grateful'],
            words: [['impulse', 'thank you for getting in ahead of my joke.']],
            taps: [3, 1, 3],
          },
          {
            by: 'Ruth',
            feelings: ['curious', 'guilty'],
            words: [
              ['thought', 'that I had counted on you to do it, so that I would not have to.'],
            ],
            taps: NONE,
            inRoom: true,
          },
        ],
        passes: ['Walter'],
        afterwards: null,
      },
    ],
  },
];

/** Asked about the last evening, the day before the visitor comes, and still open. */
export const ASKED_YESTERDAY: Omit<PastAsk, 'minute' | 'afterwards'> = {
  by: 'Jonas',
  asks: {
    moment: 'When I announced that I would be quiet today, and then wasn’t',
    meant: 'That I had noticed it myself.',
    closes: 'in_48_hours',
    guess: { ...NO_FEAR, understood: 3, closeness: 0, warmth: 2 },
  },
  answers: [
    {
      by: 'Ruth',
      feelings: ['amused', 'tender'],
      words: [['reaction', 'smiled when you caught it yourself, one sentence late.']],
      taps: NONE,
    },
    {
      by: 'Walter',
      feelings: ['fond', 'puzzled'],
      words: [
        ['thought', 'that I had looked forward to the quiet, and then I did not miss it at all.'],
      ],
      taps: [3, 1, 3],
    },
  ],
};

/** Asked in the meeting that is open when the visitor comes. */
export const ASKED_TODAY: Omit<PastAsk, 'minute' | 'afterwards'> = {
  by: 'Kofi',
  asks: {
    moment: 'When I asked whether anybody else had heard the door',
    dose: 'gentle',
    closes: 'tomorrow_20',
    guess: { ...NO_FEAR, understood: 3, closeness: 0, warmth: 2 },
  },
  answers: [
    {
      by: 'Ana',
      feelings: ['startled', 'connected'],
      words: [['reaction', 'turned to the door too. Until then I had been sitting very straight.']],
      taps: [3, 1, 3],
    },
  ],
};

/** What waits for the next meetings. `about`: somebody's own ask of the evening so many weeks before the last. */
export const AGENDA: readonly { by: Name; text: string; about?: number }[] = [
  { by: 'Mira', text: 'Starting on time, and what happens in me when we don’t', about: 2 },
  { by: 'Walter', text: 'How we greet each other at the door' },
  { by: 'Ana', text: 'Ten minutes for something about my sister, if there is room' },
];
