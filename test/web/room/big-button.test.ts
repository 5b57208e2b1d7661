import { describe, expect, it } from 'vitest';

import type { Room } from '#contract/meetings.ts';
import { bigButton } from '#lib/room/big-button.ts';

const noor = { memberId: 'noor', name: 'Noor', role: 'member', checkedIn: true, here: true };
const jonas = { ...noor, memberId: 'jonas', name: 'Jonas' };
const meeting = { id: 'm31', number: 31, openedAt: '2026-11-24T19:02:00.000Z', endedAt: null };
const askable = { meeting, people: [jonas], mine: null };

const room = (changes: object) =>
  ({
    meeting,
    seats: [noor, jonas],
    me: 'noor',
    waiting: [],
    askable,
    ...changes,
  }) as unknown as Room;

describe('bigButton', () => {
  it('asks everyone here once I have checked in', () => {
    expect(bigButton(room({}))).toMatchObject({ does: 'ask', now: true });
  });

  it('offers to check in before anything else, even when an earlier meeting could be asked about', () => {
    const away = { ...noor, checkedIn: false };
    const earlier = { ...askable, meeting: { ...meeting, id: 'm30' } };

    expect(bigButton(room({ seats: [away, jonas], askable: earlier }))).toEqual({
      does: 'check_in',
      meetingId: 'm31',
    });
  });

  it('rests for a leader who only watches, whatever there is to do', () => {
    const away = { ...noor, checkedIn: false };

    expect(bigButton(room({ seats: [away, jonas], askable: null }), true)).toEqual({
      does: 'rest',
      why: 'watching',
      meeting,
    });
  });

  it('leads to my ask while it is open, also after the meeting has ended', () => {
    const mine = { askId: 'a1', state: 'open' };

    expect(bigButton(room({ meeting: null, askable: { ...askable, mine } }))).toEqual({
      does: 'show',
      askId: 'a1',
    });
  });

  it.each(['closed', 'withdrawn'])(
    'rests after an ask of mine was %s: one ask a meeting',
    (state) => {
      const mine = { askId: 'a1', state };

      expect(bigButton(room({ askable: { ...askable, mine } }))).toMatchObject({
        does: 'rest',
        why: 'already_asked',
      });
    },
  );

  it('asks about the last meeting I attended when none is open', () => {
    const ended = { ...askable, meeting: { ...meeting, endedAt: '2026-11-24T20:30:00.000Z' } };

    expect(bigButton(room({ meeting: null, askable: ended }))).toMatchObject({
      does: 'ask',
      now: false,
    });
  });

  it('rests where nobody else is, or was, to be asked', () => {
    const alone = { ...askable, people: [] };

    expect(bigButton(room({ askable: alone }))).toMatchObject({ why: 'nobody_here' });
    expect(bigButton(room({ askable: alone, meeting: null }))).toMatchObject({
      why: 'nobody_came',
    });
  });

  it('rests before the first meeting', () => {
    expect(bigButton(room({ meeting: null, askable: null }))).toMatchObject({
      does: 'rest',
      why: 'no_meeting_yet',
    });
  });
});
