import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OtlpReceiver } from '@otelseal/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { counted, scale, scaled, seed } from '../../../../test/long/scale.js';
import { ROOT_PEM } from '../sealing-bench.js';
import { BOUNDARIES, type Boundary } from './kill-boundaries.js';
import { recovered } from './recovery.js';
import { SeededChoices } from './seeded-choices.js';

const CHILD = fileURLToPath(new URL('./killed-child.ts', import.meta.url));

/** So often a child comes to a boundary at least. */
const REACHED: Partial<Record<Boundary, number>> = {
  'before write': 60,
  'in write': 60,
  'after write': 60,
  'before folder fsync': 2,
  'in a new segment': 3,
  'before a delivered segment goes': 2,
  'after a delivered segment went': 2,
};
const REACHED_ANYHOW = 5;

let folder: string;
let receiver: OtlpReceiver;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'killed-'));
  receiver = await OtlpReceiver.start(join(folder, 'received.jsonl'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** How a child ended, how many of its emits had returned, and how many of those were promised. */
function killed(boundary: Boundary, occurrence: number, childSeed: number) {
  const settings = {
    directory: join(folder, 'spool'),
    url: receiver.url,
    pem: ROOT_PEM,
    boundary,
    occurrence,
    seed: childSeed,
  };
  const child = spawn(process.execPath, [CHILD, JSON.stringify(settings)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise<{ signal: string | null; emitted: number; committed: number }>((resolve) => {
    child.on('close', (_code, signal) => {
      const last = (pattern: RegExp): number => Number([...said.matchAll(pattern)].at(-1)?.[1] ?? 0);
      resolve({ signal, emitted: last(/^(\d+)$/gm), committed: last(/^committed (\d+)$/gm) });
    });
  });
}

/** How many leaves the heir says that the killed one left, if it names it. */
function continued(file: string): number[] {
  const named = readFileSync(file, 'utf8').matchAll(
    /\\"predecessor\\":\{\\"root\\":\\"[^"]*\\",\\"size\\":\\"(\d+)\\"/g,
  );
  return [...new Set([...named].map(([, size]) => Number(size)))];
}

/** What the receiver has more than once: leaves, and checkpoints, which no number is given to. */
function repeated(file: string): { readonly leaves: number; readonly checkpoints: number } {
  const found = readFileSync(file, 'utf8').matchAll(/"key":"audit\.payload","value":\{"stringValue":"(.*?[^\\])"\}/g);
  const payloads = [...found].map(([, payload = '']) => payload);
  const surplus = (list: readonly string[]): number => list.length - new Set(list).size;
  const isCheckpoint = (payload: string): boolean => payload.startsWith('{\\"kind\\":\\"checkpoint');
  return {
    leaves: surplus(payloads.filter((payload) => !isCheckpoint(payload))),
    checkpoints: surplus(payloads.filter(isCheckpoint)),
  };
}

describe('a process killed', () => {
  it.each(BOUNDARIES)(
    '%s: the next one delivers every record whose emit had returned, and nothing looks tampered with',
    { timeout: 60_000 * scale },
    async (boundary) => {
      const choices = new SeededChoices(seed ^ BOUNDARIES.indexOf(boundary));
      for (let round = 0; round < scaled(1); round += 1) {
        const occurrence = 1 + choices.below(REACHED[boundary] ?? REACHED_ANYHOW);
        const childSeed = choices.below(2 ** 31);
        counted('kills', 1);
        const { signal, emitted, committed } = await killed(boundary, occurrence, childSeed);
        await receiver.close();
        const file = join(folder, 'received.jsonl');
        const { numbers, first, report, level, problems } = await recovered(join(folder, 'spool'), file);
        const lost = Array.from({ length: emitted }, (_, n) => n + 1).filter((n) => !numbers.has(n));
        const context = `seed ${seed}: occurrence ${occurrence}, child's seed ${childSeed}, ${emitted} emitted, ${first}`;
        expect({ signal, lost, findings: report.findings, level, problems }, context).toEqual({
          signal: 'SIGKILL',
          lost: [],
          findings: [],
          level: 'delivered',
          problems: [],
        });
        expect(committed, context).toBeLessThanOrEqual(emitted);
        for (const size of continued(file)) expect(size, context).toBeGreaterThan(emitted);
        expect(continued(file).length, context).toBeLessThanOrEqual(1);
        expect(first, context).toMatch(/^(INTACT|NOT PROVEN (UNPROMISED_TAIL|UNANCHORED|UNCLOSED))/);
        const isNamed = report.conditions.some(({ condition }) => condition === 'DUPLICATE_BENIGN');
        const { leaves, checkpoints } = repeated(file);
        expect(isNamed, context).toBe(leaves > 0);
        if (boundary === 'before ack') expect(leaves + checkpoints, context).toBeGreaterThan(0);
        rmSync(folder, { recursive: true });
        folder = mkdtempSync(join(tmpdir(), 'killed-'));
        receiver = await OtlpReceiver.start(join(folder, 'received.jsonl'));
      }
      await receiver.close();
    },
  );
});
