import type { CrisisContact } from '#contract/groups.ts';

/** For an editor: the two kinds every group needs come first, filled or not. */
export function withNeeded(contacts: readonly CrisisContact[]): CrisisContact[] {
  const empty = (['emergency', 'crisis_line'] as const)
    .filter((kind) => !contacts.some((contact) => contact.kind === kind))
    .map((kind) => ({ kind, name: '', reach: '' }));
  const order = ['emergency', 'crisis_line', 'other'];
  return [...contacts.map((contact) => ({ ...contact })), ...empty].toSorted(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind),
  );
}

/** A row nobody typed into is no contact. Others are sent as they stand, so that what is missing is said beside it. */
export const filled = (contacts: readonly CrisisContact[]) =>
  contacts.filter((contact) => contact.name.trim() !== '' || contact.reach.trim() !== '');

/** What a number or address leads to when it is tapped; null when it is just words. */
export function linkOf(reach: string): string | null {
  const words = reach.trim();
  if (/^https?:\/\/\S+$/i.test(words)) return words;
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(words)) return `mailto:${words}`;
  const digits = words.replace(/[\s()./-]/g, '');
  return /^\+?\d{2,15}$/.test(digits) ? `tel:${digits}` : null;
}
