// English: what is read about asks that take answers without names. Loaded where one is asked, answered or read.
import type { AskMode, SeenBy } from '../contract/asks.ts';
import { capital, en, enumerated, number } from './en.ts';

/** The code of the honest page behind the send button, and of the sentences about it. */
type Unsigned = Exclude<AskMode, 'signed'>;

const are = (n: number) => {
  if (n === 0) return 'there is nobody';
  return n === 1 ? 'there is one' : `there are ${number(n)}`;
};

export const enAnonymous = {
  /** Beside those of `whoWillSee` in the first part: one sentence above the button. */
  whoWillSee: {
    ask: {
      anonymous_for_asker:
        'After closing you see sentences and counts without names, if enough people wrote; nobody can look up who wrote what. You may read it together with a leader. Leaders answer with their names.',
      anonymous_for_group:
        'After closing everyone in the group can read sentences and counts without names, if enough people wrote, but never your guess; nobody can look up who wrote what. You may read it together with a leader. Leaders answer with their names.',
      choice_for_asker:
        'After closing you see what was signed, with names, and the rest as sentences and counts without names, if enough people wrote so. You may read it together with a leader.',
      choice_for_group:
        'After closing everyone in the group can read what was signed, with names, and the rest as sentences and counts without names, if enough people wrote so, but never your guess. You may read it together with a leader.',
    } satisfies Record<`${Unsigned}_for_${SeenBy}`, string>,
    answer: {
      anonymous_for_asker: (asker) =>
        `${asker} sees each of your sentences for itself, without your name, and everything else as counts, after closing, and may read it together with a leader. Our records do not say that it was you.`,
      anonymous_for_group: (asker) =>
        `${asker}, who may read it together with a leader, and after closing everyone in the group see each of your sentences for itself, without your name, and everything else as counts. Our records do not say that it was you.`,
    } satisfies Record<`anonymous_for_${SeenBy}`, (asker: string) => string>,
  },
  mode: {
    signed: 'With names',
    anonymous: 'Anonymous',
    choice: 'Each chooses',
  } satisfies Record<AskMode, string>,
  hiddenAmong: (names: readonly string[]) =>
    `Hidden among ${number(names.length)}: ${enumerated(names)}.`,
  withheld: 'No anonymous answers are shown for this question.',

  /** For whoever asks. */
  asking: {
    mode: 'How they answer',
    more: {
      signed: 'Each answer comes with a name.',
      anonymous: 'No name is on it, and nobody can look it up.',
      choice: 'Each one signs, or leaves the name away.',
    } satisfies Record<AskMode, string>,
    rule: {
      anonymous: 'At least three of them must answer. If fewer do, none of it is shown, to nobody.',
      choice:
        'At least three of them must leave their names away, and four must not have signed. If not, none of that is shown, to nobody.',
    } satisfies Record<Unsigned, string>,
    leaders: (names: readonly string[]) =>
      names.length === 1
        ? `${names[0]} leads, and answers with a name.`
        : `${en.common.list(names)} lead, and answer with their names.`,
    others: (names: readonly string[]) =>
      `${en.common.list(names)} ${names.length === 1 ? 'answers with a name' : 'answer with their names'} too: too new here, or a leader until lately.`,
    runs: (until: string) =>
      `It runs to its end: ${until}. Nobody sees anything of it before, not even you. You cannot close it early. You can take it back.`,
    dots: 'Then it shows how many wrote. So when all of them answer, everybody sees that all did.',
    allFour:
      'Only four can answer without a name, so each of them counts. Before it closes, all four must have opened Landed on the device they checked in with. Give them 48 hours or more.',
    choose: 'Choose again how they answer.',
    notOffered: {
      insecure:
        'Here everybody answers with a name: without one, it takes a secure connection (https), and this page has none.',
      put_aside: 'Here everybody answers with a name: your leaders have put the other ways aside.',
      anonymous: (n: number) =>
        `Here everybody answers with a name: to hide anybody it takes four people, and ${are(n)}. Leaders and who is new do not count.`,
      choice: (n: number) =>
        `To let each choose, it takes six people to be hidden among, and ${are(n)}.`,
    },
    about: 'What anonymous means here',
    open: {
      title: (until: string) => `Your ask is open until ${until}.`,
      text: 'Nobody sees anything of it before then, not even you: no answers and no count. Then all of it comes at once.',
    },
    closed: 'Your ask has closed.',
  },

  /** The service could not keep what was handed in, and has withdrawn the ask. */
  lost: {
    title: 'This could not be kept; nothing was read.',
    mine: 'What was handed in is gone from the machine Landed runs on. Nobody has read any of it. It does not count as your ask of that meeting, so you can ask again.',
  },

  /** For whoever reads. */
  receiving: {
    title: 'Without names',
    anonymous: 'Anonymous',
    wrote: (n: number) =>
      `${n === 1 ? 'One person' : `${capital(number(n))} people`} answered without a name.`,
    inRoom: (n: number) =>
      `${capital(en.common.people(n))} without a name would say more about it in the meeting.`,
    away: 'A sentence without a name is put away.',
    takenBack: 'A sentence was here. It was taken back.',
    removed: 'A sentence was here. A leader has removed it.',
    signedAfter: (name: string) => `${name}, signed afterwards`,
    notProven: (name: string) =>
      `This is said to be by ${name}, but the proof of it does not hold. Take it as anonymous.`,
    answerBackTo: 'Answer back to whoever wrote this',
    seesReaction: 'Only whoever wrote this finds it, on their own device.',
    moreLabel: 'More about this sentence: bring it to the meeting, hide and report',
    agenda: 'Something I was told without a name',
    whoLearns: (leaders: readonly string[]) =>
      `${en.common.list(leaders)} ${leaders.length === 1 ? 'sees' : 'see'} this sentence, your reason and your name. Nobody knows who wrote it, and nobody can look it up. Whoever did can see, on their own device, that it was hard to receive and that the leaders know, not your reason. Nobody else is told.`,
  },

  /** The honest page. */
  page: {
    title: 'What anonymous means here',
    ticket: {
      title: 'A ticket without a name',
      text: [
        'For each question that takes answers without names, every possible author gets a sealed ticket. Everyone gets one, whether they answer or not.',
        'When you answer, your device hands in the ticket without your name. We can check that it is real and used once. But our records do not say whose it was.',
        'Someone who copied our whole database, the backups and the logs could not look it up.',
      ],
    },
    here: {
      title: 'In this group, now',
      people: (all: number, leaders: number) =>
        `${capital(en.common.people(all))} ${all === 1 ? 'is' : 'are'} in this group. ${capital(number(leaders))} of them ${leaders === 1 ? 'leads. Who leads' : 'lead. They'} always ${leaders === 1 ? 'answers' : 'answer'} with a name.`,
      candidates: (names: readonly string[]) =>
        `If you asked now, ${number(names.length)} could answer without a name: ${enumerated(names)}.`,
      tooFew: (n: number) =>
        `If you asked now, ${n === 0 ? 'nobody' : `only ${number(n)}`} could answer without a name. That hides nobody, so it is not offered.`,
      noMeeting:
        'You are in no meeting you could ask about. When you are, you read here who could answer without a name.',
      putAside: 'The leaders have put answers without names aside here. Nobody can choose them.',
      who: 'Leaders do not count. Nor does who led until lately, or came here less than two weeks ago. Before the first ask, all who are here count.',
      rule: 'Answers without a name are shown when three or more people wrote one, and four or more could have. If not, everybody reads the same sentence:',
    },
    cannot: {
      title: 'What it can’t do',
      list: [
        'You are hidden among a few people. We show you who they are.',
        'If too few could have written, or too few did, we show none. Then you can decide again.',
        'People may know you by how you write, or by what only you know.',
        'If everyone answers, everyone knows that you answered.',
        'If several people work together, they can narrow it down.',
        'Somebody could find out who secretly changed our software, or who watches the running server or your network. The data we keep does not tell them.',
        'You can sign a sentence later, so long as the others stay hidden.',
        'We can remove a sentence that hurts. We can’t tell anyone who wrote it: we don’t know.',
      ],
    },
    loosely: {
      title: 'Loosely kept on purpose',
      text: [
        'Until the question closes, your answer waits in a short-lived store. In rare cases your device has to send it again.',
        'If you lose this device, you can’t answer this question from another one.',
      ],
    },
    check: {
      title: 'For those who want to check',
      keys: 'All tickets are made with keys that everybody can see. Your device knows them, and takes a ticket of no other.',
      keysLink: 'The list of keys',
      words:
        'A ticket is good for one ask only, and for that ask just as you see it: who asks, what, who is asked, who is hidden among whom, and until when. Your device makes four words of all that. Read them to each other. If somebody has other words, they were shown another ask: do not answer it.',
      wordsNow: 'What is open now, in four words',
      ask: (asker: string | null) => (asker === null ? 'Your ask' : `What ${asker} asks`),
      none: 'No such ask is open now.',
    },
  },
};
