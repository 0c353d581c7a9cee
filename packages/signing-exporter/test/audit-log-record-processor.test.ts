import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { OtlpReceiver } from '@otelseal/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditLogRecordProcessor, type AuditProcessorOptions } from '../src/index.js';
import { CountingTelemetry } from './counting-telemetry.js';
import { RefusingReceiver } from './refusing-receiver.js';
import { ROOT, recordOf, recordsOf, SHOP } from './sealing-bench.js';
import { verifiedFile } from './verified.js';

const LOGIN = 'security.authn.login.success';
let folder: string;
let file: string;
let receiver: OtlpReceiver;
let open: AuditLogRecordProcessor[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spool-'));
  file = join(folder, 'received.jsonl');
  receiver = await OtlpReceiver.start(file);
  open = [];
});

afterEach(async () => {
  await Promise.all(open.map((processor) => processor.shutdown()));
  await receiver.close();
});

function processor(options: Partial<AuditProcessorOptions> = {}, url: string = receiver.url) {
  const telemetry = new CountingTelemetry();
  const audit = new AuditLogRecordProcessor({
    spool: { directory: join(folder, 'spool') },
    otlp: { url, protocol: 'http/protobuf', timeoutMillis: 500 },
    signer: ROOT,
    telemetry,
    delivery: { shutdownTimeoutMs: 3_000, backoff: { initialMs: 20, maxMs: 50, factor: 2, jitter: 0 } },
    ...options,
  });
  open.push(audit);
  return { audit, telemetry };
}

interface Line {
  readonly resourceLogs: {
    readonly scopeLogs: {
      readonly logRecords: { eventName?: string; attributes: { key: string; value: object }[] }[];
    }[];
  }[];
}

/** Names and numbers of what the receiver has, in the order of its file. */
function received(): string[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
  const records = lines.flatMap(({ resourceLogs }) =>
    resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords)),
  );
  return records.map(({ eventName, attributes }) => {
    const number = attributes.find(({ key }) => key === 'audit.sequence.number')?.value as
      | { intValue?: string }
      | undefined;
    return `${eventName}${number === undefined ? '' : `#${number.intValue}`}`;
  });
}

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();

describe('an audit processor', () => {
  it.each(['http/json', 'http/protobuf'])('delivers what was emitted, sealed and closed, over %s', async (protocol) => {
    const { audit } = processor({ otlp: { url: receiver.url, protocol } });
    const provider = new LoggerProvider({ resource: SHOP, processors: [audit] });
    for (let n = 0; n < 300; n += 1) provider.getLogger('shop').emit({ eventName: LOGIN, attributes: { n } });
    await provider.shutdown();
    const names = received();
    expect(names.filter((name) => name.startsWith(LOGIN))).toHaveLength(300);
    expect(sorted(names)).toEqual(
      expect.arrayContaining(['audit.open#1', `${LOGIN}#2`, 'audit.close#302', 'audit.checkpoint']),
    );
    expect(readdirSync(join(folder, 'spool'))).toEqual(['dead-letter', 'kept']);
    expect(verifiedFile(file).first).toMatch(/^INTACT/);
  });

  it('reads its settings from the OTEL_EXPORTER_OTLP_* variables', async () => {
    Object.assign(process.env, {
      OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=acme',
    });
    try {
      const { audit } = processor({ otlp: {} });
      audit.onEmit(recordOf());
      await audit.forceFlush();
      expect(receiver.requests[0]).toMatchObject({
        contentType: 'application/json',
        contentEncoding: 'gzip',
        headers: { 'x-tenant': 'acme' },
      });
    } finally {
      for (const name of ['LOGS_ENDPOINT', 'PROTOCOL', 'COMPRESSION', 'HEADERS'])
        delete process.env[`OTEL_EXPORTER_OTLP_${name}`];
    }
  });

  it('keeps private files in a private folder', async () => {
    const { audit } = processor({}, 'http://127.0.0.1:9/v1/logs');
    audit.onEmit(recordOf());
    const spool = join(folder, 'spool');
    const own = join(spool, readdirSync(spool).find((name) => name.startsWith('process-')) ?? '');
    expect([spool, own].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
    expect(readdirSync(own).map((name) => statSync(join(own, name)).mode & 0o777)).toEqual([0o600, 0o600]);
  });

  it('has the record in its file when emit returns', () => {
    const { audit } = processor({}, 'http://127.0.0.1:9/v1/logs');
    audit.onEmit(recordOf({ 'user.id': 'on-disk-at-once' }));
    const spool = join(folder, 'spool');
    const own = join(spool, readdirSync(spool).find((name) => name.startsWith('process-')) ?? '');
    expect(readFileSync(join(own, '00000001.seg')).includes('on-disk-at-once')).toBe(true);
  });

  it('reports the committed levels', async () => {
    const { audit } = processor();
    audit.onEmit(recordOf());
    expect(await audit.committed('sealed', { timeoutMs: 2_000 })).toBe('sealed');
    expect(await audit.committed('spooled', { timeoutMs: 2_000 })).toBe('spooled');
    expect(await audit.committed('delivered', { timeoutMs: 5_000 })).toBe('delivered');
    expect(sorted(received())).toEqual(expect.arrayContaining([`${LOGIN}#2`, 'audit.checkpoint']));
    expect(await audit.committed('witnessed', { timeoutMs: 2_000 })).toBe('delivered');
  });

  it('has nothing delivered to report while the receiver is down, but everything spooled', async () => {
    const { audit } = processor({}, 'http://127.0.0.1:9/v1/logs');
    audit.onEmit(recordOf());
    expect(await audit.committed('spooled', { timeoutMs: 2_000 })).toBe('spooled');
    expect(await audit.committed('delivered', { timeoutMs: 100 })).toBe('none');
  });

  it('sends again, in order and exactly what it sent before, after errors and lost answers', async () => {
    receiver.failNext({ kind: 'status', status: 500 }, 2);
    receiver.failNext({ kind: 'hang-up' });
    receiver.failNext({ kind: 'status', status: 401 });
    const { audit } = processor();
    for (const record of recordsOf(3)) audit.onEmit(record);
    expect(await audit.committed('delivered', { timeoutMs: 10_000 })).toBe('delivered');
    expect(received().filter((name) => name !== 'audit.checkpoint')).toEqual([
      'audit.open#1',
      `${LOGIN}#2`,
      `${LOGIN}#3`,
      `${LOGIN}#4`,
    ]);
  });

  it('finds the record that the receiver refuses, keeps it aside and delivers all others', async () => {
    const picky = await RefusingReceiver.start('poison');
    const { audit, telemetry } = processor({}, picky.url);
    for (const name of ['one', 'two', 'poison', 'three']) audit.onEmit(recordOf({ 'test.name': `${name}.` }));
    expect(await audit.committed('delivered', { timeoutMs: 10_000 })).toBe('spooled');
    expect(telemetry.sums['otelseal.records deliver undeliverable']).toBe(1);
    expect(['one.', 'two.', 'poison.', 'three.', 'audit.checkpoint'].map((text) => picky.has(text))).toEqual([
      true,
      true,
      false,
      true,
      true,
    ]);
    const [letter] = readdirSync(join(folder, 'spool', 'dead-letter'));
    expect(readFileSync(join(folder, 'spool', 'dead-letter', letter ?? '')).includes('poison')).toBe(true);
    await audit.shutdown();
    await picky.close();
  });

  it('is not held up by something in the dead-letter folder that cannot be removed', async () => {
    const picky = await RefusingReceiver.start('poison');
    const directory = join(folder, 'spool');
    const { audit } = processor({ spool: { directory, maxDeadLetterBytes: 1 } }, picky.url);
    mkdirSync(join(directory, 'dead-letter', '000'));
    audit.onEmit(recordOf({ 'test.name': 'poison' }));
    audit.onEmit(recordOf({ 'test.name': 'after' }));
    expect(await audit.committed('delivered', { timeoutMs: 5_000 })).toBe('spooled');
    expect(picky.has('after')).toBe(true);
    await audit.shutdown();
    await picky.close();
  });

  it('loses nothing to a partial success: what may have been rejected is sent again until it is known', async () => {
    receiver.failNext({ kind: 'partial', rejected: 1, message: 'one of them' });
    const { audit } = processor();
    for (const record of recordsOf(3)) audit.onEmit(record);
    expect(await audit.committed('delivered', { timeoutMs: 10_000 })).toBe('delivered');
    expect(sorted(received())).toEqual(
      sorted(['audit.open#1', `${LOGIN}#2`, `${LOGIN}#3`, `${LOGIN}#4`, 'audit.checkpoint']),
    );
  });

  it('does not seal what the full spool cannot hold, and declares it once there is room', async () => {
    const limits = { directory: join(folder, 'spool'), maxBytes: 20_000, segmentBytes: 4_000 };
    await receiver.close();
    const { audit, telemetry } = processor({ spool: limits });
    for (const record of recordsOf(50)) audit.onEmit(record);
    const lost = telemetry.sums['otelseal.records seal lost'] ?? 0;
    expect(lost).toBeGreaterThan(10);
    receiver = await OtlpReceiver.start(file, { port: Number(new URL(receiver.url).port) });
    await expect.poll(() => audit.committed('delivered', { timeoutMs: 1_000 }), { timeout: 10_000 }).toBe('delivered');
    await audit.shutdown();
    expect(verifiedFile(file).first).toMatch(/^INTACT/);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(`${lost} records were lost before they could be sealed: buffer_full`);
  });

  it('counts what comes while the disk takes nothing, and declares it when it does again', async () => {
    const { audit, telemetry } = processor({ spool: { directory: join(folder, 'spool'), segmentBytes: 2_000 } });
    audit.onEmit(recordOf());
    await audit.committed('delivered', { timeoutMs: 5_000 });
    const own = join(
      folder,
      'spool',
      readdirSync(join(folder, 'spool')).find((name) => name.startsWith('process-')) ?? '',
    );
    renameSync(own, `${own}-away`);
    for (const record of recordsOf(10)) audit.onEmit(record);
    expect(telemetry.problems).toContain('ERR_SPOOL_WRITE');
    const lost = telemetry.sums['otelseal.records seal lost'] ?? 0;
    expect(lost).toBeGreaterThan(5);
    expect(await audit.committed('spooled', { timeoutMs: 500 })).toBe('none');
    renameSync(`${own}-away`, own);
    await expect.poll(() => audit.committed('delivered', { timeoutMs: 1_000 }), { timeout: 10_000 }).toBe('delivered');
    audit.onEmit(recordOf());
    await audit.committed('delivered', { timeoutMs: 5_000 });
    expect(readFileSync(file, 'utf8')).toContain(`${lost} records were lost before they could be sealed: buffer_full`);
    await audit.shutdown();
    expect(verifiedFile(file).first).toMatch(/^INTACT/);
  });

  it('never throws in emit, whatever the record holds', async () => {
    const { audit, telemetry } = processor();
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const hostile = [
      recordOf({}, { body: circular }),
      recordOf(revoked.proxy),
      null,
      recordOf({}, { body: 'x'.repeat(1_000_000) }),
    ];
    for (const record of hostile) audit.onEmit(record as never);
    expect(await audit.committed('sealed', { timeoutMs: 10_000 })).toBe('none'); // one of them could not be
    expect(await audit.committed('delivered', { timeoutMs: 10_000 })).toBe('delivered');
    expect(telemetry.sums['otelseal.records seal failed']).toBe(1);
    expect(received().filter((name) => name.startsWith(LOGIN))).toHaveLength(3);
  });

  it('does not wait for a resource that is still being detected', async () => {
    const { audit } = processor();
    const resource = {
      ...SHOP,
      asyncAttributesPending: true,
      get attributes(): never {
        throw new Error('the SDK complains about whoever reads this now');
      },
      getRawAttributes: () => [
        ['service.name', 'shop'],
        ['host.id', new Promise(() => {})],
      ],
    };
    audit.onEmit(recordOf({}, { resource: resource as never }));
    expect(await audit.committed('delivered', { timeoutMs: 5_000 })).toBe('delivered');
    expect(received()).toContain(`${LOGIN}#2`);
  });

  it('takes nothing after shutdown and says so', async () => {
    const { audit, telemetry } = processor();
    await audit.shutdown();
    audit.onEmit(recordOf());
    expect(telemetry.sums['otelseal.records seal dropped']).toBe(1);
  });
});

describe('a spool that cannot be used', () => {
  it.each([
    ['a file', () => writeFileSync(join(folder, 'spool'), '')],
    ['a symbolic link', () => symlinkSync(tmpdir(), join(folder, 'spool'))],
    [
      'open to others',
      () => {
        processor();
        chmodSync(join(folder, 'spool'), 0o755);
      },
    ],
  ])('is refused at start when it is %s', (_what, prepare) => {
    prepare();
    expect(() => processor()).toThrow(expect.objectContaining({ name: 'SigningError', code: 'ERR_SPOOL_UNUSABLE' }));
  });

  it('is refused when its address is none, without showing what is secret in it', () => {
    expect(() => processor({ otlp: { url: '//user:hunter2@collector:4318' } })).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_INVALID', message: expect.not.stringContaining('hunter2') }),
    );
  });

  it.each([{ maxKeptBytes: 0 }, { maxKeptAgeMs: 0.5 }, { segmentBytes: -1 }])('is refused with %j', (spool) => {
    expect(() => processor({ spool: { directory: join(folder, 'spool'), ...spool } })).toThrow(
      expect.objectContaining({
        code: 'ERR_OPTION_INVALID',
        message: expect.stringContaining(Object.keys(spool)[0] as string),
      }),
    );
  });

  it('is refused when it is to be told "no" at the end of the process', () => {
    expect(() => processor({ drainAtExit: 'no' as never })).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_INVALID', message: expect.stringContaining('drainAtExit') }),
    );
  });

  it('is refused when its protocol is one that cannot be spooled, by the name of the variable', () => {
    expect(() => processor({ otlp: { protocol: 'grpc' } })).toThrow(
      expect.objectContaining({
        code: 'ERR_OPTION_INVALID',
        message: expect.stringContaining('OTEL_EXPORTER_OTLP_LOGS_PROTOCOL'),
      }),
    );
  });
});
