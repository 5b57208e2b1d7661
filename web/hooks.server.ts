import type { Handle } from '@sveltejs/kit/hooks';

/** Runs while building only: of the fonts, the two that every page needs are fetched early. */
export const handle: Handle = ({ event, resolve }) =>
  resolve(event, {
    preload: ({ type, path }) =>
      type === 'font' ? /-latin-(opsz|wght)-normal\./.test(path) : type !== 'asset',
  });
