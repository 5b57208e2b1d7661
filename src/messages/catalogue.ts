import { en } from './en.ts';

export type Catalogue = typeof en;

const catalogues: Record<string, Catalogue> = { en };

/** The catalogue for a BCP 47 tag, by its primary language; English where there is none. */
export const inLanguage = (tag: string): Catalogue => catalogues[tag.split('-')[0] ?? ''] ?? en;
