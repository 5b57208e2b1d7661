import { anonymousInLanguage } from '#messages/catalogue-anonymous.ts';

import { language } from './messages.ts';

/** What is read about asks without names. Whoever answers with their name need not load it. */
export const anonymous = anonymousInLanguage(language);
