// Whatever anybody asks the service for, before and after release: no secret of a seat comes back, and no text before
// its time.
import { expect } from 'vitest';

import { test } from '../support/test.ts';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/world.ts';
import { allSay, evening } from './circle.ts';

test('no reply to anybody holds a key, a ticket or a request, nor a text before its release', async ({
  world,
}) => {
  const e = await evening(world, { seenBy: 'group', ladder: true });
  const seats = await e.seats(e.peers);
  await allSay(seats.slice(0, 4));
  await world.service.ticks.tick();
  const stranger = world.person('Stranger');
  const params = { ...e.params, meetingId: e.meetingId, version: '1' };
  const reading = Object.values(operations).filter(({ method }) => method === 'GET');
  /** Everything that everybody can read, with its headers; but on a new day they are given their own session anew. */
  const crawl = async () => {
    const said: string[] = [];
    for (const person of [...e.everybody, stranger] as Person[])
      for (const operation of reading) {
        const query = operation.name === 'pollEvents' ? { after: 'none', wait: 0 } : {};
        const { cookie } = person;
        const reply = await person.send(operation, { params, query });
        const headers = [...reply.headers].filter(
          ([name, value]) => !(name === 'set-cookie' && cookie && value.startsWith(`${cookie};`)),
        );
        said.push(`${JSON.stringify(headers)} ${await reply.text()}`);
      }
    return said.join('\n');
  };

  const before = await crawl();
  await e.close();
  await e.results();
  const after = await crawl();

  const secrets = seats.flatMap((seat) => [
    seat.token as string,
    Buffer.from(seat.author.public).toString('base64url'),
    Buffer.from(seat.author.public).toString('hex'),
    ...seat.partKeys.keys(),
  ]);
  const cookies = e.everybody.map((one) => one.cookie.split('=')[1] ?? '');
  const foundIn = (said: string) => [...secrets, ...cookies].filter((one) => said.includes(one));
  expect(reading.length).toBeGreaterThan(20);
  expect([foundIn(before), foundIn(after)]).toEqual([[], []]);
  expect(before).not.toContain('sentence');
  // The eyes are good: what was released is read.
  expect(after).toContain('sentence 3');
});
