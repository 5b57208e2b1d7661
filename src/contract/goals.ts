import * as z from 'zod/mini';

import { operation } from './operation.ts';
import {
  AskId,
  Day,
  ExperimentId,
  GoalId,
  GroupId,
  Instant,
  MeetingId,
  MemberId,
  Nothing,
  text,
} from './primitives.ts';
import { LevelComparison } from './scales.ts';

/**
 * Where a goal stands. `draft`: only its member knows of it. `proposed`: shown to whom it is visible, before it begins.
 * `active`, at most three at once, `paused`, `done` and `let_go`: it has begun, and its wording changes by reframing.
 */
export const GoalState = z.enum(['draft', 'proposed', 'active', 'paused', 'done', 'let_go']);
export type GoalState = z.infer<typeof GoalState>;
/** How many goals may be active at once. */
export const MOST_ACTIVE = 3;

/** A part people learn early; always the member's own word for themself. `own` comes with words. */
export const OldRole = z.enum([
  'golden_child',
  'lost_one',
  'jester',
  'truth_teller',
  'hero',
  'scapegoat',
  'wallflower',
  'peacekeeper',
  'caretaker',
  'rebel',
  'none',
  'own',
]);
export type OldRole = z.infer<typeof OldRole>;

export const GoalSetting = z.enum(['in_room', 'outside', 'both']);
export type GoalSetting = z.infer<typeof GoalSetting>;

/** Who else reads the goal and its ladder; experiments, levels and reviews stay the member's own. */
export const GoalVisible = z.enum(['only_me', 'leaders', 'group']);
export type GoalVisible = z.infer<typeof GoalVisible>;

/** A step of the ladder: 0 is what I'd honestly expect by the review. */
export const Level = z.literal([-2, -1, 0, 1, 2]);
export type Level = z.infer<typeof Level>;
/** Lowest first, as the texts of a ladder stand. */
export const LEVELS = [-2, -1, 0, 1, 2] as const satisfies readonly Level[];

/** Five texts of the member's own, −2 first; null where none is written yet. */
export const LadderDraft = z
  .array(z.nullable(text(120)))
  .check(z.minLength(LEVELS.length), z.maxLength(LEVELS.length));
export type LadderDraft = z.infer<typeof LadderDraft>;
/** A whole ladder, −2 first. */
export const Ladder = z
  .array(text(120))
  .check(z.minLength(LEVELS.length), z.maxLength(LEVELS.length));
export type Ladder = z.infer<typeof Ladder>;

/** What may be looked at beside a goal; what is not chosen is not shown in a review at all. */
export const Measure = z.enum([
  'attended',
  'shares',
  'first_share',
  'asks',
  'answered',
  'channel_mix',
  'feeling_range',
  'in_room',
  'experiments',
]);
export type Measure = z.infer<typeof Measure>;

/** Two, lowest first. An array to the parser: that of tuples would be loaded by every page there is. */
const Bounds = z
  .array(z.int().check(z.minimum(0), z.maximum(100)))
  .check(z.minLength(2), z.maxLength(2)) as unknown as z.ZodMiniType<
  [number, number],
  [number, number]
>;

/** Which way is the new way; the bounds of `within` count as inside, 0 to 100. */
export const Direction = z.union([
  z.enum(['up', 'down']),
  z
    .strictObject({ within: Bounds })
    .check(z.refine(({ within: [lowest, highest] }) => lowest <= highest)),
]);
export type Direction = z.infer<typeof Direction>;

export const Watched = z.strictObject({ measure: Measure, direction: Direction });
export type Watched = z.infer<typeof Watched>;

/** What a goal says, all of it in the member's words. */
export const GoalWording = z
  .strictObject({
    title: text(80),
    oldRole: z._default(OldRole, 'none'),
    /** With `own`. */
    oldRoleWords: z._default(z.nullable(text(40)), null),
    /** What I tend to do. */
    oldWay: z._default(z.nullable(text(200)), null),
    /** What it once protected. */
    served: z._default(z.nullable(text(200)), null),
    /** What I want to practise instead. */
    newWay: z._default(z.nullable(text(200)), null),
    /** Why it matters now. */
    why: z._default(z.nullable(text(200)), null),
    setting: z._default(GoalSetting, 'in_room'),
    /** A goal may be practised without one. */
    ladder: z._default(z.nullable(LadderDraft), null),
  })
  .check(
    z.refine((goal) => (goal.oldRole === 'own') === (goal.oldRoleWords !== null), {
      path: ['oldRoleWords'],
    }),
  );
export type GoalWording = z.infer<typeof GoalWording>;

/** How a goal is kept; all of it may change at any time. */
export const GoalKeeping = z.strictObject({
  visible: GoalVisible,
  /** Its weight in the T-score: 1 to 3. */
  importance: z.int().check(z.minimum(1), z.maximum(3)),
  /** At most two measures, each once. */
  watch: z.array(Watched).check(
    z.maxLength(2),
    z.refine((watch) => new Set(watch.map((one) => one.measure)).size === watch.length),
  ),
  /** Meetings from one review to the next, 2 to 24. */
  reviewEvery: z.int().check(z.minimum(2), z.maximum(24)),
});
export type GoalKeeping = z.infer<typeof GoalKeeping>;

/** What an experiment is for: the next meeting, or a day. */
export const ExperimentWhen = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('next_meeting') }),
  z.strictObject({ kind: z.literal('day'), day: Day }),
]);
export type ExperimentWhen = z.infer<typeof ExperimentWhen>;

/** A tried experiment counts whatever its outcome. */
export const Done = z.enum(['no', 'a_bit', 'yes']);
export type Done = z.infer<typeof Done>;

const likely = z.nullable(z.int().check(z.minimum(0), z.maximum(100), z.multipleOf(10)));

export const PlanExperiment = z.strictObject({
  text: text(140),
  setting: z.enum(['in_room', 'outside']),
  when: ExperimentWhen,
  /** How likely do I do it: 0 to 100 in steps of ten. */
  likely: z._default(likely, null),
});
export type PlanExperiment = z.infer<typeof PlanExperiment>;

/** How it went; all null takes it back to planned. */
export const Outcome = z
  .strictObject({
    done: z.nullable(Done),
    /** What happened. */
    happened: z._default(z.nullable(text(280)), null),
    /** What I learned. */
    learned: z._default(z.nullable(text(140)), null),
  })
  .check(
    z.refine(
      ({ done, happened, learned }) => done !== null || (happened === null && learned === null),
      { path: ['done'] },
    ),
  );
export type Outcome = z.infer<typeof Outcome>;

export const Experiment = z.object({
  id: ExperimentId,
  text: z.string(),
  setting: z.enum(['in_room', 'outside']),
  /** The number of the meeting it is for, or the day; one of the two. */
  meeting: z.nullable(z.int()),
  day: z.nullable(Day),
  likely,
  done: z.nullable(Done),
  happened: z.nullable(z.string()),
  learned: z.nullable(z.string()),
  plannedOn: Day,
  settledOn: z.nullable(Day),
});
export type Experiment = z.infer<typeof Experiment>;

/** How I saw one evening: a level of the ladder, how near I was to the new way (0 to 10), either or both. */
export const Rating = z.object({
  meetingId: MeetingId,
  /** The meeting's number. */
  meeting: z.int(),
  on: Day,
  level: z.nullable(Level),
  distance: z.nullable(z.int()),
  /** Which of the goal's ladders the level stands on, from 1. */
  ladderVersion: z.int(),
  /** Held against what peers saw: it does not change any more. */
  compared: z.boolean(),
});
export type Rating = z.infer<typeof Rating>;

/** How peers saw one evening, from three of them on who could see it. */
export const PeerLevel = z.object({
  askId: AskId,
  /** The meeting's number. */
  meeting: z.int(),
  on: Day,
  /** The middle one, −2 to 2; lies between two levels when an even number split there. */
  level: z.number(),
  n: z.int(),
  /** Held against my own level of that evening, which I gave before. */
  comparison: LevelComparison,
});
export type PeerLevel = z.infer<typeof PeerLevel>;

/** How a goal was worded before it was reframed. */
export const Frame = z.object({
  version: z.int(),
  wording: GoalWording,
  /** The day it was reframed, and why, in the member's words. */
  until: Day,
  note: z.nullable(z.string()),
});
export type Frame = z.infer<typeof Frame>;

/** A goal as those may read it to whom it is visible. */
export const ShownGoal = z.object({
  id: GoalId,
  memberId: MemberId,
  name: z.string(),
  state: GoalState,
  wording: GoalWording,
  visible: GoalVisible,
  startedOn: z.nullable(Day),
  endedOn: z.nullable(Day),
});
export type ShownGoal = z.infer<typeof ShownGoal>;

/** A member's own goal, whole. */
export const Goal = z.object({
  ...ShownGoal.shape,
  ...GoalKeeping.shape,
  madeOn: Day,
  /** The ladder in use, from 1; a reframe with another ladder begins a new one. */
  ladderVersion: z.int(),
  /** How many meetings there were, one that is open among them: an experiment for a later one is for the next. */
  meetings: z.int(),
  /** Newest first. */
  experiments: z.array(Experiment),
  /** By meeting, oldest first. */
  ratings: z.array(Rating),
  /** By meeting, oldest first; an evening is here only once I gave my own level for it. */
  peers: z.array(PeerLevel),
  /** Oldest first. */
  frames: z.array(Frame),
  /** The last attended meeting of the past fourteen days that can be rated, open or ended. */
  rateable: z.nullable(z.object({ meetingId: MeetingId, number: z.int(), openedAt: Instant })),
  /** So many meetings have gone by since the last review, or since it began, that it is time to look back. */
  reviewDue: z.boolean(),
});
export type Goal = z.infer<typeof Goal>;

export const GoalSummary = z.object({
  id: GoalId,
  title: z.string(),
  state: GoalState,
  newWay: z.nullable(z.string()),
  visible: GoalVisible,
  setting: GoalSetting,
  /** A whole ladder, or none. */
  hasLadder: z.boolean(),
  startedOn: z.nullable(Day),
  endedOn: z.nullable(Day),
  /** The next planned experiment, if any. */
  next: z.nullable(Experiment),
  reviewDue: z.boolean(),
});
export type GoalSummary = z.infer<typeof GoalSummary>;

const inGroup = z.object({ groupId: GroupId });
const ofGoal = z.object({ groupId: GroupId, goalId: GoalId });
const ofExperiment = z.object({ groupId: GroupId, goalId: GoalId, experimentId: ExperimentId });

/** Mine: active first, then newest. Others': those visible to me, by name. */
export const listGoals = operation({
  name: 'listGoals',
  method: 'GET',
  path: '/api/groups/:groupId/goals',
  params: inGroup,
  status: 200,
  reply: z.object({ mine: z.array(GoalSummary), others: z.array(ShownGoal) }),
});

/** Makes a draft that only I see. Takes an `Idempotency-Key` header: a repeat within a day gets the same goal. */
export const makeGoal = operation({
  name: 'makeGoal',
  method: 'POST',
  path: '/api/groups/:groupId/goals',
  params: inGroup,
  body: GoalWording,
  status: 201,
  reply: Goal,
});

/** `mine` for the member themself; `shown` for those to whom it is visible; the other is null. */
export const getGoal = operation({
  name: 'getGoal',
  method: 'GET',
  path: '/api/groups/:groupId/goals/:goalId',
  params: ofGoal,
  status: 200,
  reply: z.object({ mine: z.nullable(Goal), shown: z.nullable(ShownGoal) }),
});

/** Words a goal that has not begun anew. */
export const wordGoal = operation({
  name: 'wordGoal',
  method: 'PUT',
  path: '/api/groups/:groupId/goals/:goalId/wording',
  params: ofGoal,
  body: GoalWording,
  status: 200,
  reply: Goal,
});

/** Words a goal that has begun anew; how it was worded until now stays readable, and ratings stay on their ladder. */
export const reframeGoal = operation({
  name: 'reframeGoal',
  method: 'POST',
  path: '/api/groups/:groupId/goals/:goalId/frames',
  params: ofGoal,
  body: z.strictObject({ wording: GoalWording, note: z._default(z.nullable(text(200)), null) }),
  status: 201,
  reply: Goal,
});

export const keepGoal = operation({
  name: 'keepGoal',
  method: 'PATCH',
  path: '/api/groups/:groupId/goals/:goalId',
  params: ofGoal,
  body: z.strictObject({
    visible: z.optional(GoalKeeping.shape.visible),
    importance: z.optional(GoalKeeping.shape.importance),
    watch: z.optional(GoalKeeping.shape.watch),
    reviewEvery: z.optional(GoalKeeping.shape.reviewEvery),
  }),
  status: 200,
  reply: Goal,
});

/** Begins, pauses, finishes, lets go of, or takes up again. A goal that has begun never becomes a draft again. */
export const moveGoal = operation({
  name: 'moveGoal',
  method: 'PUT',
  path: '/api/groups/:groupId/goals/:goalId/state',
  params: ofGoal,
  body: z.strictObject({ state: GoalState }),
  status: 200,
  reply: Goal,
});

/** Erases a goal with its experiments, ratings and reviews, for good. Asks that belonged to it stay without it. */
export const eraseGoal = operation({
  name: 'eraseGoal',
  method: 'DELETE',
  path: '/api/groups/:groupId/goals/:goalId',
  params: ofGoal,
  status: 200,
  reply: Nothing,
});

export const planExperiment = operation({
  name: 'planExperiment',
  method: 'POST',
  path: '/api/groups/:groupId/goals/:goalId/experiments',
  params: ofGoal,
  body: PlanExperiment,
  status: 201,
  reply: Experiment,
});

/** Plans anew what has no outcome yet. */
export const replanExperiment = operation({
  name: 'replanExperiment',
  method: 'PUT',
  path: '/api/groups/:groupId/goals/:goalId/experiments/:experimentId',
  params: ofExperiment,
  body: PlanExperiment,
  status: 200,
  reply: Experiment,
});

export const settleExperiment = operation({
  name: 'settleExperiment',
  method: 'PUT',
  path: '/api/groups/:groupId/goals/:goalId/experiments/:experimentId/outcome',
  params: ofExperiment,
  body: Outcome,
  status: 200,
  reply: Experiment,
});

export const eraseExperiment = operation({
  name: 'eraseExperiment',
  method: 'DELETE',
  path: '/api/groups/:groupId/goals/:goalId/experiments/:experimentId',
  params: ofExperiment,
  status: 200,
  reply: Nothing,
});

/** How I saw an evening I attended; both null takes it back. */
export const RateGoal = z.strictObject({
  level: z.nullable(Level),
  distance: z.nullable(z.int().check(z.minimum(0), z.maximum(10))),
});
export type RateGoal = z.infer<typeof RateGoal>;

export const rateGoal = operation({
  name: 'rateGoal',
  method: 'PUT',
  path: '/api/groups/:groupId/goals/:goalId/ratings/:meetingId',
  params: z.object({ groupId: GroupId, goalId: GoalId, meetingId: MeetingId }),
  body: RateGoal,
  status: 200,
  reply: Goal,
});
