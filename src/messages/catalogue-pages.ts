import { enPages } from './en-pages.ts';

type PagesCatalogue = typeof enPages;

const catalogues: Record<string, PagesCatalogue> = { en: enPages };

/** The second part of the catalogue, by the same tag as the first: see `inLanguage`. */
export const pagesInLanguage = (tag: string): PagesCatalogue =>
  catalogues[tag.split('-')[0] ?? ''] ?? enPages;
