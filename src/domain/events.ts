import type { EventType, Subjects } from '../contract/live.ts';
import type { MemberId } from '../contract/primitives.ts';

/** Something happened: what it touches, and who is told. It never says what anybody said. */
export interface DomainEvent {
  type: EventType;
  subjects: Subjects;
  /** Null: every active member. Members who are not named receive nothing. */
  audience: MemberId[] | null;
}
