import { pagesInLanguage } from '#messages/catalogue-pages.ts';

import { language, m as first } from './messages.ts';

/** The whole catalogue, for pages that come after the room and its answers. Whoever answers need not load it. */
export const m = { ...first, ...pagesInLanguage(language) };
