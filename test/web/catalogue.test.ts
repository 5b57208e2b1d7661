import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'svelte/compiler';
import { describe, expect, test } from 'vitest';

const web = join(import.meta.dirname, '../../web');
const components = ['lib', 'routes'].flatMap((folder) =>
  readdirSync(join(web, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.svelte'))
    .map((name) => join(folder, name)),
);

/** Attributes whose value is read out or shown. */
const READ = new Set(['alt', 'aria-label', 'aria-description', 'label', 'placeholder', 'title']);

interface Node {
  type: string;
  name?: string;
  data?: string;
  value?: unknown;
}

/** Every text that stands in the markup of a component itself, instead of coming from the catalogue. */
function ownTexts(source: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    const { type, name, data } = node as Node;
    if (type === 'Text' && data) found.push(data);
    // The others name classes, kinds and addresses.
    if ((type === 'Attribute' && !READ.has(name ?? '')) || type === 'StyleDirective') return;
    if (type === 'ExpressionTag') sayingOf((node as { expression: unknown }).expression, found);
    for (const [key, inner] of Object.entries(node))
      if (key !== 'expression' && key !== 'metadata') visit(inner);
  };
  visit(parse(source, { modern: true }).fragment);
  return found.filter((text) => /\p{L}/u.test(text));
}

/** What an expression says as it stands: `{'Hello'}`, `{late ? 'Too late' : ''}`. Not what it compares or asks for. */
function sayingOf(expression: unknown, found: string[]): void {
  const node = expression as Node & Record<string, unknown>;
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'string' && /\s/.test(node.value.trim())) found.push(node.value);
      break;
    case 'ConditionalExpression':
      sayingOf(node['consequent'], found);
      sayingOf(node['alternate'], found);
      break;
    case 'LogicalExpression':
      sayingOf(node['right'], found);
      break;
    case 'TemplateLiteral':
      for (const quasi of node['quasis'] as { value: { cooked: string } }[])
        if (/\p{L}{2,}.*\s.*\p{L}{2,}/u.test(quasi.value.cooked)) found.push(quasi.value.cooked);
      break;
  }
}

describe('a text in a component', () => {
  test.each([
    ['<p>Hello</p>', ['Hello']],
    ['<p>{m.hello} · 3</p>', []],
    ['<button aria-label="Close">×</button>', ['Close']],
    ['<button class="close it" type="button">×</button>', []],
    ["<p>{late ? 'Too late' : ''}</p>", ['Too late']],
    ['{#if a}<Field label="Your name" />{/if}', ['Your name']],
    ['{#each a as b}<li>{b.name} said</li>{/each}', [' said']],
  ])('is found in %s', (source, texts) => {
    expect(ownTexts(source)).toEqual(texts);
  });

  test.each(components)('%s has none: every text comes from the catalogue', (name) => {
    expect(ownTexts(readFileSync(join(web, name), 'utf8'))).toEqual([]);
  });
});
