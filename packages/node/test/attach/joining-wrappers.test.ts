import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchLogRecordProcessor,
  InMemoryLogRecordExporter,
  LoggerProvider,
  type LogRecordExporter,
  type LogRecordProcessor,
  type ReadWriteLogRecord,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { joinLoggerProvider } from '../../src/attach/join-logger-provider.js';

const idle = { forceFlush: async () => {}, shutdown: async () => {} };
const batch = (exporter: LogRecordExporter): LogRecordProcessor => new BatchLogRecordProcessor({ exporter });
const simple = (exporter: LogRecordExporter): LogRecordProcessor => new SimpleLogRecordProcessor({ exporter });

/** Hands on what is not small, from one field. */
class Filter implements LogRecordProcessor {
  inner: LogRecordProcessor;
  constructor(inner: LogRecordProcessor) {
    this.inner = inner;
  }
  onEmit(record: ReadWriteLogRecord): void {
    if (record.body !== 'small') this.inner.onEmit(record);
  }
  forceFlush = (): Promise<void> => this.inner.forceFlush();
  shutdown = (): Promise<void> => this.inner.shutdown();
}

/** Hands on to each of several. */
function several(list: Iterable<LogRecordProcessor>, more: object = {}): LogRecordProcessor {
  const onEmit = (record: ReadWriteLogRecord): void => {
    for (const each of list) each.onEmit(record);
  };
  const all = (end: (each: LogRecordProcessor) => Promise<void>) => async () =>
    void (await Promise.all([...list].map(end)));
  return {
    ...more,
    list,
    onEmit,
    forceFlush: all((each) => each.forceFlush()),
    shutdown: all((each) => each.shutdown()),
  } as never;
}

class Private implements LogRecordProcessor {
  readonly #inner: LogRecordProcessor;
  constructor(inner: LogRecordProcessor) {
    this.#inner = inner;
  }
  onEmit(record: ReadWriteLogRecord): void {
    this.#pass(record);
  }
  #pass(record: ReadWriteLogRecord): void {
    this.#inner.onEmit?.(record);
  }
  forceFlush = (): Promise<void> => this.#inner.forceFlush();
  shutdown = (): Promise<void> => this.#inner.shutdown();
}

class Bound extends Private {
  override onEmit = super.onEmit.bind(this);
}

class ChoosingBatch extends BatchLogRecordProcessor {
  override onEmit(record: ReadWriteLogRecord): void {
    record.setAttribute('chosen', true);
    if (record.body !== 'small') super.onEmit(record);
  }
}

class ChoosingSimple extends SimpleLogRecordProcessor {
  override onEmit(record: ReadWriteLogRecord): void {
    if (record.body !== 'small') super.onEmit(record);
  }
}

/** What goes through the stages and what an exporter gets raw, of records before and after joining. */
async function joined(make: (exporter: LogRecordExporter, sealed: string[]) => LogRecordProcessor[], given = prepared) {
  const exporter = new InMemoryLogRecordExporter();
  const raw: unknown[] = [];
  exporter.export = (records, done) => {
    raw.push(...records.map(({ body }) => body));
    done({ code: 0 });
  };
  const sealed: string[] = [];
  const provider = new LoggerProvider({ resource: resourceFromAttributes({}), processors: make(exporter, sealed) });
  given(provider);
  let streams = 0;
  const seal = { ...idle, onEmit: ({ body }: ReadWriteLogRecord) => void sealed.push(String(body)) };
  const joining = joinLoggerProvider(provider, () => {
    streams += 1;
    return { stages: [seal], isDurable: false };
  });
  for (const body of ['small', 'large']) provider.getLogger('app').emit({ body });
  const again = joinLoggerProvider(provider, () => ({ stages: [seal], isDurable: false }));
  await provider.forceFlush();
  await provider.shutdown();
  return { sealed, raw, streams, unseen: 'unseen' in joining ? joining.unseen : joining, again };
}

const prepared = (provider: LoggerProvider): void => provider.getLogger('app').emit({ body: 'early' });
const untouched = (): void => {};
const twice = { joined: [], unseen: [] };

describe('joining a provider whose processors hand records to others', () => {
  it.each<[string, (exporter: LogRecordExporter) => LogRecordProcessor[]]>([
    [
      'in a list and in a field beside it',
      (exporter) => {
        const inner = batch(exporter);
        return [several([inner], { first: inner })];
      },
    ],
    ['in a set', (exporter) => [several(new Set([batch(exporter)]))]],
    [
      'under a symbol',
      (exporter) => {
        const inner = Symbol('inner');
        const outer = {
          ...idle,
          [inner]: batch(exporter),
          onEmit: (record: ReadWriteLogRecord) => outer[inner].onEmit(record),
        };
        return [outer];
      },
    ],
  ])('replaces the inner one wherever it is held: %s', async (_, make) => {
    const got = await joined(make);
    expect(got).toEqual({ sealed: ['early', 'small', 'large'], raw: [], streams: 1, unseen: [], again: twice });
  });

  it.each<[string, (exporter: LogRecordExporter) => LogRecordProcessor[], string[]]>([
    ['a subclass of the batch processor', (exporter) => [new ChoosingBatch({ exporter })], ['early', 'large']],
    [
      'a subclass inside another processor',
      (exporter) => [several([new ChoosingBatch({ exporter })])],
      ['early', 'large'],
    ],
    ['a subclass of the simple processor', (exporter) => [new ChoosingSimple({ exporter })], ['large']],
    [
      'one that keeps the exporter, too',
      (exporter) => [Object.assign(new Filter(batch(exporter)), { _exporter: exporter })],
      ['early', 'large'],
    ],
  ])('lets it go on choosing: %s', async (name, make, sealed) => {
    const got = await joined(make, name.includes('simple') ? untouched : prepared);
    expect(got).toEqual({ sealed, raw: [], streams: 1, unseen: [], again: twice });
  });

  it.each<[string, (exporter: LogRecordExporter) => LogRecordProcessor, unknown[]]>([
    ['a batch', (exporter) => new ChoosingBatch({ exporter }), ['early', 'large']],
    ['one record after the other', (exporter) => new ChoosingSimple({ exporter }), ['large']],
  ])('lets it export as before where the stages cannot be made: %s', async (name, make, bodies) => {
    const exporter = new InMemoryLogRecordExporter();
    const provider = new LoggerProvider({ processors: [make(exporter)] });
    if (name === 'a batch') prepared(provider);
    joinLoggerProvider(provider, () => undefined);
    for (const body of ['small', 'large']) provider.getLogger('app').emit({ body });
    await provider.forceFlush();
    const exported = exporter.getFinishedLogRecords().map(({ body }) => body);
    expect(exported).toEqual(bodies);
    const ended: string[] = [];
    exporter.shutdown = async () => void ended.push('exporter');
    await provider.shutdown();
    expect(ended).toEqual(['exporter']);
  });

  it('makes one stream for what two of them share', async () => {
    const got = await joined((exporter) => {
      const shared = batch(exporter);
      return [new Filter(shared), new Filter(shared)];
    });
    expect(got).toMatchObject({ sealed: ['early', 'large', 'large'], raw: [], streams: 1 });
  });

  it('leaves a processor in its place that keeps a logger of the same provider', async () => {
    const own: string[] = [];
    const keeping = { ...idle, logger: {}, onEmit: ({ body }: ReadWriteLogRecord) => void own.push(String(body)) };
    const got = await joined(
      (exporter) => [batch(exporter), keeping],
      (provider) => {
        keeping.logger = provider.getLogger('own');
      },
    );
    expect(own).toEqual(['small', 'large']);
    expect(got).toEqual({ sealed: ['small', 'large'], raw: [], streams: 1, unseen: [], again: twice });
  });

  it.each<[string, object]>([
    [
      'a proxy that throws for what it does not know',
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('unknown');
          },
        },
      ),
    ],
    [
      'a getter that throws',
      {
        get onEmit(): never {
          throw new Error('fired');
        },
      },
    ],
  ])('is not kept from joining by %s', async (_, field) => {
    const got = await joined((exporter) => [
      batch(exporter),
      { ...idle, field, onEmit: () => {} } as LogRecordProcessor,
    ]);
    expect(got).toMatchObject({ sealed: ['early', 'small', 'large'], raw: [], unseen: [] });
  });

  it('takes the queue along of a processor that throws when it is flushed', async () => {
    const got = await joined((exporter) => {
      const inner = batch(exporter);
      inner.forceFlush = () => {
        throw new Error('flushed');
      };
      return [inner];
    });
    expect(got).toMatchObject({ sealed: ['early', 'small', 'large'], raw: [] });
  });

  it.each<[string, (exporter: LogRecordExporter) => LogRecordProcessor, string]>([
    ['by a private method', (exporter) => new Private(simple(exporter)), 'Private'],
    ['by a bound method', (exporter) => new Bound(simple(exporter)), 'Bound'],
    [
      'by a method of another object',
      (exporter) => ({ ...idle, onEmit: SimpleLogRecordProcessor.prototype.onEmit.bind(simple(exporter)) }),
      'Object',
    ],
    ['beside one that can be seen', (exporter) => several([batch(exporter), new Private(simple(exporter))]), 'Object'],
  ])('names one that hands records on %s', async (_, make, name) => {
    const got = await joined((exporter) => [make(exporter)]);
    expect(got.unseen).toEqual([name]);
  });

  it.each<[string, LogRecordProcessor]>([
    [
      'is bound',
      new (class Counting {
        seen = 0;
        constructor() {
          this.onEmit = this.onEmit.bind(this);
        }
        onEmit(): void {
          this.seen += 1;
        }
        forceFlush = idle.forceFlush;
        shutdown = idle.shutdown;
      })(),
    ],
    [
      'calls what it inherits',
      new (class extends class {
        onEmit(): void {}
        forceFlush = idle.forceFlush;
        shutdown = idle.shutdown;
      } {
        override onEmit(): void {
          super.onEmit();
        }
      })(),
    ],
    [
      'keeps an exporter of spans',
      Object.assign(
        new (class {
          onEmit(): void {}
          forceFlush = idle.forceFlush;
          shutdown = idle.shutdown;
        })(),
        {
          spans: new (class ConsoleSpanExporter {
            export(): void {}
            shutdown(): void {}
          })(),
        },
      ),
    ],
  ])('says nothing of one that %s', async (_, harmless) => {
    const got = await joined((exporter) => [batch(exporter), harmless]);
    expect(got).toEqual({ sealed: ['early', 'small', 'large'], raw: [], streams: 1, unseen: [], again: twice });
  });
});
