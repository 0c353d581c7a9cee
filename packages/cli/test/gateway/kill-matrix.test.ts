import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SeededRandom } from '@otelseal/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import { counted, scale, scaled, seed } from '../../../../test/long/scale.js';
import { run } from '../memory-io.js';
import { testFolder } from '../sealed-log.js';
import { KilledPair, type Part } from './killed-pair.js';

const BATCH = 20;
const CLIENTS = 3;
/** Longest time that a pair is left alone. */
const MOST_MS = 400;

/** How long the next gateway may take for what one that was ended left in its spool. */
const REST_MS = 60_000;

/** Numbers in what the receiver wrote; a line that it could not end is none, and is left out of what is verified. */
function received(file: string): { readonly numbers: ReadonlySet<number>; readonly whole: string } {
  const lines = readFileSync(file, 'utf8').split('\n').filter(isWhole);
  const numbers = lines.flatMap((line) =>
    [...line.matchAll(/"number","value":\{"intValue":"?(\d+)/g)].map(([, n]) => Number(n)),
  );
  const whole = `${file}.whole`;
  writeFileSync(whole, `${lines.join('\n')}\n`);
  return { numbers: new Set(numbers), whole };
}

function isWhole(line: string): boolean {
  try {
    return line !== '' && JSON.parse(line) !== undefined;
  } catch {
    return false;
  }
}

describe('records that were acknowledged', () => {
  it.each([
    ['the gateway', ['gateway'], 1],
    ['the receiver behind it', ['receiver'], 1],
    ['either, with two workers', ['gateway', 'receiver'], 2],
  ] as const)(
    'are all there, whenever %s is killed, and nothing looks as if it had been tampered with',
    async (_, parts, workers) => {
      const folder = testFolder();
      const [key, trust] = [join(folder, 'key.pem'), join(folder, 'trust.json')];
      await run(['keys', 'generate', '--out', key, '--trust', trust]);
      const random = new SeededRandom(seed + parts.length + workers);
      const pair = await KilledPair.start(folder, key, workers);
      onTestFinished(() => pair.end());
      const acknowledged: number[] = [];
      let isOver = false;
      let next = 0;
      const client = async (): Promise<void> => {
        while (!isOver) {
          const numbers = Array.from({ length: BATCH }, () => next++);
          await pair.send(numbers);
          acknowledged.push(...numbers);
        }
      };
      const clients = Array.from({ length: CLIENTS }, client);
      const kills = scaled(2);
      let killedGateways = 0;
      for (let kill = 0; kill < kills; kill += 1) {
        await sleep(random.int(1, MOST_MS));
        const part = parts[random.int(0, parts.length - 1)] as Part;
        if (part === 'gateway') killedGateways += 1;
        await pair.kill(part);
      }
      await sleep(200);
      isOver = true;
      await Promise.all(clients);
      expect(await pair.stop()).toBe(0);
      const isMissing = (): boolean => {
        const { numbers } = received(pair.file);
        return acknowledged.some((number) => !numbers.has(number));
      };
      if (isMissing()) {
        await pair.start('gateway'); // the end has a bound; what it left is in the spool, and the next one's
        for (const untilMs = performance.now() + REST_MS; isMissing() && performance.now() < untilMs; )
          await sleep(200);
        expect(await pair.stop()).toBe(0);
      }
      counted('kills of a gateway or its receiver', kills);
      const { numbers, whole } = received(pair.file);
      expect(acknowledged.length).toBeGreaterThan(0);
      expect(
        acknowledged.filter((number) => !numbers.has(number)),
        `seed ${seed}`,
      ).toEqual([]);
      const { out, code } = await run(['verify', `file:${whole}`, '--trust', trust]);
      const expected =
        killedGateways === 0 ? /^INTACT / : /^(INTACT|NOT PROVEN (UNCLOSED|UNPROMISED_TAIL|UNANCHORED)) /;
      expect(out.split('\n')[0], `seed ${seed}`).toMatch(expected);
      expect(code, `seed ${seed}`).toBe(out.startsWith('INTACT') ? 0 : 2);
    },
    120_000 * scale,
  );
});
