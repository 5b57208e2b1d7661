// What the demo's people say when somebody asks them now, and what they ask. Nobody knows which moment it will be about,
// so every sentence stays with its author's own side of it.
import type { AskQuestion, Dose, openAsk } from '../../contract/asks.ts';
import type { InputOf } from '../../contract/operation.ts';
import type { Said } from './evenings.ts';
import type { Name } from './people.ts';

/** To "How did that land with you?" and to own questions by how much the asker takes in, else by the question. */
export type Pool = Record<Dose | Exclude<AskQuestion, 'landed' | 'own'>, readonly Said[]>;

const NONE = [null, null, null] as const;

export const REPLIES: Record<Name, Pool> = {
  Ana: {
    gentle: [
      {
        feelings: ['touched', 'shy'],
        words: [['feeling', 'warm round the ears when the question came to all of us at once.']],
        taps: [3, 1, 3],
      },
    ],
    balanced: [
      {
        feelings: ['shy', 'interested'],
        words: [['reaction', 'tucked my feet under the chair, and listened harder than I looked.']],
        taps: [3, 1, 3],
        cameAcross: ['PA'],
      },
      {
        feelings: ['connected', 'nervous'],
        words: [['impulse', 'say “me too” quietly, and then check whether anybody minded.']],
        taps: [2, 1, 3],
      },
    ],
    straight: [
      {
        feelings: ['disappointed', 'tender'],
        words: [
          [
            'feeling',
            'a small sting. I had hoped it would go on, and noticed that only when it stopped.',
          ],
        ],
        taps: [2, -1, 3],
        moreOf: ['staying'],
      },
    ],
    stirred: [
      {
        feelings: ['nostalgic', 'calm'],
        words: [
          [
            'association',
            'the ward at four in the morning, one lamp on, and knowing that somebody is awake.',
          ],
        ],
        taps: [3, 1, 3],
      },
    ],
    meant: [
      {
        feelings: ['hesitant'],
        words: [['reaction', 'nodded before I was sure, and then was not sure.']],
        taps: [2, 0, 3],
        cameAcross: ['JK'],
      },
    ],
    more: [
      {
        feelings: ['curious'],
        words: [['thought', 'that I would have stayed in the middle of it for longer.']],
        taps: [3, 1, 3],
        moreOf: ['staying', 'what_you_feel'],
      },
    ],
  },
  Ines: {
    gentle: [
      {
        feelings: ['tender', 'awkward'],
        words: [
          ['feeling', 'something soft, for about four seconds. I put it here because I timed it.'],
        ],
        taps: [3, 1, 2],
      },
    ],
    balanced: [
      {
        feelings: ['interested', 'impatient'],
        words: [
          [
            'thought',
            'that the first part was clear. The second I missed, because I was busy agreeing with the first.',
          ],
        ],
        taps: [3, 0, 2],
        moreOf: ['taking_your_time'],
      },
      {
        feelings: ['surprised', 'at_ease'],
        words: [['reaction', 'uncrossed my arms, and then looked down to see who had done that.']],
        taps: [3, 1, 3],
        cameAcross: ['NO'],
      },
    ],
    straight: [
      {
        feelings: ['impatient', 'sorry'],
        words: [
          ['feeling', 'impatient towards the end, and I don’t like writing it. The start had me.'],
        ],
        taps: [2, -1, 2],
        inRoom: true,
      },
    ],
    stirred: [
      {
        feelings: ['tense', 'amused'],
        words: [
          ['association', 'an oral exam where I had the answer and could not find the question.'],
        ],
        taps: [2, 0, 2],
      },
    ],
    meant: [
      {
        feelings: ['steady'],
        words: [
          ['thought', 'that firm is what arrived here. If there was soft in it, I missed it.'],
        ],
        taps: [2, 0, 2],
        cameAcross: ['PA'],
      },
    ],
    more: [
      {
        feelings: ['curious'],
        words: [
          ['thought', 'that the fact interested me less than the half sentence just before it.'],
        ],
        taps: [3, 0, 2],
        moreOf: ['what_you_feel'],
      },
    ],
  },
  Jonas: {
    gentle: [
      {
        feelings: ['at_home'],
        words: [['feeling', 'at home, as in a workshop where somebody has lit the stove already.']],
        taps: [3, 1, 3],
      },
    ],
    balanced: [
      {
        feelings: ['nervous', 'fond'],
        words: [['impulse', 'make a joke. It was a good one. It is still in my pocket.']],
        taps: [2, 0, 3],
      },
      {
        feelings: ['tense', 'close'],
        words: [
          [
            'reaction',
            'rubbed the same spot on the chair until it was over. It is quite smooth now.',
          ],
        ],
        taps: [3, 1, 3],
        cameAcross: ['mixed'],
      },
    ],
    straight: [
      {
        feelings: ['sorry', 'distant'],
        words: [
          [
            'thought',
            'that I had lost the thread a while back and nodded as if I were holding it.',
          ],
        ],
        taps: [1, -1, 2],
      },
    ],
    stirred: [
      {
        feelings: ['tender', 'helpless'],
        words: [['association', 'my youngest asking me something through the bathroom door.']],
        taps: [2, 1, 3],
      },
    ],
    meant: [
      {
        feelings: ['amused', 'fond'],
        words: [
          ['thought', 'that it hung a little crooked, as shelves do, and that it will hold.'],
        ],
        taps: [3, 1, 3],
      },
    ],
    more: [
      {
        feelings: ['interested'],
        words: [['impulse', 'say “again, and slower this time”. So that.']],
        taps: [2, 0, 3],
        moreOf: ['taking_your_time'],
      },
    ],
  },
  Kofi: {
    gentle: [
      {
        feelings: ['moved', 'calm'],
        words: [
          ['reaction', 'heard the low note in it before I heard the words, and leaned that way.'],
        ],
        taps: [3, 2, 4],
        cameAcross: ['LM'],
      },
    ],
    balanced: [
      {
        feelings: ['absorbed'],
        words: [['reaction', 'went on listening for a moment after the end, the way a room does.']],
        taps: [3, 1, 3],
        moreOf: ['quiet_moments'],
      },
      {
        feelings: ['amused', 'admiring'],
        words: [
          ['association', 'a rehearsal where one voice comes in early, and turns out to be right.'],
        ],
        taps: [4, 1, 3],
        cameAcross: ['PA', 'NO'],
      },
    ],
    straight: [
      {
        feelings: ['distant', 'longing'],
        words: [
          [
            'feeling',
            'further off in the fast part. In the slow part I could have stayed all night.',
          ],
        ],
        taps: [2, -1, 3],
      },
    ],
    stirred: [
      {
        feelings: ['nostalgic', 'peaceful'],
        words: [
          ['association', 'rain on the tin roof over my grandmother’s stove, nobody in a hurry.'],
        ],
        taps: [3, 1, 3],
      },
    ],
    meant: [
      {
        feelings: ['curious'],
        words: [['reaction', 'heard two tunes at once, and liked the one underneath.']],
        taps: [2, 1, 3],
        cameAcross: ['mixed'],
      },
    ],
    more: [
      {
        feelings: ['hopeful'],
        words: [['fantasy', 'the very same thing with one breath in the middle.']],
        taps: [3, 1, 3],
        moreOf: ['taking_your_time', 'quiet_moments'],
      },
    ],
  },
  Mira: {
    gentle: [
      {
        feelings: ['tender', 'vulnerable'],
        words: [
          [
            'feeling',
            'something give way under the ribs. I looked at the window until it stopped.',
          ],
        ],
        taps: [3, 1, 3],
      },
    ],
    balanced: [
      {
        feelings: ['annoyed', 'fond'],
        words: [
          ['feeling', 'annoyed for one second and fond for the rest. The second counts too.'],
        ],
        taps: [3, 1, 3],
        cameAcross: ['BC'],
      },
      {
        feelings: ['ambivalent'],
        words: [['thought', 'no. Then, half a minute on, yes. Here are both.']],
        taps: [2, 0, 2],
      },
    ],
    straight: [
      {
        feelings: ['frustrated', 'interested'],
        words: [['feeling', 'stuck outside it. I had my hand on the door and it did not open.']],
        taps: [1, -1, 2],
        moreOf: ['story_behind'],
        inRoom: true,
      },
    ],
    stirred: [
      {
        feelings: ['sad', 'strong'],
        words: [['association', 'my first table after the divorce, with one plate on it.']],
        taps: [3, 1, 3],
      },
    ],
    meant: [
      {
        feelings: ['amused'],
        words: [['thought', 'that I would translate it differently: shorter, and less polite.']],
        taps: [3, 0, 2],
      },
    ],
    more: [
      {
        feelings: ['eager'],
        words: [['impulse', 'peel the politeness off and see what I find under it.']],
        taps: [2, 0, 2],
        moreOf: ['disagreeing', 'what_you_need'],
      },
    ],
  },
  Ruth: {
    gentle: [
      {
        feelings: ['calm'],
        words: [['reaction', 'breathed more slowly, and noticed it only when you had finished.']],
        taps: NONE,
      },
    ],
    balanced: [
      {
        feelings: ['interested'],
        words: [
          ['reaction', 'stayed with the first half. I was still there when you had moved on.'],
        ],
        taps: NONE,
        moreOf: ['staying'],
      },
      {
        feelings: ['curious'],
        words: [['fantasy', 'one more sentence behind the last one, not quite in the light.']],
        taps: NONE,
        inRoom: true,
      },
    ],
    straight: [
      {
        feelings: ['puzzled'],
        words: [
          ['thought', 'that I had the words, and for a moment no longer the person saying them.'],
        ],
        taps: NONE,
        moreOf: ['what_you_feel'],
      },
    ],
    stirred: [
      {
        feelings: ['tender'],
        words: [['association', 'standing in my father’s workshop, waiting until he looked up.']],
        taps: NONE,
      },
    ],
    meant: [
      {
        feelings: ['curious'],
        words: [
          ['thought', 'that something reached me. Whether it was what was sent, I can’t say.'],
        ],
        taps: NONE,
        inRoom: true,
      },
    ],
    more: [
      {
        feelings: ['interested'],
        words: [['reaction', 'sat up at the short sentence, the one before the explanation.']],
        taps: NONE,
        moreOf: ['taking_your_time'],
      },
    ],
  },
  Samir: {
    gentle: [
      {
        feelings: ['at_ease'],
        words: [
          ['fantasy', 'a lamp being carried in and set down, a little off the middle of the room.'],
        ],
        taps: NONE,
      },
    ],
    balanced: [
      {
        feelings: ['connected'],
        words: [['fantasy', 'two people at one bus stop, you and me, looking the same way.']],
        taps: NONE,
      },
      {
        feelings: ['not_sure_yet'],
        pad: { pleasantness: 0, energy: 0 },
        words: [['impulse', 'answer fast, so I won’t. This is as far as I have got.']],
        taps: NONE,
      },
    ],
    straight: [
      {
        feelings: ['distant', 'hopeful'],
        words: [
          ['feeling', 'a pane of glass when the explanation came. Before that there was none.'],
        ],
        taps: NONE,
        moreOf: ['what_you_feel'],
      },
    ],
    stirred: [
      {
        feelings: ['hesitant', 'eager'],
        words: [['fantasy', 'standing at the edge of a pool with my shoes on.']],
        taps: NONE,
      },
    ],
    meant: [
      {
        feelings: ['ambivalent'],
        words: [['thought', 'that I heard one half of it and invented the other half myself.']],
        taps: NONE,
      },
    ],
    more: [
      {
        feelings: ['eager'],
        words: [['impulse', 'ask “and then?” three times, as my daughter does.']],
        taps: NONE,
        moreOf: ['story_behind'],
      },
    ],
  },
  Walter: {
    gentle: [
      {
        feelings: ['at_ease', 'appreciative'],
        words: [
          [
            'feeling',
            'at ease. I record it here because it does not happen to me often in company.',
          ],
        ],
        taps: [3, 1, 3],
      },
    ],
    balanced: [
      {
        feelings: ['not_sure_yet'],
        pad: { pleasantness: 1, energy: -1 },
        words: [
          ['thought', 'that I will know by tomorrow what I felt. It tends to come with the post.'],
        ],
        taps: [3, 0, 2],
      },
      {
        feelings: ['moved'],
        words: [
          [
            'reaction',
            'took my glasses off and cleaned them, as I do when something has reached me.',
          ],
        ],
        taps: [3, 1, 3],
        cameAcross: ['LM'],
      },
    ],
    straight: [
      {
        feelings: ['confused', 'regretful'],
        words: [
          ['feeling', 'left on the platform around the middle. I could have raised my hand.'],
        ],
        taps: [1, -1, 2],
        moreOf: ['letting_us_answer'],
      },
    ],
    stirred: [
      {
        feelings: ['grateful', 'sad'],
        words: [
          [
            'association',
            'my last run before I retired, when the signalman held his lamp up a little longer.',
          ],
        ],
        taps: [3, 1, 3],
      },
    ],
    meant: [
      {
        feelings: ['trusting'],
        words: [
          [
            'thought',
            'that a delivery had arrived in good order. Whether it was complete I cannot say.',
          ],
        ],
        taps: [2, 0, 3],
      },
    ],
    more: [
      {
        feelings: ['interested'],
        words: [['thought', 'that I would be glad to hear what came before it.']],
        taps: [2, 0, 3],
        moreOf: ['story_behind'],
      },
    ],
  },
};

/** What each of them asks about the evening that is open, once. */
export const ASKS: Record<Name, Omit<InputOf<typeof openAsk>['body'], 'meetingId'>> = {
  Ana: {
    moment: 'When I moved my chair a little further into the circle',
    dose: 'gentle',
    guess: guessed(2, 0, 1),
  },
  Ines: {
    moment: 'When I said “that’s not what I meant”, twice',
    dose: 'straight',
    guess: guessed(3, -1, 1),
  },
  Jonas: {
    moment: 'When I laughed, and it was only me',
    guess: guessed(2, 0, 2),
  },
  Kofi: {
    moment: 'When I talked with my eyes closed',
    question: 'stirred',
    guess: guessed(2, 1, 2),
  },
  Mira: {
    moment: 'When I put my bag down so hard that the cups shook',
    dose: 'straight',
    guess: guessed(1, -1, 1),
  },
  Ruth: {
    moment: 'When I let the silence go on',
    question: 'meant',
    meant: 'That there is no hurry.',
  },
  Samir: {
    moment: 'When I said that I don’t know what is going on in the room',
    guess: guessed(2, 0, 2),
  },
  Walter: {
    moment: 'When I asked what we were talking about',
    dose: 'gentle',
    guess: guessed(2, 0, 1),
  },
};

function guessed(understood: number, closeness: number, warmth: number) {
  return {
    understood,
    closeness,
    warmth,
    fear: null,
    fearWords: null,
    fearLikely: null,
    fearBad: null,
    discount: null,
    discountWords: null,
  };
}
