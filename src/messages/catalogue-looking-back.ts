import { enLookingBack } from './en-looking-back.ts';

type LookingBackCatalogue = typeof enLookingBack;

const catalogues: Record<string, LookingBackCatalogue> = { en: enLookingBack };

/** The part of the catalogue for looking back, by the same tag as the first: see `inLanguage`. */
export const lookingBackInLanguage = (tag: string): LookingBackCatalogue =>
  catalogues[tag.split('-')[0] ?? ''] ?? enLookingBack;
