const PREFIX = 'landed:shown:';
const shown = new Set<string>();

/** True once on this device, or once in the life of the page where the browser keeps nothing. */
export function firstTime(what: string): boolean {
  const key = PREFIX + what;
  if (shown.has(key)) return false;
  shown.add(key);
  try {
    if (localStorage.getItem(key) !== null) return false;
    localStorage.setItem(key, '1');
  } catch {
    // Kept in `shown` all the same.
  }
  return true;
}
