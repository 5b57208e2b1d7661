import type { CoachLevel, CoachRule } from '../../src/contract/coach.ts';

/** What each rule must find, and what looks near enough to it that it must not. */
export const SENTENCES: Record<
  CoachRule,
  { level: CoachLevel; hits: string[]; misses: string[]; missesWhenSigned?: string[] }
> = {
  you_label: {
    level: 'nudge',
    hits: [
      'You are so selfish.',
      "You're being defensive right now.",
      'You were cold and dismissive.',
      'You’re a control freak.',
      'I felt hurt, because you are too sensitive.',
    ],
    misses: [
      'You seemed distant to me, and I felt sad.',
      'I imagined you were cold toward me, and I felt scared.',
      'I felt cold when the window was open and you are near it.',
      'You are not alone with this.',
      'You said "you are so selfish" and I flinched.',
    ],
  },
  you_label_praise: {
    level: 'hint',
    hits: ['You are amazing!', "You're so strong."],
    misses: ['I felt warm when you let yourself cry.', 'You seemed strong to me when you paused.'],
  },
  always_never: {
    level: 'nudge',
    hits: [
      'You always change the subject.',
      'You never let us in.',
      'You joke every single time someone gets close.',
      'Your jokes constantly cut people off.',
    ],
    misses: [
      'When you share I always feel closer.',
      'You never know what will come up.',
      'Today when you joked I lost the thread.',
      'I never felt pushed by you today.',
    ],
  },
  mind_reading: {
    level: 'nudge',
    hits: [
      'You just wanted attention.',
      "You think you're above us.",
      'You were obviously trying to hurt her.',
      "You don't care about this group.",
      'You were angry at me.',
    ],
    misses: [
      'I imagine you wanted us to stop asking.',
      'You said you felt alone, and I softened.',
      'Did you want us to be quiet?',
      "I'd like to hear more if you want to share it.",
      'It seemed to me you were angry.',
      'I wondered whether you felt judged.',
    ],
  },
  advice: {
    level: 'nudge',
    hits: [
      'You should tell your mother.',
      'Have you tried journaling?',
      "Why don't you just leave him?",
      "If I were you I'd quit.",
      'Try to relax more.',
      'You really need to let go.',
      'I would suggest therapy for two.',
    ],
    misses: [
      'I noticed an urge to fix it for you.',
      "You don't have to be funny for us.",
      'I felt helpless and wanted to give advice.',
      "I'd welcome hearing what you feel as it happens.",
      'I had to hold back tears while you spoke.',
    ],
  },
  diagnosing: {
    level: 'pause',
    hits: [
      'You are clearly codependent.',
      'That is your avoidant attachment talking.',
      "I think you're in denial.",
      "You're projecting.",
      'Your mother was a narcissist and so are you.',
    ],
    misses: [
      'My own ADHD made it hard to follow you.',
      'You mentioned your OCD, and I felt trusted.',
      'I felt paranoid for a second.',
      'I felt a pull to label what you did.',
    ],
  },
  insult: {
    level: 'stop',
    hits: [
      'Stop being an idiot.',
      'That was pathetic.',
      'Get over it.',
      'Nobody likes you.',
      'You liar.',
    ],
    misses: [
      'I felt stupid for crying.',
      'I was such an idiot to stay silent.',
      'What you said was not stupid to me.',
      'I felt like a loser next to you.',
      'I was angry and wanted to walk out.',
    ],
  },
  feel_that: {
    level: 'hint',
    hits: [
      "I feel that you don't trust us.",
      'I feel like you were hiding.',
      'I felt you were cold.',
    ],
    misses: ['I feel like crying.', 'I felt tense, and I imagined you were hiding.'],
  },
  story_word: {
    level: 'hint',
    hits: ['I felt rejected.', 'I felt so ignored when you turned away.'],
    misses: ['I felt lonely.', 'I ignored my own anger.'],
  },
  made_me: {
    level: 'hint',
    hits: ['You made me angry.', 'You make me feel small.'],
    misses: ['When you laughed I felt small.', 'You made tea for everyone.'],
  },
  group_voice: {
    level: 'nudge',
    hits: [
      'We all think you talk too long.',
      'Everyone here feels uncomfortable with you.',
      'Nobody really wants to hear that.',
    ],
    misses: [
      'I imagined everyone was bored, and I was not.',
      'I felt close to everyone tonight.',
      'I got bored after a while.',
    ],
  },
  minimising: {
    level: 'nudge',
    hits: ['At least you have a job.', "Don't cry.", "It's not that bad.", "You'll get over it."],
    misses: [
      'I noticed at least three moments when I leaned in.',
      'I felt an impulse to say it will be fine.',
      'I wanted to calm you, and I noticed that.',
    ],
  },
  question_only: {
    level: 'hint',
    hits: ['Why did you say that? What did you mean?', 'Are you angry with me?'],
    misses: ['I felt nervous. Are you angry with me?', 'I felt nervous.'],
  },
  no_i: {
    level: 'hint',
    hits: [
      'That story about the house was long and the ending came fast.',
      'Your voice got quiet at the end and the room went still.',
    ],
    misses: ['Your voice got quiet and I leaned in to hear you better.', 'Thank you for that.'],
  },
  shouting: {
    level: 'hint',
    hits: ['STOP DOING that.', "I can't believe it!!!"],
    misses: ['I noticed my OCD acting up.', 'I felt glad!'],
  },
  anon_leak: {
    level: 'pause',
    hits: [
      'As I said last week, I get scared too.',
      'My husband does this and I shut down.',
      'As the newest one here I felt shy.',
      'Priya looked upset and I did too.',
    ],
    misses: ['I felt shy and wanted to reach out.', 'I noticed my shoulders drop.'],
    missesWhenSigned: ['As I said last week, I get scared too.'],
  },
  threat: {
    level: 'stop',
    hits: ["I'm going to hurt you.", 'You will regret this.', "I'll find you after group."],
    misses: [
      'I noticed an impulse to hit you, and I stayed with it.',
      'I had a fantasy of shouting at you.',
      'I will find it hard to forget this.',
    ],
  },
  crisis: {
    level: 'care',
    hits: [
      'I want to die.',
      'I have been cutting myself again.',
      'Everyone would be better off without me.',
      "Your share about your brother's suicide stayed with me.",
      'My partner hits me.',
      "I don't want to be here anymore.",
      "I can't go on like this.",
    ],
    misses: [
      'I was dying to hear more.',
      "I can't go on about my own stuff forever.",
      'I cut myself off mid-sentence.',
      'I killed the mood with that joke.',
      'It hit me hard when you left.',
      'I felt hopeless for a moment.',
    ],
  },
};

/** What the coach is there to make room for: nothing is said about any of these. */
export const GOOD = [
  'I felt warm toward you when you paused and let us see you cry.',
  'I am noticing the impulse to comfort you right now.',
  'When you looked down after the joke, I felt sad and a bit further away.',
  "It reminded me of my grandmother's kitchen, and I felt homesick.",
  'I imagined you leaving the room, and my chest got tight.',
  "I'm not sure what I feel yet. Something in my stomach.",
  'I felt irritated when the story jumped, and I also wanted to stay with you.',
  'I held my breath when you said you were lonely.',
  "I'd welcome more moments like that, where you take your time.",
  'I felt angry at you when you interrupted Sam, and I wanted to pull back.',
];
