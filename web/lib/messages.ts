import { inLanguage } from '#messages/catalogue.ts';

/** The catalogue in the reader's language. While pages are built there is no reader, so it is English. */
export const m = inLanguage(typeof navigator === 'undefined' ? 'en' : navigator.language);
