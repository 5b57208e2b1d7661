import { describe, expect, it } from 'vitest';

import type { Waiting } from '#contract/meetings.ts';
import { arrivals } from '#lib/room/arrivals.ts';

const ask = { kind: 'ask', askId: 'a1', askerName: 'Jonas' } as Waiting;
const mine = (arrived: number) =>
  ({ kind: 'arriving', askId: 'a2', arrived, opened: false }) as Waiting;
const reports = (count: number): Waiting => ({ kind: 'reports', reports: count });

describe('arrivals', () => {
  it('is a row that was not there before', () => {
    expect(arrivals([], [ask])).toEqual([ask]);
  });

  it('is nothing when a row stays or goes', () => {
    expect(arrivals([ask], [ask])).toEqual([]);
    expect(arrivals([ask], [])).toEqual([]);
  });

  it('is my own ask only when more has come back', () => {
    expect(arrivals([], [mine(0)])).toEqual([]);
    expect(arrivals([mine(0)], [mine(1)])).toEqual([mine(1)]);
    expect(arrivals([mine(2)], [mine(1)])).toEqual([]);
  });

  it('is my ask once more when it has closed', () => {
    const ready = { kind: 'ready', askId: 'a2' } as Waiting;

    expect(arrivals([mine(2)], [ready])).toEqual([ready]);
  });

  it('is one row of reports, and news when there is one more', () => {
    expect(arrivals([reports(1)], [reports(2)])).toEqual([reports(2)]);
    expect(arrivals([reports(2)], [reports(1)])).toEqual([]);
  });
});
