import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OTLPLogExporter as JsonExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtobufExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchLogRecordProcessor,
  LoggerProvider,
  type LogRecordExporter,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { HOSTILE_KEYS, HOSTILE_TEXTS, OtlpReceiver, R10, R35 } from '@otelseal/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaled } from '../../../test/long/scale.js';
import { SigningLogRecordExporter } from '../src/index.js';
import { ScriptedExporter } from './scripted-exporter.js';
import { bench, ROOT, recordOf, recordsOf, SHOP } from './sealing-bench.js';
import { verifiedFile, verifiedRecords } from './verified.js';

const PROCESSORS = {
  batch: (exporter: LogRecordExporter) => new BatchLogRecordProcessor({ exporter }),
  simple: (exporter: LogRecordExporter) => new SimpleLogRecordProcessor({ exporter }),
};
const EXPORTERS = {
  JSON: (url: string) => new JsonExporter({ url }),
  protobuf: (url: string) => new ProtobufExporter({ url }),
};

async function received(run: (url: string, receiver: OtlpReceiver) => Promise<void>) {
  const file = join(mkdtempSync(join(tmpdir(), 'sealed-')), 'audit.jsonl');
  const receiver = await OtlpReceiver.start(file);
  await run(receiver.url, receiver).finally(() => receiver.close());
  return verifiedFile(file);
}

describe('what arrives over the real exporters is INTACT', () => {
  for (const processor of ['batch', 'simple'] as const) {
    for (const encoding of ['JSON', 'protobuf'] as const) {
      it(`behind the ${processor} processor as ${encoding}`, async () => {
        const { first, report } = await received(async (url) => {
          const exporter = new SigningLogRecordExporter({ exporter: EXPORTERS[encoding](url), signer: ROOT });
          const provider = new LoggerProvider({ resource: SHOP, processors: [PROCESSORS[processor](exporter)] });
          const [one, other] = [provider.getLogger('one', '1'), provider.getLogger('other', undefined)];
          for (let n = 0; n < 150; n += 1) {
            one.emit(R10);
            other.emit(R35);
            other.emit({
              body: { nested: [n, n / 3, true, new Uint8Array([n])] },
              attributes: { big: 2 ** 53 + 2, neg: -0, nan: Number.NaN },
            });
          }
          await provider.forceFlush();
          await provider.shutdown();
        });
        expect(first).toMatch(/^INTACT/);
        expect(report.exitCode).toBe(0);
      });
    }
  }

  it('also when requests fail, answers are lost and batches arrive twice', async () => {
    const { first } = await received(async (url, receiver) => {
      receiver.failNext({ kind: 'lost-acknowledgement', status: 500 }, 2);
      receiver.failNext({ kind: 'status', status: 500 });
      const backoff = { initialMs: 10, maxMs: 20, factor: 1, jitter: 0 };
      const exporter = new SigningLogRecordExporter({
        exporter: new JsonExporter({ url }),
        signer: ROOT,
        delivery: { backoff },
      });
      const provider = new LoggerProvider({
        resource: SHOP,
        processors: [new BatchLogRecordProcessor({ exporter, scheduledDelayMillis: 5 })],
      });
      for (let n = 0; n < 40; n += 1) {
        provider.getLogger('shop').emit(R35);
        await new Promise((resolve) => setTimeout(resolve, 3));
      }
      await provider.shutdown();
    });
    expect(first).toMatch(/^INTACT/);
  });
});

describe('what is sealed is INTACT', () => {
  it('after heartbeats, successors, closed and reopened streams', async () => {
    const { give, exporter, inner, clock } = bench({ sealing: { maxStreamRecords: 20, maxStreams: 2 } });
    for (const name of ['a', 'b', 'c', 'a']) {
      give(...recordsOf(15, { resource: resourceFromAttributes({ 'service.name': name }) }));
      await clock.advance(61_000);
    }
    await exporter.shutdown();
    expect(verifiedRecords(inner.accepted).first).toMatch(/^INTACT/);
  });

  it('although certificates end while it runs, and the clock goes back', async () => {
    const { give, exporter, inner, clock } = bench({
      sealing: { certificateLifetimeMs: 3_600_000, epochMs: 7_200_000 },
    });
    for (let hour = 0; hour < 4; hour += 1) {
      give(...recordsOf(3));
      await clock.advance(3_600_000);
      clock.jump(-600_000);
    }
    await exporter.shutdown();
    expect(verifiedRecords(inner.accepted).first).toMatch(/^INTACT/);
    expect(inner.accepted.filter(({ eventName }) => eventName === 'audit.open').length).toBeGreaterThan(3);
  });

  it('but not provably complete when the machine slept over the end of a certificate', async () => {
    const { give, exporter, inner, clock } = bench();
    give(...recordsOf(3));
    clock.jump(7 * 86_400_000);
    give(...recordsOf(3));
    await exporter.shutdown();
    const { report } = verifiedRecords(inner.accepted);
    expect([report.exitCode, report.findings]).toEqual([2, []]);
  });

  it('after a loss, which the report names', async () => {
    const { give, exporter, inner, clock } = bench({ delivery: { maxKeptRecords: 5 } }, new ScriptedExporter('fail'));
    give(...recordsOf(12));
    inner.answers = ['success'];
    await clock.advance(2_000);
    await exporter.shutdown();
    const { first, report } = verifiedRecords(inner.accepted);
    expect(first).toMatch(/^INTACT/);
    expect(JSON.stringify(report.gaps)).toContain('buffer_full');
  });

  it('whatever attackers write into records', async () => {
    const { give, exporter, inner } = bench();
    for (const { text } of HOSTILE_TEXTS)
      give(recordOf({ 'user.id': text }, { body: text, eventName: text, severityText: text }));
    for (const key of HOSTILE_KEYS) give(recordOf({ [key]: 'x', 'user.id': 'u' }, { body: { [key]: { [key]: 1 } } }));
    await exporter.shutdown();
    expect(verifiedRecords(inner.accepted).first).toMatch(/^INTACT/);
  });

  it('whatever values records hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.dictionary(fc.string(), fc.anything()), fc.anything()), { maxLength: 10 }),
        async (all) => {
          const { give, exporter, inner } = bench();
          give(recordOf(), ...all.map(([attributes, body]) => recordOf(attributes as never, { body: body as never })));
          await exporter.shutdown();
          expect(verifiedRecords(inner.accepted).first).toMatch(/^INTACT/);
        },
      ),
      { numRuns: scaled(100) },
    );
  });
});

describe('what was changed after sealing is not', () => {
  it('a value', async () => {
    const { give, exporter, inner } = bench();
    give(recordOf({ 'user.id': 'u1' }));
    await exporter.shutdown();
    (inner.accepted[1]?.attributes as Record<string, unknown>)['user.id'] = 'u2';
    expect(verifiedRecords(inner.accepted).first).toMatch(/^NOT INTACT DISPLAY_MISMATCH [0-9a-f]{32} #2 user\.id/);
  });

  it('a provisional stream is never proven', async () => {
    const { give, exporter, inner } = bench({ signer: undefined });
    give(recordOf());
    await exporter.shutdown();
    expect(verifiedRecords(inner.accepted).report.exitCode).toBe(2);
  });
});
