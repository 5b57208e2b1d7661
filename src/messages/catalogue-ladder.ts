import { enLadder } from './en-ladder.ts';

type LadderCatalogue = typeof enLadder;

const catalogues: Record<string, LadderCatalogue> = { en: enLadder };

/** The part of the catalogue about picking from a ladder, by the same tag as the first: see `inLanguage`. */
export const ladderInLanguage = (tag: string): LadderCatalogue =>
  catalogues[tag.split('-')[0] ?? ''] ?? enLadder;
