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
      anonymous: 'At least three of them must answer. If fewer do, nobody is shown any of it.',
      choice:
        'At least three of them must leave their names away, and four must not have signed. If not, nobody is shown any of that.',
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
      written_down:
        'Here everybody answers with a name: the database keeps a record of what it is asked, so nobody could be promised to stay unknown. Whoever runs Landed can change that.',
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

  /** For whoever answers. */
  answering: {
    about: 'What anonymous means here',
    namesFirst: 'Nobody reads your name with it, and nobody can look it up.',
    words:
      'Only they know your words, not your name. How you write, and what only you know, can still give you away.',
    how: 'How it goes out',
    choose: 'Choose first how it goes out.',
    anonymously: 'Anonymous',
    withName: 'With my name',
    more: {
      anonymously: 'You can sign it until this ask closes.',
      withName: 'Once it is signed, you cannot go back to anonymous.',
    },
    signs: {
      title: 'This one you answer with your name',
      leader: 'Others here can leave their names away. You lead, so you sign, in words only.',
      newcomer:
        'Others here can leave their names away. You came lately, or led until lately: there is nobody to hide you among, so you sign, in words only.',
    },
    whoSees: {
      asker: (name: string) =>
        `${name} sees all of this with your name, after closing, and may read it together with a leader.`,
      group: (name: string) =>
        `${name} sees all of this with your name, after closing, and may read it together with a leader; everyone in the group can.`,
    } satisfies Record<SeenBy, (asker: string) => string>,
    insecure: {
      title: 'This connection is not private enough for that.',
      text: 'To answer without a name, your device has to make a sealed ticket. Your browser does that only over a secure connection, and this page has none. Open Landed at its address with https, or tell the asker in the room.',
    },
    otherDevice: {
      title: 'You checked in with another device.',
      text: 'That one fetches the ticket for this ask by itself, and you answer there. If it has not been on since the ask opened, you can answer from here instead.',
      here: 'Answer from this device',
    },
    elsewhere: {
      title: 'Another device of yours holds the ticket.',
      text: 'There is one ticket for each person, and it cannot be moved. Answer on that device. If you signed out there, or lost it, this ask cannot be answered without a name any more.',
    },
    keepsNothing: {
      title: 'This browser keeps nothing.',
      text: 'A ticket has to stay on your device until this ask closes, or you could not answer. In a private window it would be gone. Open Landed in an ordinary window.',
    },
    later:
      'The ticket for this ask is not here yet. Your words are kept on this device. Try again when there is a connection.',
    fault: {
      title: 'This device will not answer anonymously.',
      text: {
        identity_changed:
          'The machine Landed runs on names itself differently than it did before. An answer could be marked as yours.',
        log_broken:
          'The list of ticket keys does not hold together. An answer could be marked as yours.',
        log_shorter:
          'The list of ticket keys is shorter than this device saw it before. Something was taken out of it.',
        log_forked:
          'The list of ticket keys is another one than this device saw before. An answer could be marked as yours.',
        key_old:
          'This ask uses a ticket key that is not one of the latest two. An answer could be marked as yours.',
        proof_failed:
          'The ticket this device was given was not made like everybody’s. An answer with it could be known as yours.',
        ask_differs:
          'This ask now says something else than when this device fetched its ticket. Not everybody may see the same one.',
        rule_weaker:
          'This ask would show answers when too few people have written. It does not hide you.',
      },
      nothing: 'Nothing was sent.',
      noMore: 'What you had handed in stays as it was. Nothing more is sent.',
      again: 'Look again',
      what: 'Tell the others in the room what you read here, and ask whoever runs the machine. Until it is cleared up, let nobody here answer without a name.',
    },
    handed: {
      title: 'Handed in',
      kept: 'It is kept here too, on this device only, until the ask closes.',
      waiting: 'It has not arrived yet. It goes out by itself when there is a connection.',
      taken: 'It has arrived, and is about to be sealed.',
      sealed: 'It has arrived and is sealed.',
      refused: 'It was not taken. Your words are still here.',
      until: (when: string) => `You can change it or take it back until ${when}.`,
      change: 'Change it',
      takeBack: 'Take it back',
      takenBack: 'Your answer is taken back.',
      noMore: 'You have changed this fifty times. It stays as it is now.',
      what: 'What you wrote, without your name',
    },
    withdrawn: {
      title: 'You took it back.',
      text: (when: string) =>
        `Nothing of it will be shown. What you wrote is kept here, and you can hand it in again until ${when}.`,
      again: 'Hand it in again',
    },
    passed: {
      looks: 'To everybody else it looks as if you had answered, or not. Nobody can tell.',
    },
    after: {
      title: 'This ask has closed.',
      shown:
        'What was written without names is shown. Only this device knows which of it is yours.',
      mine: 'What you wrote',
      missing: {
        title: 'Not all you handed in is shown.',
        text: 'Something you wrote is missing from what was shown, though it had been handed in. Tell the others what you read here: it may have come too late, or somebody kept it out.',
      },
      state: {
        there: 'It is shown without a name.',
        taken_back: 'It was taken back. Its words are erased.',
        removed: 'A leader has removed it.',
        owned: 'It is signed with your name.',
        goes: 'It is being taken back.',
      },
      reported: 'It was hard to receive. The leaders know of it, and not that it is yours.',
      forgotten: 'This device has forgotten that you wrote it.',
      own: 'Sign it',
      ownTitle: 'Sign this sentence?',
      ownText:
        'Everyone who reads it sees your name, for good. The others are then hidden among fewer people.',
      takeBack: 'Take it back',
      takeBackTitle: 'Take this sentence back?',
      takeBackText:
        'Its words are erased for everyone, and it says that it was taken back. Nobody learns by whom.',
      forget: 'Forget that I wrote this',
      forgetTitle: 'Forget that you wrote this?',
      forgetText:
        'The sentence stays as it is. But this device destroys what proves that it is yours, and shows it here no more: then you can never sign it or take it back, and nobody can make you show it.',
      not: 'Not now',
      keptDays: 'This device keeps the proof for 90 days after closing, then forgets it.',
    },
    withheld: {
      text: 'Too few wrote without a name, or too few could have, so nothing of it was read by anybody, and it is destroyed. Your words are only here.',
      say: 'Say it with my name',
      keep: 'Keep it for me',
      discard: 'Discard it',
      sayTitle: 'Say it with your name?',
      sayText:
        'It goes as a late word: one sentence, with your name, never counted. Whoever reads it may guess that you had written without a name before.',
      sayGo: 'Go on',
      kept: 'Kept on this device, for you alone.',
    },
    lostText: 'The machine lost what was handed in.',
    signingOut: {
      title: 'This device holds your tickets',
      what: 'With them, or with what proves that you wrote something, you answer without a name. Signing out destroys them: what is open can then not be answered or changed from anywhere.',
    },
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
      who: 'Leaders do not count. Nor does who led until lately, or came here less than two weeks ago. Whoever was here before the first ask always counts.',
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
        'Somebody who secretly changed our software, or who watches the running server or your network, could find out. The data we keep does not tell them.',
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
