import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OtlpReceiver } from '@otelseal/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditLogRecordProcessor, repairSpool } from '../../src/index.js';
import { ROOT, recordOf } from '../sealing-bench.js';
import { verifiedFile } from '../verified.js';

let folder: string;
let directory: string;
let file: string;
let receiver: OtlpReceiver;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'repair-'));
  directory = join(folder, 'spool');
  file = join(folder, 'received.jsonl');
  receiver = await OtlpReceiver.start(file);
});

afterEach(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true });
});

function processor(protocol: string, spool: object = {}): AuditLogRecordProcessor {
  return new AuditLogRecordProcessor({
    spool: { directory, segmentBytes: 20_000, ...spool },
    otlp: { url: receiver.url, protocol },
    signer: ROOT,
    delivery: {
      shutdownTimeoutMs: 500,
      maxBatchRecords: 5,
      backoff: { initialMs: 5, maxMs: 20, factor: 2, jitter: 0 },
    },
  });
}

async function delivered(count: number, protocol = 'http/protobuf', spool: object = {}): Promise<void> {
  const audit = processor(protocol, spool);
  for (let n = 1; n <= count; n += 1) {
    audit.onEmit(recordOf({ 'test.number': `n${n}.` }));
    if (n % 10 === 0) await audit.committed('delivered', { timeoutMs: 5_000 });
  }
  await audit.shutdown();
}

interface Request {
  resourceLogs: { scopeLogs: { logRecords: { attributes: { key: string; value: object }[] }[] }[] }[];
}

/** Takes away from the store what somebody chooses; returns what it took. */
function lose(isLost: (text: string, sequence: number) => boolean): string[] {
  const lost: string[] = [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const left = lines.map((line) => {
    const request = JSON.parse(line) as Request;
    for (const { scopeLogs } of request.resourceLogs) {
      for (const scope of scopeLogs) {
        scope.logRecords = scope.logRecords.filter((record) => {
          const text = JSON.stringify(record);
          const number = Number(/"audit\.sequence\.number","value":\{"intValue":"?(\d+)/.exec(text)?.[1] ?? 0);
          if (!isLost(text, number)) return true;
          lost.push(text);
          return false;
        });
      }
    }
    return JSON.stringify(request);
  });
  writeFileSync(file, `${left.join('\n')}\n`);
  return lost;
}

const repair = (options: object = {}) =>
  repairSpool({
    directory,
    report: JSON.parse(JSON.stringify(verifiedFile(file).report)),
    otlp: { url: receiver.url },
    ...options,
  });

describe('a repair', () => {
  it.each(['http/protobuf', 'http/json'])(
    'sends what a store has lost again, byte for byte, over %s',
    async (protocol) => {
      await delivered(40, protocol);
      const lost = lose((_text, sequence) => sequence === 7 || (sequence >= 20 && sequence <= 24));
      expect(verifiedFile(file).first).toMatch(/^NOT INTACT MISSING/);
      expect(await repair()).toMatchObject({ missing: 6, found: 6, refused: 0 });
      expect(verifiedFile(file).first).toMatch(/^INTACT/);
      expect(lose(() => true)).toEqual(expect.arrayContaining(lost));
    },
  );

  it('brings everything back where nothing is left that a report could tell', async () => {
    await delivered(40);
    lose(() => true);
    expect(await repair({ report: 'everything' })).toMatchObject({ found: 42, refused: 0 });
    expect(verifiedFile(file).first).toMatch(/^INTACT 42 records/);
  });

  it('brings back the end of a stream, its checkpoint included', async () => {
    await delivered(40);
    lose((text, sequence) => sequence > 30 || (text.includes('audit.checkpoint') && /size \D*4[0-9]/.test(text)));
    expect(verifiedFile(file).first).toMatch(/^NOT (INTACT|PROVEN)/);
    await repair();
    expect(verifiedFile(file).first).toMatch(/^INTACT/);
  });

  it('sends nothing for a store that has everything, and in a dry run only counts', async () => {
    await delivered(20);
    expect(await repair()).toEqual({ missing: 0, found: 0, sent: 0, refused: 0 });
    lose((_text, sequence) => sequence === 3);
    const records = receiver.records;
    expect(await repair({ dryRun: true })).toEqual({ missing: 1, found: 1, sent: 0, refused: 0 });
    expect(receiver.records).toBe(records);
  });

  it('finds what a running process has delivered but not ended yet, and leaves alone what it has still to deliver', async () => {
    const audit = processor('http/protobuf', { segmentBytes: 1_000_000 });
    for (let n = 1; n <= 10; n += 1) audit.onEmit(recordOf({ 'test.number': `n${n}.` }));
    await audit.committed('delivered', { timeoutMs: 5_000 });
    lose((_text, sequence) => sequence === 5);
    receiver.failNext({ kind: 'status', status: 503 }, 100);
    audit.onEmit(recordOf({ 'test.number': 'n11.' }));
    await audit.committed('spooled', { timeoutMs: 5_000 });
    const other = await OtlpReceiver.start(file);
    expect(await repair({ otlp: { url: other.url } })).toMatchObject({ missing: 1, found: 1 });
    expect(readFileSync(file, 'utf8')).toContain('"n4."');
    expect(readFileSync(file, 'utf8')).not.toContain('"n11."');
    await audit.shutdown();
    await other.close();
  });

  it('says what it could not find, because it is not kept for ever', async () => {
    await delivered(40, 'http/protobuf', { maxKeptBytes: 1 });
    lose((_text, sequence) => sequence === 7);
    expect(readdirSync(join(directory, 'kept'))).toEqual([]);
    expect(await repair()).toEqual({ missing: 1, found: 0, sent: 0, refused: 0 });
  });

  it('fails, and changes nothing, while the receiver is down', async () => {
    await delivered(20);
    lose((_text, sequence) => sequence === 3);
    const report = verifiedFile(file).report;
    const kept = readdirSync(join(directory, 'kept'));
    const down = { url: 'http://127.0.0.1:9/v1/logs', timeoutMillis: 200 };
    await expect(repair({ report, otlp: down })).rejects.toMatchObject({ code: 'ERR_KEPT_FOR_RETRY' });
    expect(readdirSync(join(directory, 'kept'))).toEqual(kept);
  });

  it('sends nothing that somebody edited into looking like what is missing', async () => {
    await delivered(20);
    lose((_text, sequence) => sequence === 3);
    for (const name of readdirSync(join(directory, 'kept'))) {
      const path = join(directory, 'kept', name);
      const bytes = readFileSync(path);
      bytes.fill(0x58, 60);
      writeFileSync(path, bytes);
    }
    expect(await repair()).toMatchObject({ missing: 1, found: 0, sent: 0 });
  });

  it.each([
    null,
    7,
    'text',
    {},
    { version: 1 },
    { version: 1, findings: [null], streams: [] },
    { version: 1, findings: [], streams: [{}] },
  ])('takes %j for no report', async (report) => {
    await expect(repair({ report })).rejects.toMatchObject({ code: 'ERR_OPTION_INVALID' });
  });
});

describe('delivered segments', () => {
  it('are kept within bytes and age, and are the first to go', async () => {
    await delivered(200, 'http/protobuf', { maxKeptBytes: 60_000 });
    const kept = readdirSync(join(directory, 'kept')).map((name) => readFileSync(join(directory, 'kept', name)).length);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(60_000);
    const old = join(directory, 'kept', `${String(Date.now() - 49 * 3_600_000).padStart(15, '0')}-delivered-old.seg`);
    writeFileSync(old, '');
    await delivered(10);
    expect(existsSync(old)).toBe(false);
  });
});
