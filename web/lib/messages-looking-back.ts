import { lookingBackInLanguage } from '#messages/catalogue-looking-back.ts';

import { m as pages } from './messages-pages.ts';
import { language } from './messages.ts';

/** The catalogue with what is read in looking back, which only its pages load. */
export const m = { ...pages, ...lookingBackInLanguage(language) };
