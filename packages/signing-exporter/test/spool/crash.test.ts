import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { OtlpReceiver } from '@otelseal/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditLogRecordProcessor } from '../../src/index.js';
import { decodeFrame, encodeFrame } from '../../src/spool/frame.js';
import { HEADER_BYTES } from '../../src/spool/segment.js';
import { CountingTelemetry } from '../counting-telemetry.js';
import { ROOT, ROOT_PEM, recordOf } from '../sealing-bench.js';
import { verifiedFile } from '../verified.js';

const CHILD = fileURLToPath(new URL('./spooling-child.ts', import.meta.url));
const NOWHERE = 'http://127.0.0.1:9/v1/logs';
let directory: string;
let file: string;
let receiver: OtlpReceiver;
let children: ChildProcess[];
let processors: AuditLogRecordProcessor[];

beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'crash-'));
  directory = join(folder, 'spool');
  file = join(folder, 'received.jsonl');
  receiver = await OtlpReceiver.start(file);
  children = [];
  processors = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(processors.map((processor) => processor.shutdown()));
  await receiver.close();
});

interface Ending {
  readonly url: string;
  readonly count?: number;
  readonly segmentBytes?: number;
  readonly atEnd?: 'wait' | 'shutdown' | 'exit';
  /** Killed as soon as so many emits have returned. */
  readonly killAfter?: number;
  /** Put before the command, to take something away from the process. */
  readonly shell?: string;
}

/** Runs a child to its end; resolves to how many emits returned and how many of them were confirmed. */
function ended(ending: Ending): Promise<{ readonly emitted: number; readonly committed: number }> {
  const { shell, killAfter, ...settings } = { count: 2_000, segmentBytes: 65_536, atEnd: 'wait' as const, ...ending };
  const args = [CHILD, JSON.stringify({ ...settings, directory, pem: ROOT_PEM })];
  const child =
    shell === undefined
      ? spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      : spawn('bash', ['-c', `${shell}; exec "$0" "$@"`, process.execPath, ...args], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
  children.push(child);
  let emitted = 0;
  let committed = 0;
  return new Promise((resolve) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      if (line.startsWith('committed ')) committed = Number(line.slice(10));
      else emitted = Number(line);
      if (killAfter !== undefined && emitted >= killAfter) child.kill('SIGKILL');
    });
    child.on('close', () => resolve({ emitted, committed }));
  });
}

/** The next process on the same folder. */
function successor(protocol = 'http/protobuf', spool: object = {}) {
  const telemetry = new CountingTelemetry();
  const processor = new AuditLogRecordProcessor({
    spool: { directory, orphanIntervalMs: 100, ...spool },
    otlp: { url: receiver.url, protocol },
    signer: ROOT,
    telemetry,
    delivery: { backoff: { initialMs: 20, maxMs: 50, factor: 2, jitter: 0 } },
  });
  processors.push(processor);
  return { processor, telemetry };
}

function missing(count: number): number[] {
  const text = readFileSync(file, 'utf8');
  return Array.from({ length: count }, (_, n) => n + 1).filter((n) => !text.includes(`n${n}.`));
}

async function everythingDelivered(processor: AuditLogRecordProcessor): Promise<void> {
  processor.onEmit(recordOf());
  expect(await processor.committed('delivered', { timeoutMs: 15_000 })).toBe('delivered');
}

/** Where the last frame of a segment ends. */
function framesEnd(bytes: Buffer): number {
  let at = HEADER_BYTES;
  for (let frame = decodeFrame(bytes, at); typeof frame === 'object'; frame = decodeFrame(bytes, at)) at = frame.end;
  return at;
}

function segments(): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.seg') && !/^(dead-letter|kept)/.test(name))
    .map((name) => join(directory, name));
}

describe('after a SIGKILL', () => {
  it.each([
    [1, NOWHERE],
    [37, NOWHERE],
    [700, NOWHERE],
    [1_990, NOWHERE],
    [130, 'up'],
    [900, 'up'],
  ])(
    'when %d emits had returned and the receiver was at %s, the next process delivers every one of them',
    async (killAfter, url) => {
      const { emitted } = await ended({ url: url === 'up' ? receiver.url : url, killAfter });
      expect(emitted).toBeGreaterThanOrEqual(killAfter);
      await everythingDelivered(successor().processor);
      expect(missing(emitted)).toEqual([]);
      expect(segments()).toHaveLength(1);
    },
  );

  it('several processes may come up at once: each legacy is taken over by one', async () => {
    const [one, two] = await Promise.all([
      ended({ url: NOWHERE, killAfter: 300 }),
      ended({ url: NOWHERE, killAfter: 500 }),
    ]);
    const heirs = [successor(), successor(), successor()];
    await Promise.all(heirs.map(({ processor }) => everythingDelivered(processor)));
    expect(missing(Math.min(one.emitted, two.emitted))).toEqual([]);
    expect(heirs.flatMap(({ telemetry }) => telemetry.problems)).toEqual([]);
  });

  it('a legacy that was never delivered passes from crash to crash', async () => {
    const first = await ended({ url: NOWHERE, killAfter: 120 });
    await ended({ url: NOWHERE, count: 1, killAfter: 1 });
    await ended({ url: NOWHERE, count: 1, killAfter: 1 });
    await everythingDelivered(successor().processor);
    expect(missing(first.emitted)).toEqual([]);
  });

  it('a torn tail is passed over, and all before it is delivered', async () => {
    const { emitted } = await ended({ url: NOWHERE, killAfter: 100 });
    const last = segments().at(-1) ?? '';
    const bytes = readFileSync(last);
    const end = framesEnd(bytes);
    writeFileSync(last, Buffer.concat([bytes.subarray(0, end), bytes.subarray(24, 60), bytes.subarray(end + 36)]));
    const { processor, telemetry } = successor();
    await everythingDelivered(processor);
    expect(missing(emitted)).toEqual([]);
    expect(telemetry.problems).toEqual([]);
  });

  it('damage is found, said and kept aside; what was before it is delivered', async () => {
    const { emitted } = await ended({ url: NOWHERE, killAfter: 100, segmentBytes: 10_000_000 });
    const [segment] = segments();
    const bytes = readFileSync(segment ?? '');
    const at = bytes.indexOf('n50.');
    bytes[at] = 0x58;
    writeFileSync(segment ?? '', bytes);
    const { processor, telemetry } = successor();
    await everythingDelivered(processor);
    const gone = missing(emitted);
    expect([gone[0], telemetry.problems]).toEqual([50, ['ERR_SPOOL_DAMAGED']]);
    expect(readdirSync(join(directory, 'dead-letter'))).toEqual([expect.stringContaining('damaged')]);
  });
});

describe('a legacy that is not all ours', () => {
  it('of another version is left to a process that can read it; an empty file and a file of nobody are not in the way', async () => {
    const first = await ended({ url: NOWHERE, killAfter: 50, segmentBytes: 10_000_000 });
    const [segment = ''] = segments();
    const other = segment.replace('00000001', '00000002');
    writeFileSync(other, 'otelseal-spool2 and what it then looks like');
    writeFileSync(segment.replace('00000001', '00000003'), '');
    writeFileSync(segment.replace('00000001', '00000004'), 'something else entirely, of some length');
    const { processor, telemetry } = successor();
    await everythingDelivered(processor);
    expect(missing(first.emitted)).toEqual([]);
    expect(telemetry.problems).toEqual(['ERR_SPOOL_DAMAGED']);
    await processor.shutdown();
    expect(segments().map((path) => readFileSync(path, 'utf8').slice(0, 15))).toEqual(['otelseal-spool2']);
    expect(readdirSync(join(directory, 'dead-letter'))).toEqual([expect.stringContaining('damaged')]);
  });
});

describe('an owner elsewhere that looks for orphans less often than its lease lasts', () => {
  it('still shows that it lives', async () => {
    const { processor } = successor('http/protobuf', { orphanIntervalMs: 600_000, leaseMs: 300 });
    const folder = readdirSync(directory).find((name) => name.startsWith('process-')) ?? '';
    const sign = (): number => statSync(join(directory, folder, 'owner.json')).mtimeMs;
    const before = sign();
    await expect.poll(sign, { timeout: 5_000 }).toBeGreaterThan(before);
    await processor.shutdown();
  });
});

describe('a spool that somebody edited between two runs', () => {
  /** Recomputes the checksum, as somebody would who knows the format. */
  function forged(segment: string, from: string, to: string): void {
    const bytes = readFileSync(segment);
    for (
      let at = HEADER_BYTES, frame = decodeFrame(bytes, at);
      typeof frame === 'object';
      frame = decodeFrame(bytes, at)
    ) {
      const content = Buffer.from(frame.content);
      if (content.includes(from)) {
        content.write(to, content.indexOf(from));
        bytes.set(encodeFrame(frame.type, frame.placeId, content), at);
        break;
      }
      at = frame.end;
    }
    writeFileSync(segment, bytes);
  }

  it('is delivered as it is, never sealed again, and the verifier names the record', async () => {
    await ended({ url: NOWHERE, count: 100, atEnd: 'shutdown' });
    forged(segments()[0] ?? '', 'login 77', 'login 78');
    const { processor } = successor();
    await everythingDelivered(processor);
    await processor.shutdown();
    const { first } = verifiedFile(file);
    expect(first).toMatch(/^NOT INTACT (MODIFIED|DISPLAY_MISMATCH) [0-9a-f]{32} #78 /);
  });

  it('from which a record was cut is found missing it', async () => {
    await ended({ url: NOWHERE, count: 100, atEnd: 'shutdown' });
    const [segment = ''] = segments();
    const bytes = readFileSync(segment);
    let at = HEADER_BYTES;
    for (let frame = decodeFrame(bytes, at); typeof frame === 'object'; frame = decodeFrame(bytes, at)) {
      if (Buffer.from(frame.content).includes('login 77')) {
        writeFileSync(segment, Buffer.concat([bytes.subarray(0, at), bytes.subarray(frame.end)]));
        break;
      }
      at = frame.end;
    }
    const { processor } = successor();
    await everythingDelivered(processor);
    await processor.shutdown();
    expect(verifiedFile(file).first).toMatch(/^NOT INTACT MISSING [0-9a-f]{32} #78/);
  });
});

describe('while its owner lives', () => {
  it('a folder is not taken over', async () => {
    const child = ended({ url: NOWHERE, count: 60 });
    while (!segments().some((path) => readFileSync(path).includes('n60.')))
      await new Promise((resolve) => setTimeout(resolve, 20));
    const before = segments();
    await everythingDelivered(successor().processor);
    expect(segments()).toEqual(expect.arrayContaining(before));
    expect(readFileSync(file, 'utf8')).not.toContain('n60.');
    children[0]?.kill('SIGKILL');
    const { emitted } = await child;
    await expect.poll(() => missing(emitted), { timeout: 10_000 }).toEqual([]);
  });
});

describe('a process that ends by itself', () => {
  it('leaves what it could not deliver to the next one, even to one that sends another encoding', async () => {
    const { emitted } = await ended({ url: NOWHERE, count: 80, atEnd: 'shutdown' });
    await everythingDelivered(successor('http/json').processor);
    expect(new Set(receiver.requests.map(({ contentType }) => contentType))).toEqual(new Set(['application/json']));
    expect(missing(emitted)).toEqual([]);
    const heir = processors[0] as AuditLogRecordProcessor;
    await heir.shutdown();
    expect(verifiedFile(file).first).toMatch(/^INTACT/);
  });

  it('is not kept alive by the spool', async () => {
    const { emitted } = await ended({ url: NOWHERE, count: 10, atEnd: 'exit' });
    expect(emitted).toBe(10);
  });
});

describe('a file that takes no more', () => {
  it('is ended, and the next one is written', async () => {
    const { emitted } = await ended({
      url: receiver.url,
      count: 300,
      segmentBytes: 10_000_000,
      atEnd: 'shutdown',
      shell: 'ulimit -f 100',
    });
    expect(emitted).toBe(300);
    expect(missing(300)).toEqual([]);
  });
});
