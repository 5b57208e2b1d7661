import type { Sign } from './Icon.svelte';

/** One place of a group, in the bar and in the tabs of a phone. */
export interface Place {
  href: string;
  label: string;
  icon: Sign;
  current: boolean;
}
