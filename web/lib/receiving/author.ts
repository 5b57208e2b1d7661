import type { Author } from '#contract/authors.ts';
import { m } from '#lib/messages-pages.ts';

/** The name somebody has in the group, or that they have left. */
export const whoSaid = ({ memberId, name }: Author) =>
  memberId === null ? m.receiving.words.former : name;

/** The same, with what they are there. */
export const whoSaidAs = (author: Author) =>
  author.role === 'leader' ? m.receiving.words.leader(whoSaid(author)) : whoSaid(author);
