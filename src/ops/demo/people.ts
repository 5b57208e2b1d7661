// Who is in the demo's circle. Everybody in it is made up.
import type { Role } from '../../contract/groups.ts';

export type Name = 'Ana' | 'Ines' | 'Jonas' | 'Kofi' | 'Mira' | 'Ruth' | 'Samir' | 'Walter';

export interface DemoPerson {
  name: Name;
  role: Role;
  /** Who they are, in one line, for whoever chooses whom to be. */
  line: string;
}

/** By name, as everywhere in the product. */
export const PEOPLE: readonly DemoPerson[] = [
  {
    name: 'Ana',
    role: 'member',
    line: 'A nurse on nights. She is practising to take up room.',
  },
  {
    name: 'Ines',
    role: 'member',
    line: 'Training to be a lawyer. Quick, exact, and trying out feelings.',
  },
  {
    name: 'Jonas',
    role: 'member',
    line: 'A carpenter with two boys. The joke often comes first.',
  },
  {
    name: 'Kofi',
    role: 'member',
    line: 'Leads a choir. He hears how a thing is said before he hears what.',
  },
  {
    name: 'Mira',
    role: 'member',
    line: 'A translator. Says it when she is angry, and hides it when she is tired.',
  },
  {
    name: 'Ruth',
    role: 'leader',
    line: 'Leads the circle. She says little, and takes her time over it.',
  },
  {
    name: 'Samir',
    role: 'leader',
    line: 'Leads it with her. He thinks in pictures, and says when he doesn’t know.',
  },
  {
    name: 'Walter',
    role: 'member',
    line: 'Drove trains for forty years. Talking like this is new to him.',
  },
];

/** The same for everybody: it opens nothing but the demo. */
export const PASSWORD = 'tuesday circle';

export const GROUP = {
  name: 'Tuesday circle',
  purpose:
    'A place to say what is true this evening, and to hear how it came across. Every second or third Tuesday, 19:00 to 20:30.',
  timeZone: 'Europe/Berlin',
  leaders: 2,
  cap: 10,
  crisisContacts: [
    { kind: 'emergency' as const, name: 'Emergency', reach: '112' },
    { kind: 'crisis_line' as const, name: 'Crisis line', reach: '0800 111 0 111' },
    { kind: 'other' as const, name: 'Ruth, until ten in the evening', reach: '030 5550 0100' },
  ],
};
