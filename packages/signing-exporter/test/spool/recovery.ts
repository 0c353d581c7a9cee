import { readFileSync } from 'node:fs';
import { OtlpReceiver } from '@otelseal/testing';
import { AuditLogRecordProcessor, type AuditProcessorOptions } from '../../src/index.js';
import { SYSTEM_CLOCK } from '../../src/ports/clock.js';
import { CountingTelemetry } from '../counting-telemetry.js';
import { ROOT, recordOf } from '../sealing-bench.js';
import { verifiedFile } from '../verified.js';

/** What the next process on a spool made of it, as an auditor sees it. */
export interface Recovery {
  readonly level: string;
  /** Numbers `n<number>.` in what was received. */
  readonly numbers: ReadonlySet<number>;
  readonly first: string;
  readonly report: ReturnType<typeof verifiedFile>['report'];
  readonly problems: readonly string[];
}

/** Later than any lease: whoever wrote before and cannot be asked counts as dead. */
const LATER_SECONDS = 600;

/** Lets the next process deliver what is on the spool to a file, which may hold what came earlier, and judges the file. */
export async function recovered(
  directory: string,
  file: string,
  options: Partial<AuditProcessorOptions> = {},
): Promise<Recovery> {
  const receiver = await OtlpReceiver.start(file);
  const telemetry = new CountingTelemetry();
  const { spool, ...others } = options;
  const heir = new AuditLogRecordProcessor({
    spool: { directory, ...spool },
    otlp: { url: receiver.url, timeoutMillis: 2_000 },
    signer: ROOT,
    telemetry,
    clock: { ...SYSTEM_CLOCK, wallTime: laterTime },
    delivery: { backoff: { initialMs: 5, maxMs: 20, factor: 2, jitter: 0 }, shutdownTimeoutMs: 3_000 },
    ...others,
  });
  try {
    heir.onEmit(recordOf({ 'test.heir': 'yes' }));
    const level = await heir.committed('delivered', { timeoutMs: 10_000 });
    await heir.shutdown();
    return { level, numbers: numbersIn(file), ...verifiedFile(file), problems: telemetry.problems };
  } finally {
    await heir.shutdown();
    await receiver.close();
  }
}

/** The numbers of all records that reached the receiver. */
export function numbersIn(file: string): ReadonlySet<number> {
  return new Set([...readFileSync(file, 'utf8').matchAll(/"n(\d+)\."/g)].map(([, number]) => Number(number)));
}

function laterTime(): [number, number] {
  const [seconds, nanoseconds] = SYSTEM_CLOCK.wallTime();
  return [seconds + LATER_SECONDS, nanoseconds];
}
