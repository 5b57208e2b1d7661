import type { Sign } from './signs.ts';

/** One place of a group, in the bar and in the tabs of a phone. */
export interface Place {
  href: string;
  label: string;
  icon: Sign;
  current: boolean;
}
