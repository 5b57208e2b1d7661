import { expect, it } from 'vitest';

import { inPlace } from '#lib/receiving/order.ts';

const id = (item: { id: string }) => item.id;

it('puts what is new at the end, wherever the service lists it', () => {
  const now = [{ id: 'new' }, { id: 'b' }, { id: 'a' }];

  expect(inPlace(['a', 'b'], now, id).map(id)).toEqual(['a', 'b', 'new']);
});

it('shows what changed in its place and leaves out what went', () => {
  const now = [{ id: 'c' }, { id: 'a', changed: true }];

  expect(inPlace(['a', 'b', 'c'], now, id)).toEqual([{ id: 'a', changed: true }, { id: 'c' }]);
});
