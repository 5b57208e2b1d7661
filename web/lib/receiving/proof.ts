import type { Ask } from '#contract/asks.ts';
import type { Part } from '#contract/parts.ts';
import type { GroupId } from '#contract/primitives.ts';

/**
 * Whether whoever is said to have written a part has proven it, from what this device sees of the ask alone: the part's
 * own key has signed their member id. True for somebody who has left: there is no id to hold it against.
 */
export async function isProven(
  groupId: GroupId,
  ask: Ask,
  { id, channel, owned }: Pick<Part, 'id' | 'channel' | 'owned'>,
): Promise<boolean> {
  if (!owned || owned.by.memberId === null) return true;
  // Nobody needs these before somebody has signed afterwards.
  const [
    { decode },
    { displayedIn, eventOf },
    { owningMessage, verify },
    { partId },
    { eventHash },
  ] = await Promise.all([
    import('#domain/anonymity/bytes.ts'),
    import('#domain/anonymity/event.ts'),
    import('#domain/anonymity/keys.ts'),
    import('#domain/anonymity/release.ts'),
    import('#domain/anonymity/tickets.ts'),
  ]);
  const event = eventHash(eventOf(displayedIn(groupId, ask)));
  const key = decode(owned.key);
  return (
    partId(event, channel, key) === id &&
    verify(decode(owned.signature), owningMessage(event, id, owned.by.memberId), key)
  );
}
