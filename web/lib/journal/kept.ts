import type { Day, KeptId } from '#contract/primitives.ts';

/** Under which a sentence that is being let go of can be had back. */
export const keptKey = (id: KeptId) => `kept:${id}`;

const SEASONS = ['winter', 'spring', 'summer', 'autumn'] as const;

export interface Season {
  season: (typeof SEASONS)[number];
  /** Of its first month: a winter belongs to the year in which it begins. */
  year: number;
}

/**
 * The season a day lies in, three whole months each, from December.
 * @param timeZone south of the equator (Australia, New Zealand, southern Africa, South America) it is half a year later
 */
export function seasonOf(day: Day, timeZone: string): Season {
  const [year = 0, month = 0] = day.split('-').map(Number);
  const quarter = Math.floor((month % 12) / 3);
  const season = SEASONS[(quarter + (isSouthern(timeZone) ? 2 : 0)) % 4] ?? 'winter';
  // The quarter over the turn of the year began in December.
  return { season, year: month < 3 ? year - 1 : year };
}

const SOUTHERN =
  /^(Australia|Antarctica)\/|^Pacific\/(Auckland|Chatham|Fiji)$|^Africa\/(Johannesburg|Maputo|Harare|Gaborone|Windhoek|Maseru|Mbabane|Lusaka)$|^America\/(Argentina\/.+|Buenos_Aires|Santiago|Punta_Arenas|Montevideo|Asuncion|Sao_Paulo|La_Paz|Lima)$/;

const isSouthern = (timeZone: string) => SOUTHERN.test(timeZone);

/** Puts what lies in one season together, in the order in which it came. */
export function bySeason<Item extends { keptOn: Day }>(
  items: readonly Item[],
  timeZone: string,
): (Season & { items: Item[] })[] {
  const groups: (Season & { items: Item[] })[] = [];
  for (const item of items) {
    const season = seasonOf(item.keptOn, timeZone);
    const last = groups.at(-1);
    if (last?.season === season.season && last.year === season.year) last.items.push(item);
    else groups.push({ ...season, items: [item] });
  }
  return groups;
}
