import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  type LogRecordProcessor,
  type ReadableLogRecord,
} from '@opentelemetry/sdk-logs';
import { detectionFactsOf } from '@otelseal/log-processors';
import { describe, expect, it } from 'vitest';
import { createOtelseal } from '../../src/create-otelseal.js';
import { receiving } from '../support/receiving.js';
import { runningPipeline } from '../support/running-pipeline.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';

const { pem } = keyAndTrust(temporaryDirectory());
const EVENT = { eventName: 'security.authz.failure' };

/** Sequence numbers of the application's records, in the order exported. */
function sequences(records: readonly ReadableLogRecord[]): number[] {
  return records
    .filter(({ eventName }) => eventName === EVENT.eventName)
    .map(({ attributes }) => Number(attributes['audit.sequence.number']));
}

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('the queue', () => {
  it('loses nothing of 10,000 records emitted at once, five times what it holds', async () => {
    const exporter = new InMemoryLogRecordExporter();
    const { logger, provider, count } = runningPipeline({ exporter, signing: { pem } });
    for (let index = 0; index < 10_000; index += 1) logger.emit(EVENT);
    await provider.forceFlush();
    const numbers = sequences(exporter.getFinishedLogRecords());
    expect(new Set(numbers).size).toBe(10_000);
    expect(count('stage=batch', 'accepted')).toBe(10_000);
    expect(count('stage=batch', 'dropped')).toBe(0);
  });

  it('holds no raw names and addresses of the records that wait in it', () => {
    const seen: unknown[] = [];
    const otelseal = createOtelseal(
      { exporter: new InMemoryLogRecordExporter(), signing: { pem } },
      { environment: {} },
    );
    const [enriching, ...others] = otelseal.processors;
    const watching = {
      onEmit: (record: object) => void seen.push(detectionFactsOf(record)?.raw.actorId),
      forceFlush: async () => {},
      shutdown: async () => {},
    };
    const provider = new LoggerProvider({
      processors: [enriching as LogRecordProcessor, watching, ...others, watching],
    });
    provider.getLogger('app').emit({ ...EVENT, attributes: { 'audit.actor.id': 'ada@example.com' } });
    expect(seen).toEqual(['ada@example.com', undefined]);
  });

  it('counts and reports what it loses while a resource detector has not ended', async () => {
    const exporter = new InMemoryLogRecordExporter();
    const reports: string[] = [];
    const otelseal = createOtelseal(
      { exporter, signing: { pem }, batch: { maxQueueSize: 10, maxExportBatchSize: 10, scheduledDelayMillis: 1 } },
      { environment: {}, report: (line) => void reports.push(line) },
    );
    let detected: (name: string) => void = () => {};
    const name = new Promise<string>((resolve) => {
      detected = resolve;
    });
    const provider = new LoggerProvider({
      resource: resourceFromAttributes({ 'host.name': name, 'service.name': 'shop' }),
      processors: otelseal.processors,
    });
    for (let index = 0; index < 25; index += 1) provider.getLogger('app').emit(EVENT);
    detected('host-1');
    await provider.forceFlush();
    const exported = exporter.getFinishedLogRecords().filter(({ eventName }) => eventName === EVENT.eventName);
    const {
      'otelseal.records{outcome=accepted,stage=batch}': accepted,
      'otelseal.records{outcome=dropped,stage=batch}': dropped,
    } = otelseal.counters();
    expect(accepted).toBe(exported.length);
    expect(Number(accepted) + Number(dropped)).toBe(25);
    expect(dropped).toBeGreaterThan(0);
    expect(reports).toEqual([expect.stringContaining('[ERR_QUEUE_FULL]')]);
    expect(exported[0]?.resource.attributes).toMatchObject({ 'host.name': 'host-1' });
    await provider.shutdown();
  });
});

describe('a flush', () => {
  it('covers what was emitted while another flush was running', async () => {
    const exporter = new InMemoryLogRecordExporter();
    const { logger, provider } = runningPipeline({
      exporter,
      signing: { pem },
      batch: { scheduledDelayMillis: 3_600_000 },
    });
    logger.emit(EVENT);
    const first = provider.forceFlush();
    logger.emit(EVENT);
    await provider.forceFlush();
    expect(sequences(exporter.getFinishedLogRecords())).toHaveLength(2);
    await first;
  });
});

describe('a shutdown', () => {
  it('during a flush loses nothing that was emitted after the flush began', async () => {
    const { receiver, received } = await receiving();
    receiver.failNext({ kind: 'slow', delayMs: 200 });
    const { logger, provider } = runningPipeline({
      signing: { pem },
      otlp: { url: receiver.url },
      batch: { scheduledDelayMillis: 3_600_000 },
    });
    logger.emit(EVENT);
    const flush = provider.forceFlush();
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (let index = 0; index < 5; index += 1) logger.emit(EVENT);
    await Promise.all([provider.shutdown(), flush]);
    expect(received().filter(({ eventName }) => eventName === EVENT.eventName)).toHaveLength(6);
    expect(received().at(-1)).toMatchObject({ eventName: 'audit.checkpoint' });
  });

  it('while a flush waits for a resource detector loses nothing that was emitted after the flush began', async () => {
    const exporter = new InMemoryLogRecordExporter();
    const exported: string[] = [];
    const keeping = {
      export: (...parameters: Parameters<typeof exporter.export>) => {
        exported.push(...parameters[0].map(({ eventName }) => String(eventName)));
        exporter.export(...parameters);
      },
      forceFlush: () => exporter.forceFlush(),
      shutdown: () => exporter.shutdown(),
    };
    const otelseal = createOtelseal(
      { exporter: keeping, signing: { pem }, batch: { scheduledDelayMillis: 3_600_000 } },
      { environment: {} },
    );
    let detected: (name: string) => void = () => {};
    const name = new Promise<string>((resolve) => {
      detected = resolve;
    });
    const provider = new LoggerProvider({
      resource: resourceFromAttributes({ 'host.name': name, 'service.name': 'shop' }),
      processors: otelseal.processors,
    });
    provider.getLogger('app').emit(EVENT);
    const flush = provider.forceFlush();
    for (let index = 0; index < 5; index += 1) provider.getLogger('app').emit(EVENT);
    const end = provider.shutdown();
    detected('host-1');
    await Promise.all([flush, end]);
    expect(exported.filter((eventName) => eventName === EVENT.eventName)).toHaveLength(6);
  });

  it('counts and reports records that come after it', async () => {
    const exporter = new InMemoryLogRecordExporter();
    const { otelseal, logger, reports, count } = runningPipeline({ exporter, signing: { pem } });
    await otelseal.shutdown();
    logger.emit(EVENT);
    expect(count('stage=batch', 'dropped')).toBe(1);
    expect(reports).toEqual([expect.stringContaining('[ERR_SHUT_DOWN]')]);
  });

  it('ends within its bound when the receiver never answers', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/v1/logs`;
    const { otelseal, logger, reports, count } = runningPipeline({
      signing: { pem },
      otlp: { url },
      shutdownTimeoutMillis: 300,
    });
    logger.emit(EVENT);
    const before = performance.now();
    await otelseal.shutdown();
    expect(performance.now() - before).toBeLessThan(1_500);
    expect(count('outcome=abandoned')).toBeGreaterThan(0);
    expect(reports.join('\n')).toMatch(/could not be delivered|did not end in time/);
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  });
});

describe('a receiver that is down', () => {
  it('is reported once, and everything is delivered in order when it is back', async () => {
    const { receiver, received } = await receiving();
    receiver.failNext({ kind: 'status', status: 500 }, 3);
    const { logger, provider, otelseal, reports, count } = runningPipeline({
      signing: { pem },
      otlp: { url: receiver.url },
    });
    for (let round = 0; round < 4; round += 1) {
      logger.emit(EVENT);
      await provider.forceFlush();
    }
    await until(() => count('stage=deliver', 'outcome=delivered') > 0);
    expect(await otelseal.committed('delivered', { timeoutMs: 10_000 })).toBe('delivered');
    await provider.shutdown();
    const numbers = received()
      .filter(({ eventName }) => eventName === EVENT.eventName)
      .map((record) => Number(record['audit.sequence.number']));
    expect(numbers).toHaveLength(4);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(count('otelseal.delivery.attempts', 'failure')).toBeGreaterThanOrEqual(1);
    expect(reports).toEqual([expect.stringContaining('[ERR_KEPT_FOR_RETRY]')]);
  }, 30_000);

  it('keeps `committed` from promising delivery, but not sealing', async () => {
    const { otelseal, logger } = runningPipeline({
      signing: { pem },
      otlp: { url: 'http://127.0.0.1:9/v1/logs' },
      shutdownTimeoutMillis: 100,
    });
    logger.emit(EVENT);
    expect(await otelseal.committed('sealed', { timeoutMs: 1_000 })).toBe('sealed');
    expect(await otelseal.committed('delivered', { timeoutMs: 100 })).toBe('none');
  });
});

describe('an exporter of the caller', () => {
  it('that throws reaches neither the application nor the end of the process', async () => {
    const exporter = {
      export: () => {
        throw new Error('hunter2');
      },
      forceFlush: () => Promise.reject(new Error('hunter2')),
      shutdown: () => Promise.reject(new Error('hunter2')),
    };
    const { logger, provider, reports } = runningPipeline({ exporter, signing: { pem }, shutdownTimeoutMillis: 200 });
    expect(() => logger.emit(EVENT)).not.toThrow();
    await provider.forceFlush();
    await provider.shutdown();
    expect(reports.length).toBeGreaterThan(0);
    expect(reports.join('\n')).not.toContain('hunter2');
  });
});
