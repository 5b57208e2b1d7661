import { practiceInLanguage } from '#messages/catalogue-practice.ts';

import { language } from './messages.ts';
import { m as pages } from './messages-pages.ts';

/** With what is read while practising. The other pages need not load it. */
export const m = { ...pages, ...practiceInLanguage(language) };
