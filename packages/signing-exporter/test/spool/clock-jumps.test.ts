import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OtlpReceiver } from '@otelseal/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditLogRecordProcessor } from '../../src/index.js';
import { SYSTEM_CLOCK } from '../../src/ports/clock.js';
import { CountingTelemetry } from '../counting-telemetry.js';
import { ROOT, recordOf } from '../sealing-bench.js';
import { verifiedFile } from '../verified.js';
import { numbersIn, recovered } from './recovery.js';

const HOUR = 3_600;
const DAY = 24 * HOUR;
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jumps-'));
  file = join(folder, 'received.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Emits and commits, and sets the wall clock by so many seconds in between. */
async function jumping(jumps: readonly number[], url: string) {
  let offset = 0;
  const telemetry = new CountingTelemetry();
  const audit = new AuditLogRecordProcessor({
    spool: { directory: join(folder, 'spool'), segmentBytes: 5_000, leaseMs: 1_000, orphanIntervalMs: 50 },
    otlp: { url, timeoutMillis: 500 },
    signer: ROOT,
    telemetry,
    clock: {
      ...SYSTEM_CLOCK,
      wallTime: () => {
        const [seconds, nanoseconds] = SYSTEM_CLOCK.wallTime();
        return [seconds + offset, nanoseconds];
      },
    },
    delivery: { shutdownTimeoutMs: 500, backoff: { initialMs: 10, maxMs: 20, factor: 2, jitter: 0 } },
  });
  const levels: string[] = [];
  let emitted = 0;
  for (const jump of [0, ...jumps]) {
    offset += jump;
    for (let left = 5; left > 0; left -= 1) {
      emitted += 1;
      audit.onEmit(recordOf({ 'test.number': `n${emitted}.` }));
    }
    levels.push(await audit.committed('spooled', { timeoutMs: 5_000 }));
    await new Promise((resolve) => setTimeout(resolve, 60)); // so that upkeep sees the new time
  }
  await audit.shutdown();
  return { levels: new Set(levels), emitted, problems: telemetry.problems };
}

describe.each([
  ['forward and back again', [HOUR, -HOUR, HOUR, -HOUR]],
  ['back by a day', [-DAY]],
  ['back by ten years', [-3_650 * DAY]],
  ['forward by a day', [DAY]],
])('a clock that is set %s', (_what, jumps) => {
  it('breaks no promise and no stream while everything is delivered', async () => {
    const receiver = await OtlpReceiver.start(file);
    const { levels, emitted, problems } = await jumping(jumps, receiver.url);
    await receiver.close();
    expect([levels, numbersIn(file).size, problems]).toEqual([new Set(['spooled']), emitted, []]);
    expect(verifiedFile(file).first).toMatch(/^INTACT/);
  });

  it('nor while nothing can be delivered', async () => {
    const { levels, emitted } = await jumping(jumps, 'http://127.0.0.1:9/v1/logs');
    expect(levels).toEqual(new Set(['spooled']));
    const { numbers, first } = await recovered(join(folder, 'spool'), file);
    expect([numbers.size, first.slice(0, 6)]).toEqual([emitted, 'INTACT']);
  });
});
