import { describe, expect, test } from 'vitest';

import type { CrisisContact } from '../../../src/contract/groups.ts';
import { filled, linkOf, withNeeded } from '../../../web/lib/groups/crisis-contacts.ts';

const contact = (kind: CrisisContact['kind'], name = '', reach = ''): CrisisContact => ({
  kind,
  name,
  reach,
});

describe('withNeeded', () => {
  test('offers a row for each kind without which no group opens, before the others', () => {
    const rows = withNeeded([contact('other', 'A friend', '0170 1234567')]);

    expect(rows.map((row) => row.kind)).toEqual(['emergency', 'crisis_line', 'other']);
  });

  test('adds no second row where a kind is there', () => {
    const rows = withNeeded([
      contact('crisis_line', 'Line', '1'),
      contact('emergency', 'E', '112'),
    ]);

    expect(rows).toEqual([contact('emergency', 'E', '112'), contact('crisis_line', 'Line', '1')]);
  });

  test('leaves what it was given as it was', () => {
    const saved = contact('emergency', 'E', '112');

    const [row] = withNeeded([saved]);
    if (row) row.reach = '911';

    expect(saved.reach).toBe('112');
  });
});

describe('filled', () => {
  test('leaves out rows nobody typed into, and keeps half-filled ones to be refused', () => {
    const rows = [contact('emergency', ' '), contact('crisis_line', 'Line')];

    expect(filled(rows)).toEqual([contact('crisis_line', 'Line')]);
  });
});

describe('linkOf', () => {
  test.each([
    ['112', 'tel:112'],
    ['0800 111 0 111', 'tel:08001110111'],
    ['+49 (800) 111-0/111', 'tel:+498001110111'],
    ['help@example.org', 'mailto:help@example.org'],
    ['https://example.org/chat', 'https://example.org/chat'],
    ['Ask for Ruth at the desk', null],
    ['javascript:alert(1)', null],
    ['1', null],
  ])('%s leads to %s', (reach, link) => {
    expect(linkOf(reach)).toBe(link);
  });
});
