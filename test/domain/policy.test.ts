import { describe, expect, test } from 'vitest';

import { SeenBy } from '../../src/contract/asks.ts';
import { Role } from '../../src/contract/groups.ts';
import { whoWillSeeAnswer, whoWillSeeAsk } from '../../src/domain/policy.ts';
import { en } from '../../src/messages/en.ts';

const forPeer = (seenBy: SeenBy, role: Role) => {
  const { code, params } = whoWillSeeAnswer({ seenBy, asker: { name: 'Jonas' } }, role);
  return en.whoWillSee.answer[code](params.asker);
};
const forAsker = (seenBy: SeenBy) =>
  en.whoWillSee.ask[whoWillSeeAsk({ mode: 'signed', seenBy }).code];

describe('who will see', () => {
  test.each(SeenBy.options)('always names the leader it may be read with, seen by %s', (seenBy) => {
    for (const role of Role.options) expect(forPeer(seenBy, role)).toContain('with a leader');
    expect(forAsker(seenBy)).toContain('with a leader');
  });

  test('names the asker, and says that the name stands with feelings and sentence', () => {
    for (const role of Role.options)
      expect(forPeer('asker', role)).toMatch(
        /^Jonas sees all of this (but your three taps )?with your name/,
      );
  });

  test('says "everyone in the group" exactly when the group reads it', () => {
    for (const role of Role.options) {
      expect(forPeer('group', role)).toContain('everyone in the group');
      expect(forPeer('asker', role)).not.toContain('everyone');
    }
    expect(forAsker('group')).toContain('everyone in the group');
    expect(forAsker('asker')).toContain('Nobody else');
  });

  test('promises members that their taps are never named, and speaks of no taps to leaders', () => {
    for (const seenBy of SeenBy.options) {
      expect(forPeer(seenBy, 'member')).toContain('taps are never named');
      expect(forPeer(seenBy, 'member')).toContain('from three on');
      expect(forPeer(seenBy, 'leader')).not.toContain('taps');
    }
  });
});
