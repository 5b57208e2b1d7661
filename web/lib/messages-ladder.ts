import { ladderInLanguage } from '#messages/catalogue-ladder.ts';

import { language } from './messages.ts';

/** What is read where an ask has a ladder to pick from. Whoever answers another need not load it. */
export const ladder = ladderInLanguage(language);
