import { afterAll, beforeAll, expect, test } from 'vitest';

import { operations } from '../support/operations.ts';
import { World } from '../support/world.ts';

interface Described {
  operationId?: string;
  parameters?: { name: string; in: string; required?: boolean; schema: unknown }[];
  requestBody?: { required?: boolean; content: Record<string, { schema: unknown }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>;
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Described>>;
}

let world: World;
let document: Document;

beforeAll(async () => {
  world = await World.open();
  const response = await fetch(`${world.url}/api/openapi.json`);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  document = (await response.json()) as Document;
});
afterAll(() => world.close());

const described = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );

const name = (one: { operationId?: string; method: string; path: string }) =>
  `${one.operationId} ${one.method.toUpperCase()} ${one.path}`;

test('the description is OpenAPI 3.1, open to everybody', () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(document.info.title).toBe('Landed');
  expect(document.info.version).not.toBe('');
});

test('it names every operation of the contract, with method and path, and nothing else', () => {
  const contract = Object.values(operations).map(({ name: operationId, method, path }) =>
    name({ operationId, method, path: path.replace(/:(\w+)/g, '{$1}') }),
  );

  expect(described().map(name).sort()).toEqual(contract.sort());
});

test('every operation declares the parts of its address, its body and its reply', () => {
  for (const { operationId, path, parameters = [], requestBody, responses } of described()) {
    const operation = operations[operationId ?? ''];
    const inPath = parameters.filter((one) => one.in === 'path');
    const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

    expect([operationId, inPath.map((one) => one.name)]).toEqual([operationId, placeholders]);
    expect(inPath.every((one) => one.required)).toBe(true);
    expect([operationId, requestBody !== undefined]).toEqual([
      operationId,
      operation?.body !== undefined,
    ]);
    expect(Object.keys(responses)).toEqual([String(operation?.status)]);
    const [reply] = Object.values(responses);
    expect(reply?.description).toEqual(expect.any(String));
    expect(reply?.content?.['application/json']?.schema).toEqual(expect.any(Object));
  }
});

test('every reference inside it leads somewhere', () => {
  const references: string[] = [];
  JSON.stringify(document, (key, value: unknown) => {
    if (key === '$ref') references.push(String(value));
    return value;
  });

  for (const reference of references) {
    expect(reference).toMatch(/^#\//);
    const found = reference
      .slice(2)
      .split('/')
      .reduce<unknown>((inner, part) => (inner as Record<string, unknown>)[part], document);
    expect([reference, found]).toEqual([reference, expect.any(Object)]);
  }
});

test('it says how long a text may be', () => {
  const { requestBody } = described().find((one) => one.operationId === 'createInvitation') ?? {};

  expect(requestBody?.content['application/json']?.schema).toMatchObject({
    properties: { invitee: { type: 'string', minLength: 1, maxLength: 40 } },
    required: ['invitee'],
    additionalProperties: false,
  });
});
