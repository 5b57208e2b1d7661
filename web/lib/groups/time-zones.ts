/** The zone this browser lives in. Asked in the language of the dates beside it, so that no other has to be read first. */
export const hereZone = () => Intl.DateTimeFormat('en-GB').resolvedOptions().timeZone;

/** Every zone the browser knows, for a list to search in. */
export const timeZones = (): string[] => {
  const known = Intl.supportedValuesOf('timeZone');
  return known.includes('UTC') ? known : [...known, 'UTC'];
};
