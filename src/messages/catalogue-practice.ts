import { enPractice } from './en-practice.ts';

type PracticeCatalogue = typeof enPractice;

const catalogues: Record<string, PracticeCatalogue> = { en: enPractice };

/** The part of the catalogue about practising, by the same tag as the first: see `inLanguage`. */
export const practiceInLanguage = (tag: string): PracticeCatalogue =>
  catalogues[tag.split('-')[0] ?? ''] ?? enPractice;
