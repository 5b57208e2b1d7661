// What answering without a name costs: on the server, per ticket and per answer handed in; on the phone, in kB.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { randomBytes } from 'node:crypto';

import { ristretto255_oprf } from '@noble/curves/ed25519.js';

import { decode, encode } from '../../src/domain/anonymity/bytes.ts';
import { keyPair, putMessage, sign, verify } from '../../src/domain/anonymity/keys.ts';
import { saidBytes } from '../../src/domain/anonymity/said.ts';
import {
  eventHash,
  finish,
  issue,
  request,
  ticketKeys,
  ticketOf,
} from '../../src/domain/anonymity/tickets.ts';
import { interleaved, median, rounded } from './measure.ts';

/** Modules that only answering without a name needs. */
const OWN =
  /@noble|lib\/anonymous\/(keeper|page|protocol)|anonymity\/(bytes|event|keys|release|tickets)\.ts/;
const ROUNDS = 21;
const EACH = 10;
/** Our own code around the library may cost this much of it. */
const LEAST_RATIO = 0.8;

/** Prints a line for each step, and one line of JSON; ratios are against the bare calls of the library. */
export async function run(): Promise<boolean> {
  const event = eventHash('{"an":"ask"}');
  const keys = ticketKeys(new Uint8Array(randomBytes(32)));
  const bare = ristretto255_oprf.poprf(event);
  const seats = Array.from({ length: EACH }, () => {
    const author = keyPair(new Uint8Array(randomBytes(32)));
    const asked = request(event, keys.publicKey, author.public);
    const made = issue(event, keys.secretKey, asked.blinded);
    const token = finish(event, author.public, asked, made);
    const said = saidBytes(null);
    const signature = sign(author.secret, putMessage(event, 1, 'pass', said));
    return { author, asked, made, token, said, signature };
  });
  const steps: Record<
    string,
    [(seat: (typeof seats)[0]) => unknown, (seat: (typeof seats)[0]) => unknown]
  > = {
    // On the server: one a candidate, and one an answer.
    issue: [
      ({ asked }) => issue(event, keys.secretKey, asked.blinded),
      ({ asked }) => bare.blindEvaluate(keys.secretKey, asked.blinded),
    ],
    redeem: [
      ({ author, token, said, signature }) =>
        Buffer.from(ticketOf(event, keys.secretKey, author.public)).equals(token) &&
        verify(signature, putMessage(event, 1, 'pass', said), decode(encode(author.public))),
      ({ author, said, signature }) => [
        bare.evaluate(keys.secretKey, author.public),
        verify(signature, putMessage(event, 1, 'pass', said), author.public),
      ],
    ],
    // On the device, both once an ask.
    request: [
      ({ author }) => request(event, keys.publicKey, author.public),
      ({ author }) => bare.blind(author.public, keys.publicKey),
    ],
    finish: [
      ({ author, asked, made }) => finish(event, author.public, asked, made),
      ({ author, asked: { blind, blinded, tweakedKey }, made: { evaluated, proof } }) =>
        bare.finalize(author.public, blind, evaluated, blinded, proof, tweakedKey),
    ],
  };
  const found: Record<string, { perSecond: number; ratio: number }> = {};
  for (const [name, [ours, theirs]] of Object.entries(steps)) {
    const time = (work: (seat: (typeof seats)[0]) => unknown) => async () => {
      const begun = performance.now();
      for (const seat of seats) work(seat);
      return performance.now() - begun;
    };
    await interleaved(1, time(ours), time(theirs));
    const pairs = await interleaved(ROUNDS, time(ours), time(theirs));
    const perSecond = Math.round((1000 * EACH) / median(pairs.map((pair) => pair.ours)));
    const ratio = rounded(median(pairs.map((pair) => pair.theirs / pair.ours)));
    found[name] = { perSecond, ratio };
    console.log(`${name}: ${perSecond} a second on one core, ${ratio} of the bare library`);
  }
  const kb = addedToThePage();
  console.log(`${kb} kB for whoever answers without a name, loaded only then`);
  const ok = Object.values(found).every(({ ratio }) => ratio >= LEAST_RATIO);
  console.log(JSON.stringify({ bench: 'tickets', ...found, addedKb: kb, ok }));
  return ok;
}

/** kB (1000 bytes, brotli) of the chunks that hold the curves and what the device does with them. */
function addedToThePage(): number {
  const build = join(import.meta.dirname, '../../build');
  const sizes = JSON.parse(readFileSync(join(build, 'web-modules.json'), 'utf8')) as Record<
    string,
    Record<string, number>
  >;
  const bytes = Object.entries(sizes)
    .filter(([, modules]) => Object.keys(modules).some((name) => OWN.test(name)))
    .map(([file]) => brotliCompressSync(readFileSync(join(build, 'web', file))).length);
  return Math.round(bytes.reduce((sum, one) => sum + one, 0) / 100) / 10;
}
