import { inLanguage } from '#messages/catalogue.ts';

/** The reader's language. While pages are built there is no reader, so it is English. */
export const language = typeof navigator === 'undefined' ? 'en' : navigator.language;

/** What everybody reads who meets, asks and answers. The other pages have more of it: `messages-pages.ts`. */
export const m = inLanguage(language);
