import { enAnonymous } from './en-anonymous.ts';

type AnonymousCatalogue = typeof enAnonymous;

const catalogues: Record<string, AnonymousCatalogue> = { en: enAnonymous };

/** The part of the catalogue about asks without names, by the same tag as the first: see `inLanguage`. */
export const anonymousInLanguage = (tag: string): AnonymousCatalogue =>
  catalogues[tag.split('-')[0] ?? ''] ?? enAnonymous;
