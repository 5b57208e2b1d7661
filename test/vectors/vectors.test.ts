import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { FILE, vectors } from './make.ts';

test('the published vectors are what the program does', () => {
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(JSON.parse(JSON.stringify(vectors())));
});
