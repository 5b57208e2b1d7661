import { describe, expect, test } from 'vitest';

import { nextPath } from '../../../web/lib/accounts/next.ts';

describe('nextPath', () => {
  test('goes where the person was', () => {
    expect(nextPath('?next=%2Fgroups%2Fone%3Fa%3Db')).toBe('/groups/one?a=b');
  });

  test.each(['', '?next=', '?next=https://elsewhere', '?next=//elsewhere', '?next=/%5Celsewhere'])(
    'goes home for "%s", never to another address',
    (search) => {
      expect(nextPath(search)).toBe('/');
    },
  );
});
