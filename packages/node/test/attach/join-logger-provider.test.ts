import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchLogRecordProcessor,
  InMemoryLogRecordExporter,
  LoggerProvider,
  type LogRecordProcessor,
  type ReadWriteLogRecord,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { joinLoggerProvider, type Stages } from '../../src/attach/join-logger-provider.js';
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

/** Stages that keep nothing on a disk. */
function memory(stages: LogRecordProcessor[]): Stages {
  return { stages, isDurable: false };
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
    const joining = joinLoggerProvider(provider, () => memory([named('sealed', told)]));
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
      return memory([]);
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
      return memory([]);
    });
    await provider.shutdown();
    expect(told).toEqual(['exporter ended']);
  });

  it('takes what was queued before it along, in order and open to changes', async () => {
    const exporter = new InMemoryLogRecordExporter();
    const provider = providerWith([
      new BatchLogRecordProcessor({ exporter }),
      new BatchLogRecordProcessor({ exporter }),
    ]);
    for (const body of ['first', 'second']) provider.getLogger('app').emit({ body });
    const taken: string[] = [];
    const taking: LogRecordProcessor = {
      ...idle,
      onEmit(record) {
        record.body = `${record.body}, changed`;
        taken.push(String(record.body));
      },
    };
    joinLoggerProvider(provider, () => memory([taking]));
    provider.getLogger('app').emit({ body: 'late' });
    await provider.shutdown();
    expect(taken).toEqual(['first, changed', 'second, changed', 'late, changed']);
    expect(exporter.getFinishedLogRecords()).toEqual([]);
  });

  it('takes what was queued along, too, when nothing comes after it', async () => {
    const exporter = new InMemoryLogRecordExporter();
    const told: string[] = [];
    const provider = providerWith([new BatchLogRecordProcessor({ exporter })]);
    provider.getLogger('app').emit({ body: 'early' });
    const joining = joinLoggerProvider(provider, () => memory([named('sealed', told)]));
    expect('joined' in joining && joining.joined.every((each) => each.isOpen)).toBe(true);
    await provider.shutdown();
    expect(told).toEqual(['sealed', 'sealed ended']);
    expect(exporter.getFinishedLogRecords()).toEqual([]);
  });

  it('stands inside a processor that chooses, and gives its exporter nothing else', async () => {
    const told: string[] = [];
    const exporter = new InMemoryLogRecordExporter();
    const chooser = {
      ...idle,
      inner: new SimpleLogRecordProcessor({ exporter }) as LogRecordProcessor,
      onEmit(record: ReadWriteLogRecord) {
        if (record.body !== 'small') this.inner.onEmit(record);
      },
    };
    const provider = providerWith([chooser]);
    const given: [exporters: number, isFurther: boolean][] = [];
    joinLoggerProvider(provider, (exporting, isFurther) => {
      given.push([exporting.length, isFurther]);
      return memory([named('sealed', told)]);
    });
    for (const body of ['small', 'large']) provider.getLogger('app').emit({ body });
    expect(told).toEqual(['sealed']);
    expect(given).toEqual([[1, false]]);
    expect(exporter.getFinishedLogRecords()).toEqual([]);
  });

  it('stands beside and inside, where both export; one of them is the first', () => {
    const exporter = new InMemoryLogRecordExporter();
    const chooser = { ...idle, inner: new SimpleLogRecordProcessor({ exporter }), onEmit: () => {} };
    const provider = providerWith([chooser, new SimpleLogRecordProcessor({ exporter })]);
    const given: boolean[] = [];
    const joining = joinLoggerProvider(provider, (_, isFurther) => {
      given.push(isFurther);
      return memory([]);
    });
    for (const each of 'joined' in joining ? joining.joined : []) each.load();
    expect(given).toEqual([false, true]);
  });

  it('names a processor that passes records on to what it cannot see', () => {
    class Mailing {
      forceFlush = idle.forceFlush;
      shutdown = idle.shutdown;
      onEmit(record: ReadWriteLogRecord): void {
        void fetch(`http://127.0.0.1:9/${record.body}`).catch(() => undefined);
      }
    }
    const joining = joinLoggerProvider(providerWith([new Mailing()]), () => memory([]));
    expect('unseen' in joining && joining.unseen).toEqual(['Mailing']);
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
    joinLoggerProvider(provider, () => memory([named('sealed', told)]));
    provider.getLogger('app').emit({ body: 'a line' });
    expect(told).toEqual(['sealed']);
  });

  it('happens once', () => {
    const told: string[] = [];
    const provider = providerWith([]);
    joinLoggerProvider(provider, () => memory([named('sealed', told)]));
    expect(joinLoggerProvider(provider, () => memory([named('again', told)]))).toEqual({ joined: [], unseen: [] });
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
    expect(joinLoggerProvider(provider, () => memory([]))).toEqual({ instead });
  });
});
