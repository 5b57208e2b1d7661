// English: every sentence a person reads, on pages, in mail and in exports. One section an area of the product.
// Values are sentences, or functions of what varies in them. Another language is another file of this shape.
import type { AnswerBody, Channel, Reaction } from '../contract/answers.ts';
import type {
  AskMode,
  AskQuestion,
  Closes,
  Discount,
  Dose,
  FearKind,
  SeenBy,
} from '../contract/asks.ts';
import type { CoachRule } from '../contract/coach.ts';
import type { BodySign, Family, Feeling, Pad } from '../contract/feelings.ts';
import type { Impression, MoreOf } from '../contract/impressions.ts';
import type { FieldProblem, ProblemCode } from '../contract/problem.ts';
import { RANGE } from '../contract/scales.ts';
import type { Question, Taps } from '../contract/scales.ts';

type AskReaders = `${Extract<AskMode, 'signed'>}_for_${SeenBy}`;

export const number = (n: number) =>
  ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'][n] ??
  String(n);

export const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
export const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** Stays on one line, wherever a line ends. */
export const unbroken = (words: string) => words.replaceAll(' ', '\u00a0');
const formats = new Map<string, Intl.DateTimeFormat>();
/** Each format is made once: that is slow, and a list has a date in every row. */
export const date = (at: string, timeZone: string, options: Intl.DateTimeFormatOptions) => {
  const key = JSON.stringify([timeZone, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
  formats.set(key, format);
  return format.format(new Date(at));
};
const clock = (at: string, timeZone: string) =>
  date(at, timeZone, { hour: '2-digit', minute: '2-digit' });
const weekday = (at: string, timeZone: string) => date(at, timeZone, { weekday: 'long' });
const longDay = (at: string, timeZone: string) =>
  `${weekday(at, timeZone)}, ${unbroken(date(at, timeZone, { day: 'numeric', month: 'long' }))}`;
/** Calendar days from one instant to another in that time zone. */
const daysBetween = (from: string, to: string, timeZone: string) => {
  // The days of a calendar that is written "23/11/2026".
  const day = (at: string) =>
    Date.parse(date(at, timeZone, { dateStyle: 'short' }).split('/').toReversed().join('-'));
  return (day(to) - day(from)) / 86_400_000;
};

/** The named stops of the three scales, lowest first. */
const stops = {
  understood: ['Not yet', 'A little', 'Partly', 'Mostly', 'Fully'],
  closeness: [
    'Much further away',
    'Further away',
    'A bit further away',
    'About the same',
    'A bit nearer',
    'Nearer',
    'Much nearer',
  ],
  warmth: ['None I can find', 'A trace', 'Some', 'A lot', 'A great deal'],
} satisfies Record<Question, readonly string[]>;
/** A stop inside a sentence; a middle can lie between two. */
export const stopSaid = (question: Question, value: number): string => {
  const [below, above] = [Math.floor(value), Math.ceil(value)].map((stop) => {
    const name = stops[question][stop - RANGE[question][0]];
    if (name === undefined) throw new RangeError(`${question} has no stop ${stop}`);
    return lower(name);
  });
  return below === above ? `${below}` : `between ${below} and ${above}`;
};
export const warmthSaid = (value: number) => {
  if (value === 0) return 'no warmth I can find';
  return `${stopSaid('warmth', value)}${value === 2 ? '' : ' of'} warmth`;
};
const feelingSaid = (feeling: Feeling) =>
  feeling === 'rather_not' ? en.feelings[feeling] : lower(en.feelings[feeling]);
/** "a", "a, and b", "a, b, and c": clauses, with the comma before the last. */
export const enumerated = (clauses: readonly string[]) =>
  clauses.length < 2
    ? clauses.join('')
    : `${clauses.slice(0, -1).join(', ')}, and ${clauses.at(-1)}`;

export const en = {
  common: {
    product: 'Landed',
    goOn: 'Go on',
    back: 'Back',
    close: 'Close',
    cancel: 'Cancel',
    tryAgain: 'Try again',
    optional: 'optional',
    leader: 'leader',
    /** Who does not belong any more has no name. */
    former: 'a former member',
    skip: 'Skip to the page',
    loading: 'One moment…',
    tooLong: (limit: number) => `At most ${limit} characters.`,
    left: (n: number) => (n < 0 ? `${-n} too many` : `${n} left`),
    people: (n: number) => (n === 1 ? 'one person' : `${number(n)} people`),
    /** "Ana, Ben and Ruth" */
    list: (names: readonly string[]) =>
      new Intl.ListFormat('en-GB', { style: 'long', type: 'conjunction' }).format(names),
  },

  console: {
    ready: (url: string) => `Landed is ready on ${url}`,
    phones: (url: string) => `Phones in the same network open ${url}`,
    plain:
      'The connection is not encrypted: fine in a room whose network you trust. The README shows the way to TLS.',
    demoBegins: 'Playing three months of a made-up circle…',
    demoEnds: 'Ctrl+C ends the demo and deletes everything in it.',
    portTaken: (port: number) =>
      `Port ${port} is taken. Set PORT to another one, or stop what uses it.`,
    /** `landed`, the command line. */
    usage:
      'Usage:\n  npm run landed -- serve\n  npm run landed -- move --to postgres://role@host:5432/database [--yes]',
    move: {
      notAnAddress:
        '--to takes the address of a PostgreSQL: postgres://role:password@host:5432/database.',
      table: (name: string, rows: number) => `${name}: ${rows === 1 ? 'one row' : `${rows} rows`}`,
      done: (rows: number, file: string, folder: string) =>
        `Moved: ${rows} rows, each read back and compared. ${file} is as it was.\n` +
        'Start the service with DATABASE_URL set to the address you gave. Every process needs secret.key from ' +
        `${folder} in its data folder; the ticket keys are in PostgreSQL now, sealed with it. ` +
        'What is written from now on is there alone, so never start a service on the old file again.',
      refused: {
        no_source: (file: string) =>
          `There is no database of Landed at ${file}. Set DATA_DIR to the data folder of the service.`,
        no_secret: (folder: string) =>
          `There is no secret.key in ${folder}. It belongs to the database, so put it back there first.`,
        in_use: (file: string) =>
          `A service is running on ${file}. Stop it, and move then. Nothing was moved.`,
        older_version: (file: string) =>
          `${file} was last used by an older version of Landed. Start this version on it once, stop it, and move then. Nothing was moved.`,
        newer_version: (file: string) =>
          `${file} was last used by a newer version of Landed. Move with that version. Nothing was moved.`,
        open_without_names: (n: number) =>
          `${n === 1 ? 'One ask that takes' : `${n} asks that take`} answers without names ${n === 1 ? 'is' : 'are'} open. What was handed in waits outside the database and cannot be moved: the first start on PostgreSQL gives ${n === 1 ? 'that ask' : 'those asks'} up, unread, and says so. Wait until ${n === 1 ? 'it has' : 'they have'} closed, or move with --yes. Nothing was moved.`,
        not_empty: (table: string) =>
          `The PostgreSQL is not empty: there is something in “${table}”. Make an empty database for Landed. Nothing was moved.`,
        differs: (table: string) =>
          `What PostgreSQL gave back of “${table}” is not what was copied. Nothing was moved.`,
      },
    },
    otherSecret: (file: string) =>
      `This database was first used with another secret. Copy secret.key from the data folder of the process that made it to ${file}, and start again.`,
    setup: (url: string, code: string) =>
      `Make the first account at ${url}\nSetup code, good once: ${code}`,
    /** Why a PostgreSQL cannot be used, whose address was given by `from`. Nothing was changed then. */
    database: {
      unreachable: (at: string, from: string) =>
        `No PostgreSQL answers at ${at}. Start it, or correct ${from}.`,
      wrong_credentials: (role: string, from: string) =>
        `PostgreSQL does not let the role “${role}” in. Correct the name or the password in ${from}.`,
      no_such_database: (name: string, from: string) =>
        `PostgreSQL has no database “${name}”. Make it, with encoding UTF8 and locale C.UTF-8 or C, or correct ${from}.`,
      missing_rights: (role: string) =>
        `The role “${role}” may not do in this database what Landed needs. Make it the owner of the database, or of the schema.`,
      read_only: (_detail: string, from: string) =>
        `This PostgreSQL takes no writes: it is a standby, or set to read only. ${from} must name the primary.`,
      too_many_connections: () =>
        'This PostgreSQL has no connection left. Raise its max_connections, or lower DATABASE_CONNECTIONS.',
      too_old: (version: string) =>
        `This is PostgreSQL ${version}. Landed needs 15 or newer: older ones are mended no more.`,
      wrong_order: (is: string) =>
        `This database sorts text by “${is}”. Make one with encoding UTF8 and locale C.UTF-8 or C: create database … template template0 encoding 'UTF8' locale 'C.UTF-8'.`,
      newer_version: () =>
        'This database was last used by a newer version of Landed. Start that version, or restore a backup made before it.',
      half_migrated: () =>
        'This database holds only some of the tables that Landed needs. Restore a backup of all of it, or give Landed an empty one.',
    },
  },

  ui: {
    home: 'Landed: all my groups',
    places: 'Places of the group',
    undo: 'Undo',
    notDone: (why: string) => `That was not done. ${why}`,
    ready: 'Ready.',
    readySoon: (label: string) => `${label}, ready in a moment.`,
    notChosen: 'not chosen yet',
    fillIn: 'Please fill this in.',
    of: (value: number, max: number) => `${value} of ${max}`,
    title: (title: string) => `${title} · Landed`,
    unreachable:
      'The service cannot be reached right now. Nothing was lost; try again in a moment.',
    offline: 'You’re offline. What you typed is kept; it goes out when the connection is back.',
    disconnected:
      'The service cannot be reached. What you typed is kept; this page tries again by itself.',
    outdated: 'There is a newer version of this page.',
    loadAgain: 'Load it',
    wentWrong: 'Something went wrong here.',
    cannotReach: 'The service cannot be reached.',
    keptHere: 'Nothing was lost. This page tries again by itself.',
    notYou: 'It was not you, and what you wrote is kept.',
    toMyGroups: 'To my groups',
  },

  /** The front page of the demo. */
  demo: {
    title: 'Who would you like to be?',
    what: 'Eight made-up people, three months of evenings behind them, and a meeting that is open now. Choose one: the others are in the room. Ask how something landed, and they answer within seconds.',
    again: (password: string) =>
      `To be somebody else, open this address again. If you are asked to sign in: each person’s name is their sign-in name, and the password is “${password}”.`,
    gone: 'All of it is on this machine only. It is deleted when the demo ends.',
  },

  accounts: {
    setUp: {
      title: 'The first account',
      what: 'Whoever sets up Landed makes the first account here, with the code the console shows.',
      code: 'Setup code',
      codeHint: 'It stands in the window where the service was started.',
      make: 'Make my account',
    },
    signIn: {
      title: 'Welcome back',
      submit: 'Sign in',
      withPasskey: 'Sign in with a passkey',
      forgot: 'I lost my password or my passkey',
      newHere: 'New here? You need a personal invitation from your group’s leader.',
    },
    recover: {
      title: 'A new password',
      what: 'One of the recovery codes you got with your account sets a new one. Each works once.',
      code: 'Recovery code',
      submit: 'Set the new password',
      wrong: 'That sign-in name and code don’t fit together, or the code has been used.',
      noCodes:
        'Without a code only a leader of your group can help you back in, and only if you allowed it before: ask them.',
      byLink:
        'The link from your leader sets a new one. Every device that was signed in is signed out.',
      linkRefused:
        'This link cannot be used now. It works from a day after it was made, for a week, unless it was stopped.',
      done: 'Your new password is set',
      left: (n: number) =>
        n === 0
          ? 'That was your last recovery code. Keep this password somewhere safe.'
          : `You are signed in. ${n === 1 ? 'One recovery code is' : `${capital(number(n))} recovery codes are`} left.`,
      toSignIn: 'Back to sign in',
    },
    signInName: 'Sign-in name',
    signInNameHint: 'Only you use it. The others never see it.',
    password: 'Password',
    newPassword: 'New password',
    passwordHint: 'At least ten characters. A few words in a row are good.',
    show: 'Show',
    hide: 'Hide',
    email: 'E-mail',
    emailHint: 'Nobody in the group sees it.',
    codes: {
      title: 'Your recovery codes',
      what: 'If you lose your password, each of these sets a new one, once. They are shown this one time.',
      list: 'Recovery codes',
      copy: 'Copy',
      copied: 'Copied',
      download: 'Save as a file',
      print: 'Print',
      kept: 'I have kept them',
      file: (codes: readonly string[]) =>
        `Landed: recovery codes. Each sets a new password once.\n\n${codes.join('\n')}\n`,
    },
    account: 'My account',
    noEmail: 'none',
    signOut: 'Sign out',
    signingOut: {
      title: 'Something you wrote has not been sent',
      what: 'Signing out takes what is unsent off this device, for good.',
      stay: 'Stay signed in',
      go: 'Sign out and discard it',
    },
  },

  about: {
    contactsNone: 'Nothing is entered here yet. Ask your leader whom you can turn to.',
    contactKinds: {
      emergency: 'Emergency number',
      crisis_line: 'Crisis line',
      other: 'Someone else to turn to',
    },
    title: (group: string) => `About ${group}`,
    places: {
      room: 'Room',
      answers: 'Answers',
      practice: 'Practice',
      lookBack: 'Look back',
      leading: 'Leading',
    },
    face: (name: string) => `${name}: my account and the group`,
    people: 'Who is here',
    you: 'you',
    timeZone: (zone: string) => `Times are those of ${zone}.`,
    closed: 'The group is closed for new people. Nobody joins until a leader opens it again.',
    whereToTurn: 'Where to turn',
    anonymous: 'What anonymous means here',
  },

  problems: {
    invalid_request: 'Something in this form needs another look.',
    unauthenticated: 'You are signed out. Sign in again; nothing you wrote here is lost.',
    wrong_credentials: 'That sign-in name and password don’t fit together. You can try again.',
    wrong_setup_code:
      'That is not the code on the console. It changes each time the service starts.',
    already_set_up: 'The first account exists already. Sign in, or ask a leader for an invitation.',
    foreign_origin: 'This page was opened from another address. Open it from the service’s own.',
    too_many_requests: 'That was too often in a short time. Wait a few minutes, then try again.',
    not_found: 'There is nothing here, or it is not yours to see.',
    forbidden: 'This is for the leaders of the group.',
    not_yours: 'Only the one who asked can do this.',
    sign_in_name_taken: 'Somebody signs in with this name already. Choose another one.',
    name_taken: 'Somebody in the group goes by this name already. Choose another one.',
    may_not_create_groups: 'This account may not create groups. Whoever set up the service can.',
    group_not_active: 'The group is not open yet. It needs an emergency number and a crisis line.',
    crisis_contacts_missing:
      'Before the group opens it needs at least one emergency number and one crisis line.',
    group_full: 'The group is full. Ask its leader whether there is a place.',
    invitation_expired: 'This invitation has run out. Ask for a new one; your place is not lost.',
    invitation_used: 'This invitation has been used. If that was you, sign in.',
    invitation_withdrawn: 'This invitation was taken back. Ask whoever sent it.',
    agreement_changed: 'The agreement has changed since you opened this page. Read it once more.',
    agreement_to_accept: 'The group has a new agreement. Read and accept it first.',
    group_closed: 'The group takes nobody new for now. Your invitation stays good.',
    last_leader: 'A group needs a leader. Hand over to somebody first.',
    too_many_people: 'More people are there already than that.',
    not_a_member: 'They do not belong to the group any more.',
    only_watching: 'You only watch over this group. Change that under “Leading” to take part.',
    already_a_member: 'You belong to this group already.',
    meeting_open: 'A meeting is open already.',
    meeting_ended: 'This meeting has ended.',
    not_at_meeting: 'You can ask about meetings you checked in to.',
    nobody_to_ask: 'Nobody else has checked in yet, so there is nobody to ask.',
    already_asked: 'You have asked about this meeting already. One ask a meeting.',
    too_late_to_ask: 'This meeting was more than two weeks ago. Ask about a newer one.',
    not_asked: 'You were not asked this one: it went to those who were here when it opened.',
    ask_closed: 'This ask has closed. Nothing was sent, and your words are still here.',
    ask_opened: 'It has been opened already, so this can no longer be taken back.',
    wrong_mode: 'This ask is answered in another way. Open it again.',
    too_few_candidates:
      'Too few people here could hide an answer without a name. Ask with names this time.',
    anonymous_asks_off: 'The leaders have put asks without names aside for now.',
    answers_written_down:
      'Answers without names cannot be promised here: the database writes down what it is asked.',
    not_a_candidate: 'You answer this one with your name.',
    ticket_key_unknown: 'Answering without a name is not possible here now. Load the page again.',
    ticket_elsewhere: 'Another device of yours holds the ticket for this ask. Answer it there.',
    ticket_needed: 'This device holds no ticket for this ask, so it cannot be signed from here.',
    ticket_refused: 'The ticket for this ask was not accepted. Nothing was sent.',
    proof_refused: 'This sentence could not be shown to be yours.',
    too_few_to_hide:
      'If you sign now, the others are hidden among too few. You can say it in the room.',
    not_opened: 'Open your answers first. Nothing opens by itself.',
    answer_changed_elsewhere:
      'You sent another answer from a different device. Both are kept; choose which one stays.',
    answer_not_reported: 'Only an answer that was reported can be taken back now.',
    ask_not_closed: 'This ask is still open.',
    already_said_late: 'You have said something late already. Once is what there is.',
    too_late_to_say: 'Two weeks have passed. You can still say it in the room.',
    nothing_there: 'What this was about is not there any more.',
    agenda_full: 'Ten things of yours wait on the agenda already. Take one off first.',
    too_many_active_goals:
      'You practise three things already. Pause, finish or let go of one, then begin this.',
    ladder_incomplete:
      'A ladder begins when all five levels are written. Fill in what is empty, or go without a ladder.',
    ladder_levels_equal: 'Two levels of the ladder say the same. Each has to be a step of its own.',
    goal_begun: 'This has begun. Reframe it: how it was worded until now stays readable.',
    goal_not_begun: 'This has not begun yet. Begin it first.',
    goal_ended: 'This is over. Take it up again to go on with it.',
    goal_not_shown: 'Nobody else sees this. Say first who may read it.',
    goal_not_active: 'Only what you are practising now can be part of an ask.',
    not_your_goal: 'That is not one of your goals.',
    no_ladder: 'There is no ladder here to choose a level on.',
    rating_compared:
      'You have seen how others saw that evening, so your own level of it stays as you gave it.',
    experiment_settled: 'You have said how this went. Take that back first, then plan it anew.',
    only_one_answer: 'On a shared device you can give this one answer, nothing else.',
    passkey_refused: 'That passkey was not accepted. Try again, or sign in another way.',
    passkeys_need_tls:
      'Passkeys need an encrypted connection. Here, sign in with your name and password.',
    passkey_taken: 'That passkey is in use already.',
    last_way_in: 'This is your last way in. Add another one first.',
    not_confirmed: 'That did not confirm that it is you. Nothing was changed.',
    recovery_refused: 'No link can be made for this member, or this link cannot be used.',
    storage_full: 'The disk of the service is full. Nothing was saved; tell whoever runs it.',
    starting_or_stopping: 'The service is restarting. Try again in a moment; nothing was lost.',
    internal: 'Something went wrong here. It was not you, and what you wrote is kept.',
  } satisfies Record<ProblemCode, string>,

  fields: (field: FieldProblem): string => {
    switch (field.problem) {
      case 'missing':
        return 'Please fill this in.';
      case 'too_long':
        return field.limit === null ? 'This is too long.' : `At most ${field.limit} characters.`;
      case 'too_short':
        return field.limit === null || field.limit <= 1
          ? 'Please fill this in.'
          : `At least ${field.limit} characters.`;
      case 'repeated':
        return 'This says the same as another one.';
      case 'not_allowed':
        return 'This value doesn’t work here.';
      case 'malformed':
        break;
    }
    return 'This doesn’t look right.';
  },

  /** As on their chips; words are small because they stand in sentences too. */
  feelings: {
    not_sure_yet: 'Not sure yet',
    several_at_once: 'Several at once',
    in_my_body: 'Something in my body',
    nothing_i_notice: 'Nothing I notice',
    rather_not: 'I’d rather not say',
    tender: 'tender',
    fond: 'fond',
    protective: 'protective',
    affectionate: 'affectionate',
    close: 'close',
    connected: 'connected',
    included: 'included',
    at_home: 'at home',
    grateful: 'grateful',
    appreciative: 'appreciative',
    touched: 'touched',
    reassured: 'reassured',
    amused: 'amused',
    cheerful: 'cheerful',
    playful: 'playful',
    delighted: 'delighted',
    excited: 'excited',
    eager: 'eager',
    inspired: 'inspired',
    alive: 'alive',
    proud: 'proud',
    confident: 'confident',
    strong: 'strong',
    satisfied: 'satisfied',
    calm: 'calm',
    content: 'content',
    peaceful: 'peaceful',
    at_ease: 'at ease',
    safe: 'safe',
    trusting: 'trusting',
    accepted: 'accepted',
    steady: 'steady',
    relieved: 'relieved',
    lighter: 'lighter',
    hopeful: 'hopeful',
    patient: 'patient',
    moved: 'moved',
    admiring: 'admiring',
    awed: 'awed',
    nostalgic: 'nostalgic',
    curious: 'curious',
    interested: 'interested',
    fascinated: 'fascinated',
    absorbed: 'absorbed',
    surprised: 'surprised',
    startled: 'startled',
    puzzled: 'puzzled',
    confused: 'confused',
    tense: 'tense',
    on_edge: 'on edge',
    restless: 'restless',
    overwhelmed: 'overwhelmed',
    worried: 'worried',
    nervous: 'nervous',
    wary: 'wary',
    doubtful: 'doubtful',
    scared: 'scared',
    alarmed: 'alarmed',
    panicky: 'panicky',
    threatened: 'threatened',
    sad: 'sad',
    heavy: 'heavy',
    disappointed: 'disappointed',
    sorrowful: 'sorrowful',
    hurt: 'hurt',
    rejected: 'rejected',
    let_down: 'let down',
    unseen: 'unseen',
    lonely: 'lonely',
    left_out: 'left out',
    abandoned: 'abandoned',
    grieving: 'grieving',
    irritated: 'irritated',
    annoyed: 'annoyed',
    impatient: 'impatient',
    frustrated: 'frustrated',
    angry: 'angry',
    furious: 'furious',
    resentful: 'resentful',
    bitter: 'bitter',
    defensive: 'defensive',
    indignant: 'indignant',
    betrayed: 'betrayed',
    controlled: 'controlled',
    shy: 'shy',
    awkward: 'awkward',
    self_conscious: 'self-conscious',
    embarrassed: 'embarrassed',
    ashamed: 'ashamed',
    exposed: 'exposed',
    inadequate: 'inadequate',
    humiliated: 'humiliated',
    guilty: 'guilty',
    regretful: 'regretful',
    sorry: 'sorry',
    foolish: 'foolish',
    distant: 'distant',
    detached: 'detached',
    bored: 'bored',
    indifferent: 'indifferent',
    numb: 'numb',
    blank: 'blank',
    frozen: 'frozen',
    shut_down: 'shut down',
    tired: 'tired',
    drained: 'drained',
    helpless: 'helpless',
    hopeless: 'hopeless',
    torn: 'torn',
    ambivalent: 'ambivalent',
    hesitant: 'hesitant',
    conflicted: 'conflicted',
    vulnerable: 'vulnerable',
    raw: 'raw',
    longing: 'longing',
    bittersweet: 'bittersweet',
    envious: 'envious',
    jealous: 'jealous',
    competitive: 'competitive',
    left_behind: 'left behind',
  } satisfies Record<Feeling, string>,

  /** Feelings inside a sentence. */
  feelingsSaid: {
    /** "not sure yet" */
    one: (feeling: Feeling) => feelingSaid(feeling),
    /** "Tender, not sure yet." */
    all: (feelings: readonly Feeling[]) => `${capital(feelings.map(feelingSaid).join(', '))}.`,
    storyHint: 'That word also says something about what I did. Is there a feeling underneath?',
  },

  /** What "Something in my body" is; small, because they stand in sentences too. */
  bodySigns: {
    tight_chest: 'tight chest',
    knotted_stomach: 'knotted stomach',
    warm_face: 'warm face',
    lump_in_throat: 'lump in throat',
    tears_close: 'tears close',
    clenched_jaw: 'clenched jaw',
    shallow_breath: 'shallow breath',
    restless_legs: 'restless legs',
    heavy_limbs: 'heavy limbs',
    cold_hands: 'cold hands',
    shaky: 'shaky',
    softening: 'softening',
  } satisfies Record<BodySign, string>,

  /** The pad after "Not sure yet", lowest first. */
  pad: {
    pleasantness: ['unpleasant', 'mixed', 'pleasant'],
    energy: ['quiet', 'middle', 'charged'],
    /** "unpleasant and charged"; in the middle of both, "mixed". */
    said: ({ pleasantness, energy }: Pad): string => {
      const pleasant = en.pad.pleasantness[pleasantness + 1] ?? '';
      return energy === 0 ? pleasant : `${pleasant} and ${en.pad.energy[energy + 1]}`;
    },
  },

  /** How somebody came across in one moment. */
  impressions: {
    PA: { label: 'Steering', more: 'took the lead, firm' },
    NO: { label: 'Inviting', more: 'lively, drew me in' },
    LM: { label: 'Warm', more: 'caring, close' },
    JK: { label: 'Trusting', more: 'open, gentle, let others lead' },
    HI: { label: 'Holding back', more: 'quiet, gave way' },
    FG: { label: 'Hard to reach', more: 'closed, withdrawn' },
    DE: { label: 'Cool', more: 'distant, matter-of-fact' },
    BC: { label: 'Sparring', more: 'pushed back, competed' },
    mixed: { label: 'Mixed', more: null },
    cant_say: { label: 'Can’t say', more: null },
  } satisfies Record<Impression, { label: string; more: string | null }>,

  /** "I’d welcome more of…" */
  moreOf: {
    what_you_feel: 'what you feel while it is happening',
    taking_your_time: 'you taking your time',
    asking_us: 'you asking us for something',
    letting_us_answer: 'you letting us answer',
    disagreeing: 'you disagreeing out loud',
    humour: 'your humour, like today',
    quiet_moments: 'quiet moments like that one',
    what_you_need: 'what you need from us',
    story_behind: 'the story behind it',
    how_i_affect_you: 'how I affect you',
    starting: 'you starting',
    staying: 'you staying a bit longer with it',
    just_this: 'just this, nothing to change',
  } satisfies Record<MoreOf, string>,
  /** The same where others read along. */
  moreOfThem: {
    what_you_feel: (name) => `what ${name} feels while it is happening`,
    taking_your_time: (name) => `${name} taking their time`,
    asking_us: (name) => `${name} asking us for something`,
    letting_us_answer: (name) => `${name} letting us answer`,
    disagreeing: (name) => `${name} disagreeing out loud`,
    humour: (name) => `${name}’s humour, like today`,
    quiet_moments: () => 'quiet moments like that one',
    what_you_need: (name) => `what ${name} needs from us`,
    story_behind: () => 'the story behind it',
    how_i_affect_you: (name) => `how I affect ${name}`,
    starting: (name) => `${name} starting`,
    staying: (name) => `${name} staying a bit longer with it`,
    just_this: () => 'just this, nothing to change',
  } satisfies Record<MoreOf, (name: string) => string>,

  /** What an answer says besides its sentences and its taps. */
  answerSaid: {
    /** "Tender, not sure yet (unpleasant and quiet), something in my body (tight chest, shaky)." */
    feelings: ({ feelings, body, pad }: Pick<AnswerBody, 'feelings' | 'body' | 'pad'>) => {
      const said = feelings.map((feeling) => {
        const more =
          feeling === 'in_my_body'
            ? body.map((sign) => en.bodySigns[sign]).join(', ')
            : feeling === 'not_sure_yet' && pad
              ? en.pad.said(pad)
              : '';
        return feelingSaid(feeling) + (more && ` (${more})`);
      });
      return `${capital(said.join(', '))}.`;
    },
    cameAcross: (chosen: readonly Impression[]) => {
      if (chosen.length === 0) return '';
      if (chosen.includes('cant_say')) return 'How you came across in that moment, I can’t say.';
      const words = chosen.map((one) => lower(en.impressions[one].label));
      return `In that moment, to me, you came across as ${words.join(' and ')}.`;
    },
    moreOf: (chosen: readonly MoreOf[], ownWords: string | null) => {
      const own = ownWords ? `I’d welcome more of: ${ownWords}` : '';
      if (chosen.length === 0) return own;
      const words = chosen.map((one) => en.moreOf[one]).join(', and ');
      const said = chosen.includes('just_this') ? capital(words) : `I’d welcome more of ${words}`;
      return `${said}.${own && ` ${own}`}`;
    },
    inRoom: 'I’d be willing to say more about this in the meeting.',
  },

  families: {
    warm: 'Warm toward others',
    glad: 'Glad and alive',
    calm: 'Calm and steady',
    stirred: 'Stirred and open',
    uneasy: 'Uneasy and afraid',
    sad: 'Sad and hurt',
    angry: 'Angry and pushing back',
    small: 'Small and exposed',
    far: 'Far away and worn',
    pulled: 'Pulled two ways',
  } satisfies Record<Family, string>,

  scales: {
    cantSay: 'Can’t say yet',
    questions: {
      understood: (name: string) => `How well do you get what ${name} was putting across?`,
      closeness: () => 'After this, compared with before, I feel…',
      warmth: (name: string) => `How much warmth do I notice toward ${name} right now?`,
    } satisfies Record<Question, (name: string) => string>,
    /** Every stop by its name, lowest first. */
    stops,
    /** "A bit nearer"; between two stops, where a middle can lie, "Between partly and mostly". */
    stop: (question: Question, value: number) => capital(stopSaid(question, value)),
    /** The same inside a sentence: "You guessed a bit further away." */
    stopSaid: (question: Question, value: number) => stopSaid(question, value),
    /** "I get it mostly, I feel a bit nearer, and I notice a lot of warmth." */
    reread: ({ understood, closeness, warmth }: Taps) =>
      understood === null && closeness === null && warmth === null
        ? 'I can’t say yet, to all three.'
        : `${enumerated([
            understood === null
              ? 'I can’t say yet how well I get it'
              : understood === 0
                ? 'I don’t get it yet'
                : `I get it ${stopSaid('understood', understood)}`,
            closeness === null
              ? 'I can’t say yet whether I feel nearer'
              : `I feel ${stopSaid('closeness', closeness)}`,
            warmth === null
              ? 'I can’t say yet how much warmth I notice'
              : `I notice ${warmthSaid(warmth)}`,
          ])}.`,
    /** "Most will have got it partly, will feel a bit further away, and will notice a trace of warmth." */
    guess: ({ understood, closeness, warmth }: Taps) => {
      const parts = [
        understood === null
          ? null
          : understood === 0
            ? 'will not have got it yet'
            : `will have got it ${stopSaid('understood', understood)}`,
        closeness === null ? null : `will feel ${stopSaid('closeness', closeness)}`,
        warmth === null ? null : `will notice ${warmth === 0 ? 'no warmth' : warmthSaid(warmth)}`,
      ].filter((part) => typeof part === 'string');
      return parts.length === 0 ? null : `Most ${enumerated(parts)}.`;
    },
  },

  channels: {
    labels: {
      thought: 'A thought',
      feeling: 'A feeling',
      association: 'A memory or link',
      fantasy: 'A picture',
      reaction: 'What my body did',
      impulse: 'An urge',
    } satisfies Record<Channel, string>,
    stems: {
      thought: 'A thought I had was…',
      feeling: 'I felt…',
      association: 'It reminded me of…',
      fantasy: 'I imagined…',
      reaction: 'I noticed that I…',
      impulse: 'I noticed an urge to…',
    } satisfies Record<Channel, string>,
    examples: {
      thought: '…that I wanted the story to slow down.',
      feeling: '…a small wave of sadness when you laughed.',
      association: '…sitting on the stairs listening to my parents.',
      fantasy: '…you packing a suitcase.',
      reaction: '…held my breath and looked at the floor.',
      impulse: '…say it’s all right, before you had finished.',
    } satisfies Record<Channel, string>,
    help: {
      thought: null,
      feeling: null,
      association: null,
      fantasy: 'Saying it is not doing it. It can stay words.',
      reaction: null,
      impulse: 'Saying it is not doing it. It can stay words.',
    } satisfies Record<Channel, string | null>,
  },

  /** What an asker chooses from. */
  asks: {
    question: {
      landed: 'How did that land with you?',
      meant: 'Did I come across the way I meant to?',
      stirred: 'What did it stir in you?',
      more: 'What would you like more of from me?',
      own: 'In my own words',
    } satisfies Record<AskQuestion, string>,
    dose: {
      gentle: 'Mostly what drew you in',
      balanced: 'Both',
      straight: 'As it is',
    } satisfies Record<Dose, string>,
    /** The same above an answer. */
    doseAbove: {
      gentle: (name: string) => `${name} asks to hear mostly what drew you in:`,
      balanced: (name: string) => `${name} asks to hear both, what drew you in and what didn’t:`,
      straight: (name: string) => `${name} asks to hear it as it is:`,
    } satisfies Record<Dose, (name: string) => string>,
    closes: {
      in_15_minutes: 'In 15 minutes',
      in_an_hour: 'In an hour',
      tomorrow_20: 'Tomorrow at 20:00',
      in_48_hours: 'In 48 hours',
      in_a_week: 'In a week',
    } satisfies Record<Closes, string>,
    fear: {
      someone_far: 'Someone will feel further from me',
      most_far: 'Most will feel further from me',
      no_warmth: 'Nobody will feel warmth',
      not_got: 'People won’t get it',
      too_much: 'I was too much',
      own: 'In my own words',
    } satisfies Record<FearKind, string>,
    discount: {
      nice: 'they’re being nice',
      not_real_me: 'they don’t know the real me',
      lucky: 'a lucky evening',
      sorry_for_me: 'they feel sorry for me',
      take_in: 'I’d take it in',
      own: 'own words',
    } satisfies Record<Discount, string>,
  },

  /** One sentence made from what this ask settled, by its code; above the button that sends. */
  whoWillSee: {
    /** For the asker. */
    ask: {
      signed_for_asker:
        'You see each answer with its name, when you choose to open it, and may read it together with a leader. Nobody else does. The three taps carry no names: you see how many chose what after closing, from three on.',
      signed_for_group:
        'You see each answer with its name, when you choose to open it, and may read it together with a leader. After closing, everyone in the group can read the answers, but never your guess. The three taps carry no names: they show how many chose what after closing, from three on.',
    } satisfies Record<AskReaders, string>,
    /** For whoever answers. */
    answer: {
      signed_for_asker: (asker) =>
        `${asker} sees all of this but your three taps with your name, and may read it together with a leader. The taps are never named: they are only counted with the others’, from three on.`,
      signed_for_group: (asker) =>
        `${asker} sees all of this but your three taps with your name, and may read it together with a leader; after closing, everyone in the group can. The taps are never named: they are only counted with the others’, from three on.`,
      signed_for_asker_from_leader: (asker) =>
        `${asker} sees all of this with your name, and may read it together with a leader. You lead, so you answer in words only.`,
      signed_for_group_from_leader: (asker) =>
        `${asker} sees all of this with your name, and may read it together with a leader; after closing, everyone in the group can. You lead, so you answer in words only.`,
    } satisfies Record<AskReaders | `${AskReaders}_from_leader`, (asker: string) => string>,
  },

  /** Clock times are those of the group's place, not of the reader's. */
  times: {
    /** "19:02" */
    clock: (at: string, timeZone: string) => clock(at, timeZone),
    /** "20:30" today, "Thursday 20:30" within six days, else "Thursday, 26 November, 20:30". */
    until: (at: string, timeZone: string, now: string) => {
      const days = daysBetween(now, at, timeZone);
      if (days === 0) return clock(at, timeZone);
      return days > 0 && days < 7
        ? `${weekday(at, timeZone)} ${clock(at, timeZone)}`
        : `${longDay(at, timeZone)}, ${clock(at, timeZone)}`;
    },
    /** "today", "yesterday", "Tuesday" within six days, else "Tuesday, 3 November". */
    day: (at: string, timeZone: string, now: string) => {
      const days = daysBetween(at, now, timeZone);
      if (days === 0) return 'today';
      if (days === 1) return 'yesterday';
      return days > 0 && days < 7 ? weekday(at, timeZone) : longDay(at, timeZone);
    },
    /** "today", "yesterday", "on Tuesday" within six days, else "on Tuesday, 3 November". */
    on: (at: string, timeZone: string, now: string) => {
      const days = daysBetween(at, now, timeZone);
      if (days === 0) return 'today';
      if (days === 1) return 'yesterday';
      return `on ${days > 0 && days < 7 ? weekday(at, timeZone) : longDay(at, timeZone)}`;
    },
    /** "Thursday, 26 November, 20:30" */
    full: (at: string, timeZone: string) => `${longDay(at, timeZone)}, ${clock(at, timeZone)}`,
  },

  answersList: {
    title: 'Answers',
    mine: 'You asked how it landed',
    asks: (name: string) => `${name} asks how it landed`,
    asked: (name: string) => `${name || capital(en.common.former)} asked how it landed`,
    openUntil: (when: string) => `Open until ${when}`,
    closed: (day: string) => `Closed ${day}`,
    shared: 'Shown to the group',
    /** What the asker gave back to my answer. */
    reactions: (name: string, reactions: readonly Reaction[]) =>
      enumerated(reactions.map((reaction) => en.answersList.gave[reaction](name))),
    gave: {
      thank: (name) => `${name} thanks you`,
      say_more: (name) => `${name} would like to hear more in the meeting`,
      hard: (name) => `for ${name} this was hard`,
    } satisfies Record<Reaction, (name: string) => string>,
    views: { asks: 'Asked and answered', journal: 'My journal', label: 'Answers and journal' },
    earlier: 'Show earlier ones',
    none: 'Nothing asked yet',
    noneWhy:
      'When you ask how something landed, or somebody asks you, it stays here. The big button in the room is where it begins.',
    toRoom: 'To the room',
  },

  answering: {
    title: (name: string) => `Answer ${name}`,
    step: (step: number, of: number) => `${step} of ${of}`,
    closeKeeps: 'Close, keep for later',
    whatIsAsked: (name: string) => `What ${name} asks`,
    /** Where an asker named no moment. */
    momentOf: (name: string) => `About what ${name} just shared`,
    keepForLater: 'Keep for later',
    there: 'Were you there for this?',
    thereYes: 'Yes',
    thereNo: 'I missed it',
    missed: 'Then there is nothing to answer. Go on, and it is off your list.',
    pass: 'Pass',
    notice: 'What do you notice in yourself?',
    noticeNote: 'Up to three. Not knowing is fine. It often comes later.',
    find: 'Find a word',
    found: (n: number) =>
      n === 0
        ? 'No word like that. A near one is enough.'
        : n === 1
          ? 'One word.'
          : `${capital(number(n))} words.`,
    full: 'Three are chosen. Take one away first.',
    fullOfTwo: 'Two are chosen. Take one away first.',
    several: 'Look through the families, if you like: the words that come nearest.',
    bodySigns: 'Where and how? Up to three, or none.',
    pad: 'Roughly where? You can leave it out.',
    padClear: 'Leave it out after all',
    missing: {
      there: 'Say first whether you were there.',
      feelings: 'Choose at least one. “Not sure yet” is a full answer.',
      too_long: 'The sentence is too long. At most 280 characters.',
      taps: 'Choose a place on the line first, or “Can’t say yet”.',
      more_too_long: 'What you’d welcome more of is too long. At most 140 characters.',
    },
    words: 'Put one thing into words',
    wordsNote: 'One sentence is enough. You can leave it out.',
    channel: 'What it is',
    noChannel: 'Leave it out after all',
    addAnother: 'Add another',
    another: 'One more',
    anotherChannel: 'What this one is',
    more: 'If you like',
    cameAcross: 'In that moment, to me, you came across as…',
    cameAcrossNote: 'Up to two. About one moment, not about who somebody is.',
    moreOf: 'I’d welcome more of…',
    moreOfNote: 'Up to two, or in your own words.',
    moreOfText: 'In my own words',
    inRoom: 'I’d be willing to say more about this in the meeting',
    saidInRoom: 'I have said it in the meeting',
    kept: 'Kept on this phone as you write.',
    keptByPage: 'This browser keeps nothing: it is here until you close the page.',
    arrivedFirst: 'What you sent first has arrived. Send again, and this takes its place.',
    stillOut: 'What you sent first is still on its way. Send again, and this takes its place.',
    discard: 'Discard what I wrote',
    discarded: 'What you wrote is discarded.',
    taps: 'Three taps',
    tapsNote: (name: string) => `About you, this evening. Not a grade for ${name}.`,
    next: (question: string) => `Next: ${lower(question)}`,
    changeTap: (question: string, stop: string) => `${question} ${stop}. Change`,
    reread: 'Read it as if it were said to you.',
    signed: (name: string) => `Signed as ${name}`,
    change: 'Change',
    send: 'Send',
    sending: 'Sending. It is kept on this phone until it has arrived.',
    passed: {
      title: 'You passed.',
      looks: 'To everybody else it looks as if you have not answered yet.',
      until: (when: string) => `It stays open until ${when}, if you change your mind.`,
      answer: 'Answer after all',
    },
    toRoom: 'Back to the room',
    sent: {
      title: 'Sent',
      sees: (name: string) => `What ${name} will see`,
      taps: 'Your three taps, never with your name',
      replaced: 'This replaces what you sent from another device.',
      until: (when: string) => `You can change it until ${when}.`,
      change: 'Change it',
    },
    given: {
      title: 'Your answer',
      sees: (name: string) => `What ${name} sees`,
      closed: 'This ask has closed, so it stays as it is.',
      received: 'It has arrived.',
    },
    reactionsTitle: 'What came back to you',
    reactions: {
      thank: (name) => `${name} thanks you.`,
      say_more: (name) => `${name} would like to hear more in the meeting.`,
      hard: (name) => `This was hard for ${name}.`,
    } satisfies Record<Reaction, (name: string) => string>,
    reported: {
      title: (name: string) => `${name} found this hard to receive.`,
      text: 'The leaders know of it. You can take your answer back, or bring it to the meeting, or leave it as it is.',
      takeBack: 'Take my answer back',
      takenBack: 'Your answer is taken back.',
      gone: 'You took your answer back. Its words are erased.',
    },
    meant: (name: string) => `What ${name} hoped to get across`,
    unsent: {
      step: 'Not sent yet',
      title: 'Your answer is safe on this phone.',
      dropped:
        'The connection dropped while it was going out. Nothing was lost and nothing was sent twice. It goes by itself when the connection is back.',
      signedOut:
        'You are signed out on this device. Nothing was lost. It goes by itself when you have signed in again.',
      waiting: (name: string, clock: string) =>
        `Signed as ${name} · waiting on this phone since ${clock}`,
      tryNow: 'Try now',
      change: 'Change it',
      signIn: 'Sign in',
    },
    late: {
      title: 'This ask closed while you were writing.',
      kept: 'Your words are still here, on this phone only.',
      copy: 'Copy',
      copied: 'Copied.',
      copyByHand: 'Select the words and copy them.',
      discard: 'Discard',
    },
    closed: {
      title: 'This ask has closed.',
      text: 'Nothing more can be sent to it.',
    },
    lateWord: {
      title: 'Say something late',
      offer: (when: string) => `One sentence, with your name, until ${when}. It is never counted.`,
      reread: 'Read it as if it were said to you.',
      who: (name: string, seenBy: SeenBy) =>
        `${name} sees this sentence with your name, and may read it together with a leader${seenBy === 'group' ? '; everyone in the group can' : ''}. Once it is sent, it stays as it is.`,
      begin: 'Write a sentence',
      missing: 'Say what it is, and write your sentence.',
      said: 'What you said late',
      change: 'Change',
      read: 'Read it once more',
    },
    withdrawn: {
      title: (name: string) => `${name || capital(en.common.former)} took this ask back.`,
      text: 'Nothing that was written for it is kept.',
    },
    refused: 'It was not taken.',
    elsewhere: {
      title: 'You sent another answer from a different device.',
      text: 'Both are here. Choose which one stays.',
      theirs: 'Sent from the other device',
      ours: 'Written on this one',
      keepTheirs: 'Keep the one that was sent',
      sendOurs: 'Send the one from here',
    },
  },

  /** What came back. Where `you` is a name, it is read by somebody else, on a screen others may see. */
  coach: {
    says: {
      you_label: 'That reads like a label for who I am. What did I do, and what happened in you?',
      you_label_praise: 'Kind. What did I do that had this effect on you?',
      always_never: 'Can you say it about today, one moment?',
      mind_reading: 'You can’t see inside. Try “I imagined…” or “It seemed to me…”.',
      advice: 'This sounds like advice. What were you feeling just before the advice came?',
      diagnosing: 'A label can close a door. What did you see or hear, and how was that for you?',
      insult: 'This can’t be sent like this. If you’re angry, say that you are angry, and at what.',
      feel_that: '“I feel that…” is often a thought. What’s the feeling?',
      story_word: 'This word also says what someone else did. Is there a feeling under it?',
      made_me: 'Try “When you…, I felt…”.',
      group_voice: 'Speak for yourself; the others can speak for themselves.',
      minimising: 'Comfort can land as “don’t feel that”. What was it like to hear the pain?',
      question_only: 'Questions can hide us. What did you notice in yourself?',
      no_i: 'Where are you in this? One sentence starting with “I”.',
      shouting: 'Loud on a small screen. Keep it?',
      anon_leak: 'This could tell who you are. Keep, change, or sign it?',
      threat:
        'This can’t be sent. If you are afraid of what you might do, please talk to your leader or one of the services listed.',
      crisis:
        'Some of these words can mean someone is in danger or in great pain. If that is you, or someone you know, please reach a person now. Nobody is watching this app, and your group may not read this for days.',
    } satisfies Record<CoachRule, string>,
    keep: 'Keep as is',
    /** Why it does not go on: a line asks for other words, or for keeping these. */
    held: 'First see the line under your words.',
    giving: {
      open: 'How to say it',
      title: 'Giving feedback here.',
      text: 'Start with yourself: what you felt, pictured or wanted to do. Name the moment: “when you looked away…”. Stay in this room, this evening. Guess out loud as a guess: “I imagined…”. You don’t have to fix anything, agree, or be sure. Mixed feelings are welcome. If you are angry, say you are angry; don’t let the words do the hitting. Slow down and read it once as if it were said to you.',
      frame: 'When you … , I felt … , and I noticed an urge to … .',
    },
    receiving: {
      open: 'How to receive it',
      title: 'Receiving.',
      text: 'It is one person’s inside, not a fact about you. Notice what you brush aside and what you hold on to. You owe nobody an answer. You can ask, rest, or bring it to the meeting.',
    },
    panel: {
      /** Opened by oneself, not by any words. */
      unwatched: 'Nobody is watching this app. If it is too much, please reach a person now.',
      leaders: (names: readonly string[]) =>
        `Or tell ${new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(names)}, who ${names.length === 1 ? 'leads' : 'lead'} this group, in person.`,
      notThat: 'This isn’t about that',
    },
  },
};
