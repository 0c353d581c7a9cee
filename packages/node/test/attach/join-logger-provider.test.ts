import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchLogRecordProcessor,
  InMemoryLogRecordExporter,
  LoggerProvider,
  type LogRecordProcessor,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { joinLoggerProvider } from '../../src/attach/join-logger-provider.js';
import type { ExportingProcessor } from '../../src/attach/sdk-processors.js';

const RESOURCE = resourceFromAttributes({ 'service.name': 'shop' });
const idle = { forceFlush: async () => {}, shutdown: async () => {} };

/** A processor that writes its name down for every record, and when it is shut down. */
function named(name: string, told: string[]): LogRecordProcessor {
  return {
    ...idle,
    onEmit: () => void told.push(name),
    shutdown: async () => void told.push(`${name} ended`),
  };
}

function providerWith(processors: LogRecordProcessor[]): LoggerProvider {
  return new LoggerProvider({ resource: RESOURCE, processors });
}

describe('joining a logger provider', () => {
  it('replaces the processors that export and keeps the others in front, in their order', () => {
    const told: string[] = [];
    const exporter = new InMemoryLogRecordExporter();
    const provider = providerWith([
      new SimpleLogRecordProcessor({ exporter }),
      named('first', told),
      named('second', told),
    ]);
    const joining = joinLoggerProvider(provider, () => [named('sealed', told)]);
    provider.getLogger('app').emit({ body: 'a line' });
    expect(joining).toHaveProperty('joined');
    expect(told).toEqual(['first', 'second', 'sealed']);
    expect(exporter.getFinishedLogRecords()).toEqual([]);
  });

  it('passes on each exporter with the queue that it had', () => {
    const exporter = new InMemoryLogRecordExporter();
    const queue = { maxQueueSize: 64, maxExportBatchSize: 16, scheduledDelayMillis: 250, exportTimeoutMillis: 900 };
    let given: readonly ExportingProcessor[] = [];
    const provider = providerWith([
      new BatchLogRecordProcessor({ exporter, ...queue }),
      new SimpleLogRecordProcessor({ exporter }),
    ]);
    joinLoggerProvider(provider, (exporting) => {
      given = exporting;
      return [];
    });
    provider.getLogger('app').emit({ body: 'a line' });
    expect(given.map(({ batch }) => batch)).toEqual([queue, { scheduledDelayMillis: 1 }]);
    expect(given.every((one) => one.exporter === exporter)).toBe(true);
  });

  it('makes nothing until the first record, and ends what it replaced if there never is one', async () => {
    const told: string[] = [];
    const exporter = new InMemoryLogRecordExporter();
    exporter.shutdown = async () => void told.push('exporter ended');
    const provider = providerWith([new SimpleLogRecordProcessor({ exporter })]);
    joinLoggerProvider(provider, () => {
      told.push('made');
      return [];
    });
    await provider.shutdown();
    expect(told).toEqual(['exporter ended']);
  });

  it('exports what was queued before it, as it was', async () => {
    const exporter = new InMemoryLogRecordExporter();
    const provider = providerWith([new BatchLogRecordProcessor({ exporter })]);
    provider.getLogger('app').emit({ body: 'early' });
    joinLoggerProvider(provider, () => [named('sealed', [])]);
    provider.getLogger('app').emit({ body: 'late' });
    await provider.forceFlush();
    await new Promise((resolve) => setImmediate(resolve));
    expect(exporter.getFinishedLogRecords().map(({ body }) => body)).toEqual(['early']);
  });

  it('lets the replaced processors go on where its own cannot be made', () => {
    const exporter = new InMemoryLogRecordExporter();
    const provider = providerWith([new SimpleLogRecordProcessor({ exporter })]);
    joinLoggerProvider(provider, () => undefined);
    provider.getLogger('app').emit({ body: 'a line' });
    expect(exporter.getFinishedLogRecords().map(({ body }) => body)).toEqual(['a line']);
  });

  it('counts where the provider was made without processors', () => {
    const told: string[] = [];
    const provider = providerWith([]);
    joinLoggerProvider(provider, () => [named('sealed', told)]);
    provider.getLogger('app').emit({ body: 'a line' });
    expect(told).toEqual(['sealed']);
  });

  it('happens once', () => {
    const told: string[] = [];
    const provider = providerWith([]);
    joinLoggerProvider(provider, () => [named('sealed', told)]);
    expect(joinLoggerProvider(provider, () => [named('again', told)])).toEqual({ joined: undefined });
    provider.getLogger('app').emit({ body: 'a line' });
    expect(told).toEqual(['sealed']);
  });

  const processor = named('theirs', []);
  const frozen = Object.freeze([processor]);
  it.each([
    [{}, 'it has no `_sharedState`'],
    [{ _sharedState: null }, 'it has no `_sharedState`'],
    [{ _sharedState: { processors: 'all' } }, 'it has no list of processors'],
    [{ _sharedState: { processors: [{}] } }, 'it has no list of processors'],
    [{ _sharedState: { processors: frozen, activeProcessor: processor } }, 'its list of processors is frozen'],
    [{ _sharedState: { processors: [processor] } }, 'its loggers do not go by its list of processors'],
    [
      { _sharedState: { processors: [processor], activeProcessor: named('another', []) } },
      'its loggers do not go by its list of processors',
    ],
    [
      { _sharedState: { processors: [processor], activeProcessor: { ...processor, processors: [processor] } } },
      'its loggers do not go by its list of processors',
    ],
  ])('leaves a provider alone that is not what it knows, and says what is missing: %#', (provider, instead) => {
    expect(joinLoggerProvider(provider, () => [])).toEqual({ instead });
  });
});
