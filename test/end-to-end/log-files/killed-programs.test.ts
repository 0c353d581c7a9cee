import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SeededRandom } from '@otelseal/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import { counted, scale, scaled, seed } from '../../long/scale.ts';
import { generateKeys, verify } from '../otelcol/command.ts';
import { KilledChain, type Place, type Program } from './killed-chain.ts';

const BATCH = 20;
const CLIENTS = 3;
/** Between two requests of a client: what a collector takes at once must also be sealed one after the other. */
const PAUSE_MS = 20;
/** Longest time that both programs are left alone, and that a new one is left to start before it is killed, too. */
const MOST_MS = 1_500;
/** How long what was acknowledged may take to arrive when nobody is killed any more. */
const REST_MS = 120_000;
/** Silence after which the store has got the last words. */
const QUIET_MS = 1_500;

interface Kill {
  readonly program: Program;
  readonly afterMs: number;
  /** The one that comes back is killed, too, after so long. */
  readonly againAfterMs: number | undefined;
}

function kills(random: SeededRandom, count: number): Kill[] {
  return Array.from({ length: count }, () => ({
    program: random.int(0, 1) === 0 ? 'collector' : 'gateway',
    afterMs: random.int(1, MOST_MS),
    againAfterMs: random.int(0, 2) === 0 ? random.int(1, MOST_MS) : undefined,
  }));
}

const told = ({ program, afterMs, againAfterMs }: Kill): string =>
  `${program} after ${afterMs} ms${againAfterMs === undefined ? '' : ` and again ${againAfterMs} ms after its start`}`;

/** Numbers in a file that only grows; what was read is not read again. */
class StoredNumbers {
  readonly numbers = new Set<number>();
  readonly #descriptor: number;
  #at = 0;
  #rest = '';

  constructor(file: string) {
    this.#descriptor = openSync(file, 'r');
    onTestFinished(() => closeSync(this.#descriptor));
  }

  read(): ReadonlySet<number> {
    const chunk = Buffer.alloc(1_048_576);
    for (let bytes = 1; bytes > 0; ) {
      bytes = readSync(this.#descriptor, chunk, 0, chunk.length, this.#at);
      this.#at += bytes;
      const lines = (this.#rest + chunk.toString('latin1', 0, bytes)).split('\n');
      this.#rest = lines.pop() ?? '';
      for (const line of lines) {
        for (const [, number] of line.matchAll(/"number","value":\{"intValue":"?(\d+)/g)) {
          this.numbers.add(Number(number));
        }
      }
    }
    return this.numbers;
  }
}

async function untilQuiet(chain: KilledChain): Promise<void> {
  for (let before = -1; before !== chain.stored; await sleep(QUIET_MS)) before = chain.stored;
}

describe.each<[string, Place]>([
  ['a collector before the gateway', 'before'],
  ['a collector behind the gateway', 'behind'],
])('with %s, as the samples set it up', (_, place) => {
  it(
    'whatever was acknowledged is stored and proven, whenever either of them is killed',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'otelseal-killed-'));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const keys = await generateKeys(folder);
      const moments = kills(new SeededRandom(seed + (place === 'before' ? 0 : 1)), scaled(3));
      console.info(`OTELSEAL_SEED=${seed}, collector ${place} the gateway: ${moments.map(told).join('; ')}`);
      const chain = await KilledChain.start(place, { folder, keyFile: keys.keyFile });
      onTestFinished(() => chain.end());

      const acknowledged: number[] = [];
      let isOver = false;
      let next = 0;
      const client = async (): Promise<void> => {
        for (; !isOver; await sleep(PAUSE_MS)) {
          const numbers = Array.from({ length: BATCH }, () => next++);
          await chain.send(numbers);
          acknowledged.push(...numbers);
        }
      };
      const clients = Promise.all(Array.from({ length: CLIENTS }, client));
      const killing = async (): Promise<void> => {
        for (const { program, afterMs, againAfterMs } of moments) {
          await sleep(afterMs);
          const before = acknowledged.length;
          await chain.kill(program, againAfterMs);
          while (acknowledged.length === before) await sleep(10); // the next one meets traffic, too
        }
      };
      await Promise.race([killing(), clients]); // a client ends only with an error
      isOver = true;
      await clients;

      const stored = new StoredNumbers(chain.file);
      const missing = (): number[] => {
        const there = stored.read();
        return acknowledged.filter((number) => !there.has(number));
      };
      for (const untilMs = performance.now() + REST_MS * scale; missing().length > 0; await sleep(200)) {
        if (performance.now() > untilMs) break; // the expectation says what is missing
      }
      const [first, last]: [Program, Program] =
        place === 'before' ? ['collector', 'gateway'] : ['gateway', 'collector'];
      await chain.stop(first);
      await untilQuiet(chain);
      await chain.stop(last);
      await chain.end();
      const killed = moments.length + moments.filter(({ againAfterMs }) => againAfterMs !== undefined).length;
      counted('kills of a collector or a gateway beside it', killed);
      console.info(
        `${killed} kills, ${acknowledged.length} records acknowledged, ${missing().length} of them not stored, ${stored.numbers.size} stored`,
      );

      const why = `OTELSEAL_SEED=${seed}`;
      expect(acknowledged.length, why).toBeGreaterThan(BATCH * moments.length);
      expect(missing(), why).toEqual([]);
      expect(readFileSync(chain.file, 'utf8').includes('audit.close'), why).toBe(true);
      const { code, firstLine } = await verify(chain.file, keys);
      const hasKilledGateways = moments.some(({ program }) => program === 'gateway');
      const proven = hasKilledGateways ? /^(INTACT|NOT PROVEN (UNCLOSED|UNPROMISED_TAIL|UNANCHORED)) / : /^INTACT /;
      expect(firstLine, why).toMatch(proven);
      expect(code, why).toBe(firstLine.startsWith('INTACT') ? 0 : 2);
      console.info(firstLine);
    },
    300_000 * scale,
  );
});
