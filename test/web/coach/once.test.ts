import { afterEach, describe, expect, test, vi } from 'vitest';

import { firstTime } from '../../../web/lib/coach/once.ts';

const storage = (kept: Map<string, string>) => ({
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => kept.set(key, value),
});

describe('firstTime', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('is true once, for each thing', () => {
    vi.stubGlobal('localStorage', storage(new Map()));

    expect(firstTime('one')).toBe(true);
    expect(firstTime('one')).toBe(false);
    expect(firstTime('another')).toBe(true);
  });

  test('is false where an earlier visit has seen it', () => {
    vi.stubGlobal('localStorage', storage(new Map([['landed:shown:earlier', '1']])));

    expect(firstTime('earlier')).toBe(false);
  });

  test('is true once where the browser keeps nothing', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('SecurityError');
      },
    });

    expect(firstTime('private')).toBe(true);
    expect(firstTime('private')).toBe(false);
  });
});
