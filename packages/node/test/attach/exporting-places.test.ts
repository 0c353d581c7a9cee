import {
  InMemoryLogRecordExporter,
  type LogRecordProcessor,
  type ReadWriteLogRecord,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { type Inside, lookInside } from '../../src/attach/exporting-places.js';
import { markPipeline } from '../../src/delivery/pipeline-mark.js';

const ends = { forceFlush: async () => {}, shutdown: async () => {} };
const exporter = new InMemoryLogRecordExporter();
const exporting = (): LogRecordProcessor => new SimpleLogRecordProcessor({ exporter });

/** A processor of a service that keeps others in a field. */
function around(field: unknown): LogRecordProcessor & { field: unknown } {
  return { ...ends, field, onEmit: () => {} };
}

/** A processor that passes on what is important, with its inner one as modern code keeps it. */
class PrivateFilter implements LogRecordProcessor {
  readonly #inner: LogRecordProcessor;
  constructor(inner: LogRecordProcessor) {
    this.#inner = inner;
  }
  onEmit(record: ReadWriteLogRecord): void {
    if ((record.severityNumber ?? 0) > 12) this.#inner.onEmit(record);
  }
  forceFlush = async (): Promise<void> => this.#inner.forceFlush();
  shutdown = async (): Promise<void> => this.#inner.shutdown();
}

const told = ({ places, hasPipeline, passingOnUnseen }: Inside) => ({
  places: places.length,
  hasPipeline,
  passesOnUnseen: passingOnUnseen.length > 0,
});

describe('looking inside a processor for others that export', () => {
  it.each<[string, unknown]>([
    ['in a field', exporting()],
    ['in a list', [{}, exporting()]],
    ['in another processor', around(around(exporting()))],
  ])('finds one %s', (_, field) => {
    const inside = lookInside([around(field)]);
    expect(told(inside)).toEqual({ places: 1, hasPipeline: false, passesOnUnseen: false });
    expect(inside.places[0]?.exporting.exporter).toBe(exporter);
  });

  it('puts another one where it was, and leaves its neighbours', () => {
    const [first, second, other] = [around(undefined), exporting(), around('other')];
    const list = [first, second];
    const outer = around(list);
    lookInside([outer]).places[0]?.put(other);
    expect(outer.field).toBe(list);
    expect(list).toEqual([first, other]);
  });

  it('sees Otelseal in it', () => {
    expect(told(lookInside([around(markPipeline(around(undefined)))]))).toEqual({
      places: 0,
      hasPipeline: true,
      passesOnUnseen: false,
    });
  });

  it.each<[string, LogRecordProcessor]>([
    ['an inner processor behind a private field', new PrivateFilter(exporting())],
    ['an exporter of its own', around(exporter)],
    ['a field that cannot be written', Object.freeze(around(exporting()))],
    ['a request of its own', { ...ends, onEmit: (record) => void fetch(`https://logs.example.com/${record.body}`) }],
  ])('says that it passes records on: %s', (_, processor) => {
    expect(told(lookInside([processor]))).toEqual({ places: 0, hasPipeline: false, passesOnUnseen: true });
  });

  it('says nothing of one that only changes records', () => {
    const changing = { ...ends, onEmit: (record: ReadWriteLogRecord) => void record.setAttribute('seen', true) };
    expect(told(lookInside([changing]))).toEqual({ places: 0, hasPipeline: false, passesOnUnseen: false });
  });

  it('fires no getter, and ends in circles and in crowds', () => {
    const outer = around(undefined);
    const many = Array.from({ length: 2_560 }, () => ({ deep: { deeper: {} } }));
    outer.field = { outer, many };
    Object.defineProperty(outer, 'trap', {
      enumerable: true,
      get: () => {
        throw new Error('fired');
      },
    });
    expect(told(lookInside([outer]))).toEqual({ places: 0, hasPipeline: false, passesOnUnseen: false });
  });
});
