// English of the pages that come after the room and its answers: reading, keeping, leading, accounts. Loaded with them.
import type { SecurityEvent } from '../contract/accounts.ts';
import type { Reaction } from '../contract/answers.ts';
import type { AskMode, SeenBy } from '../contract/asks.ts';
import type { Waiting } from '../contract/meetings.ts';
import type { ReportOutcome, ReportReason } from '../contract/reports.ts';
import type { ComparisonLabel, Happened } from '../contract/results.ts';
import { RANGE } from '../contract/scales.ts';
import type { Question, Taps } from '../contract/scales.ts';
import { en, number, lower, capital, stopSaid, warmthSaid, enumerated } from './en.ts';

export const enPages = {
  agenda: {
    title: 'For the next meeting',
    none: 'Nothing yet. What somebody wants to bring stands here.',
    add: 'Add something to bring up',
    you: 'You',
    takeOff: 'Take off',
    takeOffOf: (text: string) => `Take off: ${text}`,
    takenOff: 'Taken off.',
    sheet: 'Put it on the agenda',
    text: 'What I want to bring',
    textHint: 'A few words are enough.',
    who: 'Everybody in the group sees it, with your name, until it is taken off.',
    send: 'Put it on the agenda',
    added: 'It is on the agenda.',
    tooLong: 'At most 140 characters.',
    missing: 'Write a few words first.',
    aboutBack: (moment: string | null) =>
      moment === null ? 'What came back to me' : `What came back to me: ${moment}`,
    followUp: (moment: string | null) =>
      moment === null ? 'A follow-up to what came back to me' : `A follow-up: ${moment}`,
    withLeader: (leaders: readonly string[]) =>
      leaders.length === 1 ? `A word with ${leaders[0]}` : 'A word with a leader',
    sentence: (name: string) => `Something ${name} said to me`,
  },

  home: {
    title: 'My groups',
    waiting: 'Waiting for you',
    nothing: 'Nothing is waiting for you.',
    groups: 'Groups',
    lead: 'You lead it',
    member: 'You are a member',
    draft: 'Not open yet',
    meetingOpen: 'A meeting is open',
    mustAccept: 'The agreement has changed',
    newGroup: 'New group',
    account: 'My account',
    noGroups: 'No group yet',
    noGroupsCreate:
      'A group is a handful of people who meet and want to know how they come across. Make one, then invite them.',
    noGroupsJoin:
      'You come into a group by a personal invitation from its leader. Open the link you were given.',
    createGroup: 'Make a group',
  },

  receiving: {
    title: 'What came back',
    mine: (moment: string | null) => moment ?? 'What you shared',
    theirs: (name: string, moment: string | null) =>
      moment === null ? `What ${name} shared` : `${name} · ${moment}`,
    closeLabel: 'Close. You can come back.',
    nothing: {
      title: 'Nothing has come back yet',
      open: (when: string) =>
        `It stays open until ${when}. Some answers come at once, and some need a night. You will find them here.`,
      closed: 'Nothing came back this time',
      closedText:
        'It closed without an answer. That can have many reasons. You can bring it to the next meeting.',
    },
    ready: {
      title: 'Your answers are ready.',
      arriving: 'Answers are arriving.',
      again: 'What came back is here.',
      inside:
        'Nothing opens by itself. What you will read is each person’s inside, not a fact about you.',
      soFar: (n: number, when: string) =>
        `${n === 1 ? 'One' : capital(number(n))} so far, open until ${when}. You can read them as they come, or wait until they are all here: then the three questions come too.`,
      slowly:
        'Some of this may be hard to read. You can open it alone, slowly: one sentence at a time, and you can rest after each. Or not alone.',
      open: 'Open now',
      openSlowly: 'Open alone, slowly',
      withLeader: 'Open with a leader',
      bring: 'Bring it to the meeting',
      later: 'Later',
      together: (leaders: readonly string[]) =>
        leaders.length === 1 ? `Sit down with ${leaders[0]}` : 'Sit down with a leader',
      togetherText: (leaders: readonly string[]) =>
        `Find a quiet moment with ${leaders.length === 0 ? 'somebody who leads the group' : new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(leaders)}, side by side, and open it on your phone. Only you can open it, and you can stop after every page.`,
      weAreTogether: 'We sit together: open it',
      other: 'Another way',
    },
    settings: {
      title: 'This ask',
      partOf: 'Part of',
      close: 'Close it now',
      closing: {
        title: 'Close this ask now?',
        text: 'Nobody can answer or change an answer after that, and it cannot be opened again. The three questions come at once, if three or more have answered them.',
        stay: 'Leave it open',
      },
      withdraw: 'Take it back',
      withdrawing: {
        title: 'Take this ask back?',
        text: 'The ask goes, and every answer to it, before you or anybody has read one. It cannot come back. In the first two minutes you can ask again; later, this was your one ask of that meeting.',
        stay: 'Leave it',
        done: 'You took your ask back.',
      },
    },
    guess: {
      title: 'Before anyone answered, you wrote this down',
      mine: 'My guess',
      fear: 'What I was a little afraid of.',
      likely: (likely: number) => `It felt ${likely} of 100 likely.`,
      next: 'What they felt',
    },
    feelings: {
      title: 'What they noticed in themselves',
      body: 'In their bodies',
      pad: 'Those who are not sure yet',
      moreOf: 'They’d welcome more of…',
      none: 'There is nothing to show here: every answer is put away.',
      next: 'Their words',
    },
    impression: {
      title: (you: string | null) => `How ${you ?? 'you'} came across`,
      most: (you: string | null) => `In that moment, to most, ${you ?? 'you'} came across as:`,
      different: 'People saw different things.',
      few: 'Too few chose a word for a common picture.',
    },
    snapshot: (n: number) =>
      `${n === 1 ? 'One person' : `${capital(number(n))} people`} on one evening. A snapshot.`,
    words: {
      title: 'In their words',
      order: 'In no order. Keep what you want to come back to.',
      orderRead: 'In no order.',
      nextOne: 'Show the next one',
      oneOf: (n: number, of: number) => `${n} of ${of}`,
      from: (kind: string, name: string) => `${kind} · ${name}`,
      leader: (name: string) => `${name}, leader`,
      former: 'a former member',
      noWords: 'Without a sentence',
      moreOf: 'Would welcome more of this',
      pad: (said: string) => `Rather ${said}.`,
      body: (signs: readonly string[]) => `In the body: ${signs.join(', ')}.`,
      cameAcross: (you: string | null, said: readonly string[]) =>
        `${you ?? 'You'} came across as ${said.map(lower).join(', ')}.`,
      welcomes: (said: readonly string[]) => `Would welcome more of: ${said.join('; ')}.`,
      inRoom: 'Willing to say more about it in the meeting.',
      changed: 'changed since',
      keep: 'Put it in my journal',
      kept: 'In my journal',
      letGone: 'Taken out of your journal.',
      answerBack: 'Answer back',
      answerBackTo: (name: string) => `Answer back to ${name}`,
      reactions: {
        thank: 'Thank you',
        say_more: 'Say more in the meeting',
        hard: 'This was hard',
      } satisfies Record<Reaction, string>,
      seesReaction: (name: string) => `Only ${name} sees this.`,
      more: 'More',
      moreLabel: (name: string) =>
        `More about ${name}’s answer: bring it to the meeting, hide and report`,
      agenda: 'Put it on the agenda',
      hide: 'Hide',
      hideAndReport: 'Hide and report',
      hidden: (name: string) => `What ${name} wrote is put away.`,
      showAgain: 'Show again',
      late: 'Said afterwards',
      lateNote: 'After the ask had closed. It is not counted.',
      next: 'The three questions',
    },
    report: {
      title: 'Hide and report',
      what: 'It is put away at once. You can show it again whenever you want.',
      reason: 'What is it?',
      reasons: {
        hurtful: 'It is hurtful',
        threatening: 'It is threatening',
        outside_agreement: 'It is about something outside the group’s agreement',
        breaks_confidentiality: 'It breaks confidentiality',
        other: 'Something else',
      } satisfies Record<ReportReason, string>,
      who: (leaders: readonly string[], author: string) =>
        `${en.common.list(leaders)} ${leaders.length === 1 ? 'sees' : 'see'} what ${author} wrote, with ${author}’s name, your reason and your name. ${author} is told that it was hard to receive and that the leaders know, not your reason. Nobody else is told.`,
      send: 'Hide it and tell the leaders',
      missing: 'Choose what it is first.',
    },
    oneMore: 'One more answer has come.',
    closedNow: 'The ask has closed. The three questions are there.',
    numbers: {
      title: 'Three questions',
      withGuess: (name: string | null) =>
        `Three questions, with ${name === null ? 'your' : `${name}’s`} guess`,
      yourGuess: (name: string | null) => (name === null ? 'your guess' : `${name}’s guess`),
      oneAnswer: 'one answer',
      later: (when: string) =>
        `The three questions come when this closes, ${when}. They are counted together then, from three answers on, and never named.`,
      questions: {
        understood: 'How well they got it',
        closeness: 'Nearer or further, after this',
        warmth: 'Warmth they notice',
      } satisfies Record<Question, string>,
      tooFew: 'Too few for a picture.',
      middle: 'In the middle:',
      atOrAbove: (n: number, of: number, name: string | null = null) => {
        const guess = name === null ? 'your guess' : `${name}’s guess`;
        return n === of
          ? `All ${number(of)} at ${guess} or above.`
          : `${n === 0 ? 'None' : capital(number(n))} of ${number(of)} at ${guess} or above.`;
      },
      undrawn: 'Somebody who left took their answers along, so there is no picture any more.',
      cantSay: (n: number) => `${capital(en.common.people(n))} can’t say yet.`,
      /** "One partly, three mostly, two fully. Your guess: partly." */
      said: (
        question: Question,
        counts: readonly number[],
        guess: number | null,
        name: string | null = null,
      ) => {
        const [lowest] = RANGE[question];
        const came = counts.flatMap((count, stop) =>
          count === 0 ? [] : [`${number(count)} ${stopSaid(question, lowest + stop)}`],
        );
        const guessed =
          guess === null
            ? ''
            : ` ${name === null ? 'Your' : `${name}’s`} guess: ${stopSaid(question, guess)}.`;
        return `${capital(came.join(', '))}.${guessed}`;
      },
      next: 'What I keep',
    },
    ladder: { title: 'How the evening looked on your ladder', next: 'Where it was on my ladder' },
    comparison: {
      before: 'Before, you said you’d tell yourself:',
      happening: 'Is that happening?',
      none: 'What I want to keep',
      noneText: 'One line is enough. You can leave it empty.',
      followUp: 'Ask a follow-up in the meeting',
      leader: 'Message my leader',
    },
    /** Written after reading, by the asker for themself. */
    reflection: {
      happened: 'Did what I feared happen?',
      answers: {
        no: 'No',
        partly: 'Partly',
        yes: 'Yes',
        cant_tell: 'Can’t tell',
      } satisfies Record<Happened, string>,
      feared: (fear: string) => `I was a little afraid of: ${lower(fear)}`,
      fromNumbers: 'This is what the numbers say. Change it where it was different for you.',
      cantTell: 'Can’t tell from this: there are too few numbers. You may know it yourself.',
      likely: 'How likely would I say it is next time?',
      before: (likely: number) => `Before, it felt ${likely} of 100 likely.`,
      line: 'One line I want to keep',
      lineHint: 'Only you see it. It stands in your journal too.',
      saved: 'Saved.',
      kept: 'Kept on this device. It goes out when the connection is back.',
      keptSignedOut: 'Kept on this device. It goes out when you have signed in again.',
      tooLong: 'At most 140 characters. The rest is saved when the line is shorter.',
    },
    message: {
      title: 'Message my leader',
      what: (leaders: readonly string[]) =>
        leaders.length === 0
          ? 'Nobody leads the group right now. Landed knows no e-mail addresses and sends no messages of its own.'
          : `${new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(leaders)} ${leaders.length === 1 ? 'leads' : 'lead'} the group. Landed knows no e-mail addresses and sends no messages of its own: call, write or speak the way you do outside of it.`,
      orAgenda:
        'Or put it on the agenda, so that there is time for it. Everybody in the group sees the agenda.',
      agenda: 'Put it on the agenda',
      turn: 'It cannot wait? Where to turn',
    },
    toShare: {
      fold: 'Show it to others',
      now: 'shown to the group',
    },
    rest: 'Rest here',
    back: 'Back',
    done: 'Back to the room',
    withdrawn: 'You took this ask back.',
  },

  security: {
    waysIn: 'How you come in',
    how: 'How you will come in',
    byPasskey: 'With a passkey',
    byPasskeyWhat: 'Your phone or computer knows you: a finger, a face or its PIN.',
    byPassword: 'With a password',
    noPasskeysHere:
      'Passkeys, where a phone knows you by finger or face, need an encrypted connection. Here it is a password.',
    nothing: 'No passkey was given, so nothing was done. You can try again.',
    nothingAdded:
      'No passkey was made. This device may hold one for you already; otherwise you can try again.',
    passkeyMade: (name: string) => `Passkey “${name}”`,
    added: (on: string) => `Added ${on}`,
    lastUsed: (on: string | null) => (on === null ? 'not used yet' : `last used ${on}`),
    addPasskey: 'Add a passkey',
    passkeyName: 'What will you know it by?',
    passkeyNameHint: 'For example “my phone”. Only you see it.',
    thisDevice: 'This device',
    remove: 'Remove',
    removePasskey: (name: string) => `Remove the passkey “${name}”`,
    removed: (name: string) => `The passkey “${name}” was removed.`,
    onlyWayIn: 'Your only way in. Add another one before you remove it.',
    password: 'Password',
    passwordSet: 'You have one',
    passwordNone: 'You have none',
    setPassword: 'Set a password',
    changePassword: 'Change it',
    changePasswordTitle: 'Change my password',
    newPasswordWhat: 'Every other device you are signed in on is signed out.',
    removePassword: 'Remove it',
    removePasswordTitle: 'Come in without a password',
    removePasswordWhat:
      'From now on only your passkeys let you in, and your recovery codes if you lose them.',
    codes: 'Recovery codes',
    codesLeft: (n: number) =>
      n === 0 ? 'None left' : n === 1 ? 'One left' : `${capital(number(n))} left`,
    renewCodes: 'Make new ones',
    renewCodesTitle: 'New recovery codes',
    renewCodesWhat: 'You get eight new ones. Those from before no longer work.',
    email: 'E-mail',
    changeEmail: 'Change it',
    changeEmailTitle: 'Change my e-mail',
    save: 'Save',
    confirm: {
      password: 'Your password, as it is now',
      byPasskey: 'Confirm with a passkey instead',
      byPassword: 'Confirm with the password instead',
      passkeyNext: 'Your device asks for your passkey next, to confirm that it is you.',
      impossible:
        'To change this you confirm with your passkey, which needs an encrypted connection. Open Landed by its secure address.',
    },
    devices: 'Where you are signed in',
    unknownDevice: 'A browser that did not say what it is',
    thisOne: 'this device',
    openedOn: (on: string, seen: string) => `Signed in ${on}, last seen ${seen}`,
    end: 'Sign it out',
    endDevice: (device: string) => `Sign out ${device}`,
    endOthers: 'Sign out everywhere else',
    link: {
      title: 'Somebody made a link into your account',
      what: (name: string, group: string, on: string) =>
        `${name}, who leads ${group}, made a link ${on}. A day later, whoever holds it can set a new password for you and sign you out everywhere.`,
      stop: 'Stop it',
      fine: 'If you asked for it, leave it as it is.',
    },
    leader: {
      title: 'If you lose every way in',
      allow: 'A leader may help me back in',
      what: 'Then a leader of your group can make a link that sets a new password for you. It works a day later, and you can stop it from any device you are signed in on. Every leader sees that it was made, and it stands in the list below.',
      limits: 'It counts only while you belong to one group and do not lead it.',
      on: 'Allowed',
      off: 'Not allowed',
      turnOn: 'Allow it',
      turnOff: 'Take it back',
    },
    creators: {
      title: 'Who may create groups',
      what: 'You set up this service, so you decide. Ask people for their sign-in name: it is shown to nobody.',
      name: 'Their sign-in name',
      add: 'Let them create groups',
      nobody: 'Nobody signs in with this name.',
      you: 'you',
      remove: 'Take it back',
      removeFrom: (name: string) => `${name} may no longer create groups`,
    },
    log: 'What happened to your account',
    logWhat: 'Days only: no times and no places are kept.',
    logShown: 'The last hundred things.',
    events: {
      account_made: (device: string) =>
        device ? `The account was made, with ${device}` : 'The account was made',
      signed_in: (device: string) =>
        device ? `Signed in with the password, on ${device}` : 'Signed in with the password',
      signed_in_with_passkey: (device: string) =>
        device ? `Signed in with a passkey, on ${device}` : 'Signed in with a passkey',
      signed_in_for_one_answer: (device: string) =>
        device ? `Signed in for one answer, on ${device}` : 'Signed in for one answer',
      recovered_by_code: () => 'A recovery code set a new password; every device was signed out',
      recovered_by_link: () => 'A leader’s link set a new password; every device was signed out',
      recovery_link_made: (leader: string) => `${leader} made a link that can set a new password`,
      recovery_link_stopped: () => 'You stopped the leader’s link',
      leader_recovery_allowed: () => 'You allowed a leader to help you back in',
      leader_recovery_refused: () => 'You no longer allow a leader to help you back in',
      recovery_codes_renewed: () => 'You made new recovery codes',
      password_set: () => 'You set a password; other devices were signed out',
      password_removed: () => 'You removed the password; other devices were signed out',
      email_changed: () => 'You changed the e-mail',
      passkey_added: (name: string) => `You added the passkey “${name}”`,
      passkey_removed: (name: string) => `You removed the passkey “${name}”`,
      session_ended: (device: string) =>
        device ? `You signed out ${device}` : 'You signed out a device',
      other_sessions_ended: () => 'You signed out everywhere else',
    } satisfies Record<SecurityEvent, (detail: string) => string>,
    helpBackIn: {
      open: 'Help back in',
      title: (name: string) => `Help ${name} back in`,
      what: (name: string) =>
        `When ${name} has lost every way in, a link from you sets a new password. It works a day after it is made, for a week. ${name} sees it on any device still signed in and can stop it; the other leaders see that you made it.`,
      needs: (name: string) =>
        `It needs ${name}’s consent from before. Be sure that it is ${name} who asks you: call, or meet.`,
      already: (leader: string, on: string, from: string) =>
        `${leader} made a link ${on}. It works from ${from}. A new one makes that one useless.`,
      make: 'Make the link',
      made: (from: string, until: string) =>
        `It works from ${from} until ${until}. It is shown this once: give it to nobody else.`,
      refused: 'No link can be made for them: they did not allow it, or it does not count now.',
      link: 'Link',
    },
  },

  /** What an asker shows the group: read by everybody, perhaps on a screen in the room, so it never says "you". */
  sharing: {
    title: 'Show it to the group',
    pageTitle: 'What came back',
    what: 'What you tick, everybody in the group can look at. What the others wrote is never part of it.',
    guess: 'My guess',
    guessMore: 'Your three guesses, without your fear and what you’d tell yourself.',
    strips: 'The three strips',
    stripsMore: 'How many chose what. Only questions with three answers or more have one.',
    line: 'My line',
    noGuess: 'You made no guess before.',
    noStrips: 'There are no strips: too few answered.',
    noLine: 'You have written no line yet.',
    preview: 'Exactly this is what they see',
    nothing: 'Nothing is ticked, so nothing is shown.',
    share: 'Show it to the group',
    change: 'Change what they see',
    stop: 'Stop showing it',
    shown: 'The group can look at it.',
    look: 'Show on this screen',
    lookNote: 'Large letters, for a screen everybody sees. It speaks of you by name.',
    heading: (name: string, moment: string | null) =>
      moment === null ? `What came back to ${name}` : `What came back to ${name}: ${moment}`,
    guessed: (name: string, { understood, closeness, warmth }: Taps) => {
      const parts = [
        understood === null
          ? null
          : understood === 0
            ? 'would not have got it yet'
            : `would have got it ${stopSaid('understood', understood)}`,
        closeness === null ? null : `would feel ${stopSaid('closeness', closeness)}`,
        warmth === null ? null : `would notice ${warmth === 0 ? 'no warmth' : warmthSaid(warmth)}`,
      ].filter((part) => typeof part === 'string');
      return parts.length === 0 ? null : `${name} guessed that most ${enumerated(parts)}.`;
    },
    keeps: (name: string) => `What ${name} keeps`,
    none: 'This is not shown to the group.',
    noneWhat: (name: string) => `${name} can show it, or not, and take it back at any time.`,
    close: 'Close',
    myAnswer: 'My answer',
  },

  rehearsal: {
    title: 'A rehearsal',
    what: (name: string) =>
      `${name} asks how it landed, and you answer, as it would be on a real evening. Then you see what each person would see.`,
    nothingKept:
      'Nothing you write here leaves this phone, and it is gone when you close the page. Write what you like.',
    begin: 'Try it',
    again: 'Once more',
    start: 'Rehearse together',
    end: 'End the rehearsal',
    on: 'A rehearsal is on.',
    onWhat: 'Try out asking and answering. Nothing is kept.',
    sees: {
      title: 'What each person would see',
      tryBoth: (name: string) =>
        `${name} chooses, before asking, who may read the answers. Try both.`,
      seenBy: {
        asker: (name: string) => `Only ${name}`,
        group: (_name: string) => 'The group, after closing',
      },
      asker: (name: string) => `${name}, who asked`,
      taps: 'Your three taps carry no name. They are counted with the others’, from three on, after closing.',
      passed:
        'That there is no answer from you, as if you had not got to it yet. Nobody sees that you passed.',
      others: 'Everybody else in the group',
      othersSee: {
        asker: (name: string) =>
          `That ${name} has asked. Not that you have answered, and none of your words, unless ${name} shows the counts later.`,
        group: (name: string) =>
          `While it is open: that ${name} has asked, and no more. After closing: your feelings and your sentences with your name, and the counts of all taps. Never ${name}’s guess.`,
      },
      leaders: (name: string) =>
        `The same as everybody else. ${name} may choose to read the answers together with a leader.`,
      service: 'Whoever runs the service',
      kept: 'On a real evening, everything the group wrote lies in one file on one computer. Whoever can open that file can read it. Of this rehearsal there is nothing there.',
    },
  },

  tablet: {
    title: 'This device goes round',
    what: 'Whoever answers next signs in here, gives one answer, and is signed out by sending it. Nothing stays on this device.',
    handRound: 'Hand this device round',
    handing: {
      title: 'Hand this device round?',
      text: 'You are signed out on this device first. Each person signs in for one answer to this ask and is signed out by sending it. Nothing they write stays here.',
      go: 'Sign me out and begin',
      stay: 'Not now',
    },
    signIn: 'Answer as me',
    sent: 'It has arrived.',
    sentWhat: 'You are signed out here. Hand the device on.',
    passed: 'You passed. You are signed out here. Hand the device on.',
    answered: 'You have answered this already, from another device. Change it there.',
    leave: 'Sign me out',
    away: 'Nobody has touched this for a while, so it was cleared and signed out.',
    unsure:
      'The connection dropped while it was going out. Sign in once more: it says whether it has arrived.',
    finish: 'Was that everybody?',
    finishWhat: 'Sign in on your own device again',
    nothing: 'This page needs an ask to answer. Open it from your own ask, under “This ask”.',
  },

  journal: {
    title: 'My journal',
    what: 'Sentences you kept, and lines of your own. Nobody else sees them.',
    search: 'Find a sentence',
    searchHint: 'Words, a name, or the moment.',
    found: (n: number, more: boolean) =>
      n === 0
        ? 'Nothing like that. A shorter word finds more.'
        : `${n === 1 ? 'One sentence' : `${capital(number(n))} sentences`}${more ? ', and more below' : ''}.`,
    seasons: {
      winter: (year: number) => `Winter ${year}–${String((year + 1) % 100).padStart(2, '0')}`,
      spring: (year: number) => `Spring ${year}`,
      summer: (year: number) => `Summer ${year}`,
      autumn: (year: number) => `Autumn ${year}`,
    },
    mine: 'My own line',
    moreOf: 'More of',
    former: 'a former member',
    anonymous: 'Anonymous',
    letGo: 'Let go',
    letGoOf: (text: string) => `Let go: ${text}`,
    gone: 'Let go of.',
    earlier: 'Show earlier ones',
    none: 'Nothing kept yet',
    noneWhy:
      'When answers come back to you, you can put single sentences in here, so that they are still there on another evening. What you read stands under Answers.',
    toAnswers: 'To the answers',
  },

  /** For leaders: answers that somebody hid and reported. */
  reports: {
    title: 'Reported answers',
    what: 'Hidden by the one who received them. Reporting is never hidden from leaders, and neither is who signed.',
    none: 'No answer has been reported.',
    by: (reporter: string, reason: ReportReason, day: string) =>
      `${reporter} hid it ${day} and chose: ${lower(enPages.receiving.report.reasons[reason])}.`,
    author: (author: string) => (author ? `Signed by ${author}` : 'Signed by a former member'),
    anonymous: 'Nobody knows who wrote this',
    noWords: 'Its words are gone.',
    talked: 'We talked about it',
    remove: 'Remove its words',
    removed: 'The words are removed.',
    closedAs: {
      talked: 'Talked about in the group',
      withdrawn: 'Taken back by its author',
      removed: 'Its words were removed',
    } satisfies Record<ReportOutcome, string>,
    earlier: 'Earlier ones',
  },

  leading: {
    title: (group: string) => `Leading ${group}`,
    draft: 'The group is not open yet.',
    ready: 'Everything it needs is there.',
    missing:
      'Before it opens, two things must be known to everybody: an emergency number and a crisis line.',
    missingEmergency: 'An emergency number is missing.',
    missingCrisisLine: 'A crisis line is missing.',
    activate: 'Open the group',
    activateWhy: 'First enter an emergency number and a crisis line.',
    people: (members: number, cap: number) =>
      members === 0
        ? `No members yet, at most ${number(cap)}.`
        : `${capital(number(members))} of at most ${number(cap)} members.`,
    invitations: 'Invitations',
    inviteWhat: 'Each is for one person, works once, and runs out after two weeks.',
    inviteLater: 'When the group is open, you can invite people here.',
    invitee: 'Who is it for?',
    inviteeHint: 'Their name, as you would say it. They can change it when they join.',
    role: 'They come as',
    roles: { member: 'A member', leader: 'A second leader' },
    invite: 'Make an invitation',
    made: (name: string) => `The invitation for ${name}`,
    madeWhat: 'It is shown this once. Give it to nobody else: whoever opens it first can join.',
    link: 'Link',
    copy: 'Copy the link',
    copied: 'Copied',
    copyFailed: 'This browser does not let pages copy. The link is selected: copy it by hand.',
    share: 'Share',
    shareText: (group: string) => `You are invited to ${group}.`,
    onlyHere:
      'You opened Landed as “localhost”, so this link works on this machine only. Open Landed by the address the console shows for phones, and invite from there.',
    qr: (name: string) => `QR code of the invitation for ${name}`,
    done: 'I have passed it on',
    noInvitations: 'Nobody is invited at the moment.',
    states: {
      open: (until: string) => `Open until ${until}`,
      used: (as: string) => (as ? `Joined as ${as}` : 'Used'),
      expired: 'Has run out',
      withdrawn: 'Taken back',
    },
    forLeader: 'as leader',
    withdraw: 'Take back',
    withdrawFor: (name: string) => `Take back the invitation for ${name}`,
    earlier: 'Earlier invitations',
    members: 'Members',
    crisis: 'Where to turn',
    save: 'Save',
    saved: 'Saved.',
    notForYou: 'This page is for the leaders of the group.',
    settings: 'The group',
    anonymousAsks: 'Asks may be answered without names',
    anonymousAsksChoice: [
      { value: true, label: 'Yes', more: 'Whoever asks chooses how: with names or without.' },
      { value: false, label: 'No', more: 'Every ask is answered with names.' },
    ],
    anonymousAsksNote: 'It changes the asks to come. One that is open stays as it is.',
    anonymousAbout: 'What anonymous means here',
    closing: 'New people',
    closingOpen: 'People you invite can join.',
    closingClosed:
      'The group is closed. Nobody is invited and nobody joins until you open it again. Invitations you have made stay good.',
    closingWhat: 'Everybody sees on the page about the group whether it is closed.',
    closeGroup: 'Close it for new people',
    reopenGroup: 'Open it again',
  },

  members: {
    menuFor: (name: string) => `Change what ${name} does here`,
    menu: 'Change',
    watching: 'only watches',
    lead: 'Make them a leader too',
    leadWhat: 'They can do everything that you can do here.',
    noPlace: 'The group has as many leaders as it was made for. Change that above first.',
    noMemberPlace: 'The group has no place for one more member. Change that above first.',
    lastLeader: 'The group needs a leader. Make somebody else one first.',
    member: 'Make them a member',
    stepDown: 'Become a member',
    memberWhat: 'They ask and answer like everybody, and no longer lead.',
    stepDownWhat: 'You ask and answer like everybody, and no longer lead.',
    watch: 'Only watch',
    watchWhat: 'Leads, but takes no seat. Is not asked, and does not ask.',
    takePart: 'Take part again',
    takePartWhat: 'Takes a seat in meetings, asks and is asked.',
    handOver: 'Hand the group over to them',
    handOverWhat: 'They lead from now on, and you become a member.',
    handOverTitle: (name: string) => `Hand the group over to ${name}?`,
    handOverAsk: (name: string) =>
      `${name} leads the group from now on. You become a member. Only ${name} can change that again.`,
    handOverDo: 'Hand it over',
    remove: 'Remove from the group',
    removeWhat: 'They lose access at once.',
    removeTitle: (name: string) => `Remove ${name} from the group?`,
    removeAsk: (name: string) => [
      `${name} loses access at once, on every device.`,
      'Asks of theirs that are open are taken back, with the answers to them.',
      'What they wrote to others stays, without their name.',
      'If you invite them again, they come back to what was theirs.',
    ],
    removeDo: 'Remove',
    removed: (name: string) => `${name} is removed.`,
    changed: (name: string) => `Done for ${name}.`,
  },

  agreements: {
    title: 'The agreement has changed',
    what: (group: string) =>
      `Read what is new in ${group}, and say whether you accept it. Until then you neither ask nor answer there.`,
    kept: 'What you were writing is kept on this device.',
    changes: 'What changed',
    whole: 'The whole agreement',
    added: 'New: ',
    removed: 'Gone: ',
    same: (n: number) =>
      n === 1 ? 'One point stays as it was' : `${capital(number(n))} points stay as they were`,
    accept: 'I accept',
    refuse: 'You cannot accept it? Talk with your leader first. You can also leave the group.',
    edit: 'Change the agreement',
    editHint: 'Each line is one point. What you type is kept here until you publish it.',
    again: 'Everybody accepts a new version again, before anything else.',
    preview: 'See what changes',
    previewTitle: 'What changes',
    previewWhat:
      'As soon as you publish this, everybody reads it and accepts it, before they ask or answer again. You accept it by publishing.',
    nothingChanged: 'Nothing is changed yet.',
    publish: 'Publish it',
    published: 'Published.',
    discard: 'Throw my changes away',
    earlier: 'Earlier versions',
    versionOf: (version: number, day: string) => `Version ${version}, from ${day}`,
  },

  leaving: {
    leave: 'Leave the group',
    title: (group: string) => `Leave ${group}?`,
    erased:
      'What is yours is erased at once: your asks with all that came back, your guesses, your journal, and what you put on the agenda.',
    given: 'What becomes of the answers you gave?',
    choices: {
      erase: 'Erase them',
      erase_words: 'Erase my words',
      keep: 'Leave them',
    },
    choicesMore: {
      erase:
        'Your words and your taps go. The dots of those asks go too; what was in the middle stays as it was.',
      erase_words: 'Your sentences go. Your taps and feelings stay, without you.',
      keep: 'All of it stays, as from a former member. Nothing says it was you.',
    },
    keptByOthers:
      'Sentences of yours that others have kept stay in their journals. Your name goes from them.',
    final: 'This cannot be undone. Your account stays, with your other groups.',
    understood: 'I know that this cannot be undone',
    tickFirst: 'First say that you know it cannot be undone.',
    do: 'Leave now',
    lastLeader: 'You are the only leader. Hand the group over to somebody, then you can leave.',
    toLeading: 'To “Leading”',
  },

  /** What came, held against the guess. */
  comparison: {
    warmer_than_expected: {
      title: 'What came back was warmer than you guessed.',
      text: 'You don’t have to believe all of it today.',
    },
    about_as_expected: { title: 'Close to your guess.', text: 'You read the room.' },
    cooler_than_expected: {
      title: 'Some of this is cooler than you guessed.',
      text: 'It is about one moment and these people’s evening, not about your worth. You can ask, rest, or take it to the group.',
    },
    mixed: {
      title: 'Some of this is warmer than you guessed, and some of it cooler.',
      text: 'One doesn’t cancel the other. You don’t have to make one answer out of it today.',
    },
  } satisfies Record<ComparisonLabel, { title: string; text: string }>,

  room: {
    title: 'The room',
    practice: {
      label: 'What I practise',
      planned: 'You planned to try',
      checkOut: 'Before you go',
      checkOutWhat: 'How the meeting was for you, in fifteen seconds.',
      checkedOut: 'How the meeting was for you',
      checkedOutWhat: 'Kept. You can change it for a day.',
      onlyYou: 'Only you see this.',
    },
    /** How something that waits is called, in the room and at home. */
    titleOf: (waiting: Waiting): string => {
      switch (waiting.kind) {
        case 'ask':
          return enPages.room.asks(waiting.askerName);
        case 'arriving':
          return waiting.arrived > 0 ? enPages.room.arriving : enPages.room.askOpen;
        case 'ready':
          return enPages.room.ready;
        case 'late_words':
          return enPages.room.lateWords;
        case 'reports':
          return enPages.room.reports(waiting.reports);
        case 'reported':
          return enPages.room.reported(waiting.askerName);
      }
    },
    open: (meeting: number, since: string) => `Meeting ${meeting}, open since ${since}`,
    none: 'No meeting is open.',
    leave: 'Leave the room',
    openMeeting: 'Open the meeting',
    endMeeting: 'End the meeting',
    ending: {
      title: 'End this meeting?',
      what: 'Everyone leaves the circle, and nobody can check in to this meeting any more.',
      asks: 'Asks that are open stay open until their time, and answers still arrive. Whoever was here can ask about it for two weeks.',
      confirm: 'End the meeting',
      stay: 'Stay in the meeting',
    },
    waiting: 'Waiting for you',
    asks: (name: string) => `${name} asks how it landed`,
    openUntil: (when: string) => `Open until ${when}`,
    askOpen: 'Your ask is open',
    arriving: 'Answers are arriving',
    soFar: (n: number, when: string) =>
      `${n === 1 ? 'One' : capital(number(n))} so far, open until ${when}`,
    ready: 'Your answers are ready',
    readySince: (when: string) => `Closed ${when}. They wait for you.`,
    arrived: 'An answer has arrived',
    lateWords: 'Something more was said',
    reports: (n: number) =>
      n === 1 ? 'An answer was reported' : `${capital(number(n))} answers were reported`,
    reportsWait: 'For the leaders to look at',
    reported: (name: string) => `${name} found your answer hard to receive`,
    reportedWhat: 'You can take it back, or bring it to the meeting.',
    circle: (here: number, all: number) => `Who is here: ${number(here)} of ${number(all)}`,
    circleAtRest: (all: number) =>
      `The circle: ${all === 1 ? 'one person' : `${number(all)} people`}`,
    you: 'You',
    notHere: 'not here yet',
    gone: 'not here right now',
    checkIn: 'Check in',
    checkInWhy: 'Then whoever asks how something landed asks you too.',
    landed: 'How did that land with you?',
    about: (when: string) => `About the meeting ${when}`,
    resting: {
      no_meeting_yet: 'The meeting has not been opened yet.',
      already_asked: 'You have asked about this meeting. One ask a meeting.',
      nobody_here: 'Nobody else is here yet, so there is nobody to ask.',
      nobody_came: 'Nobody else was at that meeting, so there is nobody to ask.',
      watching: 'You only watch over this group, so nobody asks you and you ask nobody.',
    },
    alone: {
      title: 'So far the circle is you',
      what: 'Landed is for a small group. Invite the people you meet with; each gets a link of their own.',
      invite: 'Invite people',
    },
    nothingWaits: 'Nothing right now. When somebody asks you, it stands here.',
  },

  asking: {
    title: 'How did that land with you?',
    goesToHere: (names: string) => `Everyone who is here gets this on their phone now: ${names}.`,
    goesToThere: (day: string, names: string) =>
      `Everyone who was at the meeting ${day} gets this on their phone now: ${names}.`,
    send: 'Ask everyone here',
    sendThere: 'Ask everyone who was there',
    sending: 'Asking…',
    moment: 'The moment I’m asking about',
    momentHint: 'When I…',
    how: 'How I ask',
    howNow: (dose: string, mode: AskMode, until: string) =>
      `${lower(dose)}, ${enPages.asking.modeNow[mode]}, until ${until}`,
    modeNow: {
      signed: 'with names',
      anonymous: 'anonymous',
      choice: 'each chooses',
    } satisfies Record<AskMode, string>,
    question: 'What I’d like to know',
    ownQuestion: 'My question',
    meant: 'What I was hoping to get across',
    meantHint: 'Hidden until they have answered',
    dose: 'What can I take in right now?',
    doseNote: 'The others see this above their answer. It filters nothing.',
    seenBy: 'Who may read the answers',
    seenByLabels: {
      asker: { label: 'Only me', more: 'I may read them together with a leader.' },
      group: { label: 'The group', more: 'Everyone, after closing. My guess stays mine.' },
    } satisfies Record<SeenBy, { label: string; more: string }>,
    closes: 'Answers open until',
    guess: 'My guess, before anyone answers',
    practice: 'Is this part of something I’m practising?',
    noPractice: 'No',
    practiceShown: 'The others see its ladder, and pick the step that today looked most like.',
    practiceAlone: 'Only I know of it.',
    guessNote:
      'Only you see this. It locks when you ask, so that later you can hold it against what came.',
    guessMade: 'made',
    guessOf: 'My best guess of what most people will answer',
    guessQuestions: {
      understood: 'Got it',
      closeness: 'Nearer or further',
      warmth: 'Warmth',
    } satisfies Record<Question, string>,
    takeBack: 'Take my guess back',
    fear: 'What I’m a little afraid of',
    fearWords: 'What I’m a little afraid of, in my own words',
    likely: 'How likely does it feel?',
    likelyEnds: { low: 'Not at all', high: 'Certain' },
    hard: 'If it happened, how hard would that be?',
    hardEnds: { low: 'Not hard', high: 'Very hard' },
    discount: 'If kind answers come back, I’d probably tell myself…',
    discountWords: 'What I’d tell myself, in my own words',
    unsent: {
      tooLong: 'One of your texts is too long. Shorten it, then ask.',
      offline:
        'The connection dropped while it was going out. Nothing was lost, and it is never asked twice.',
      failing:
        'The service could not take it just now. Nothing was lost, and it is never asked twice.',
      ownQuestion: 'Write your question first, or choose one of the others.',
    },
  },

  joining: {
    pageTitle: 'You are invited',
    invites: (name: string) => (name ? `${name} invites you to` : 'You are invited to'),
    size: (leaders: string, members: number, cap: number) =>
      `Led by ${leaders}. ${members === 0 ? 'No members yet' : `${capital(number(members))} ${members === 1 ? 'member' : 'members'} so far`}, at most ${number(cap)}, closed to others.`,
    asLeader: 'You are invited to lead it.',
    openUntil: (day: string) => `The invitation is open until ${day}.`,
    agreement: 'What we agree on here',
    acceptFirst: 'Accept the agreement to go on. Nobody joins without it.',
    makeAccount: 'Make my account',
    haveOne: 'I have one already.',
    signIn: 'Sign in',
    signedInAs: (name: string) => `You are signed in as ${name}.`,
    other: 'Use another account',
    accountTitle: 'Your account',
    accountWhat: 'With it you come back. The group sees only the name below.',
    nameTitle: 'Your name in the group',
    join: (group: string) => `Join ${group}`,
    used: 'This invitation has been used.',
    usedWhat: (name: string) =>
      `If that was you, sign in. If it was not, tell ${name || 'whoever invited you'}.`,
    expired: 'This invitation is no longer open.',
    expiredWhat: (name: string) =>
      `Ask ${name || 'the leader of your group'} for a new one. Your place is not lost.`,
    closed: 'The group takes nobody new for now.',
    closedWhat: (name: string) =>
      `Your invitation stays good. Ask ${name || 'the leader of the group'} when it opens again, then come back to this link.`,
    withdrawn: 'This invitation was taken back.',
    withdrawnWhat: (name: string) => `Ask ${name || 'whoever sent it'} what happened.`,
    unknown: 'This is not an invitation.',
    unknownWhat:
      'The link may have been cut off on its way. Open it again from the message it came in, or ask for a new one.',
  },

  groups: {
    newTitle: 'A new group',
    newWhat: 'It stays a draft until you open it. Nobody is invited before that.',
    about: 'What it is',
    name: 'Name of the group',
    purpose: 'What it is for',
    purposeHint: 'One or two sentences. Whoever is invited reads them first.',
    timeZone: 'Time zone',
    timeZoneHint: 'All times are said in this one. Type to search.',
    size: 'How large it gets',
    leaders: 'Who leads it',
    leadersChoice: ['One leader', 'Two leaders'],
    cap: 'Most members, without leaders',
    capChoice: { eight: 'Eight', ten: 'Ten', other: 'Another number' },
    capHint: 'One leader can hold eight, two can hold ten.',
    capOther: 'How many',
    capOtherHint: 'From 2 to 12.',
    agreement: 'What we agree on here',
    agreementHint:
      'Each line is one point. Change whatever doesn’t fit; everybody accepts it when they join.',
    defaultAgreement: [
      'What is said and written here stays here. I won’t screenshot or quote it.',
      'Members are not bound by law the way professionals are. We rely on each other.',
      'Asking and answering are always optional, and not a condition of belonging.',
      'My answers carry my name. Whoever asked reads them, or the group where the ask says so.',
      'Leaders see who belongs and when we meet. Of what we ask and answer they see what any member in their place sees.',
      'One of us looks after the machine this runs on. Whoever does could read what is stored there, and promises not to.',
      'What we write is kept as long as the group exists. Nothing is passed on, and nothing is used for research.',
      'This is not an emergency service, and nobody watches it. It is not a diagnosis and not a health record.',
      'Everyone here is an adult, and can leave whenever they want.',
    ].join('\n\n'),
    accept: 'I accept this agreement',
    acceptFirst: 'You accept it like everybody else.',
    acceptMissing: 'Without accepting it there is no group.',
    me: 'You in the group',
    myName: 'Your name in the group',
    myNameHint: 'What the others call you.',
    crisis: 'Where to turn',
    crisisWhat:
      'Nobody watches this app. Give at least one emergency number and one crisis line people here can reach; without both the group cannot open.',
    crisisName: 'Name',
    crisisReach: 'Number or address',
    addContact: 'Add another',
    kind: 'What it is',
    remove: 'Remove',
    removeContact: (name: string) => (name ? `Remove ${name}` : 'Remove'),
    create: 'Make the group',
    agreementSince: (version: number, day: string) => `Version ${version}, from ${day}.`,
    cannotCreate: 'Only whoever set up the service can make a group here.',
  },
};
