import { createRequire } from 'node:module';
import { type LoggerProvider as ApiLoggerProvider, type Logger, ROOT_CONTEXT } from '@opentelemetry/api';
import * as sdk311 from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { wrapLoggerProvider } from '../../src/copy/wrap-logger-provider.js';
import { sanitizingProcessor } from '../../src/sanitize/sanitizing-processor.js';

/** The copy that the OTLP exporter brings along: another one, of another version. */
const sdk310 = createRequire(createRequire(import.meta.url).resolve('@opentelemetry/sdk-node'))(
  '@opentelemetry/sdk-logs',
) as typeof sdk311;
const SDKS = [
  ['3.1.1', sdk311],
  ['3.1.0', sdk310],
] as const;
const MAIL = 'mail ada.lovelace@example.com now';

function pipeline(sdk: typeof sdk311, logRecordLimits: { attributeValueLengthLimit?: number } = {}) {
  const exporter = new sdk.InMemoryLogRecordExporter();
  const processors = [sanitizingProcessor(), new sdk.SimpleLogRecordProcessor({ exporter })];
  const provider = new sdk.LoggerProvider({ processors, logRecordLimits });
  return { provider, exported: () => exporter.getFinishedLogRecords() };
}

const throwing = () => ({
  get name() {
    throw new Error('boom');
  },
});

it('the two SDKs are two', () => {
  expect(sdk310.LoggerProvider).not.toBe(sdk311.LoggerProvider);
});

describe.each(SDKS)('with SDK %s, a provider that is not wrapped', (_version, sdk) => {
  it('lets a getter throw into the application', () => {
    const { provider } = pipeline(sdk);
    expect(() => provider.getLogger('app').emit({ attributes: throwing() })).toThrow('boom');
  });

  it('cuts an address in two, and no rule knows its half', () => {
    const { provider, exported } = pipeline(sdk, { attributeValueLengthLimit: 20 });
    provider.getLogger('app').emit({ attributes: { note: MAIL } });
    expect(exported()[0]?.attributes).toEqual({ note: 'mail ada.lovelace@ex' });
  });
});

describe.each(SDKS)('with SDK %s, a wrapped provider', (_version, sdk) => {
  it('lets nothing throw into the application and says what it left out', () => {
    const { provider, exported } = pipeline(sdk);
    const logger = wrapLoggerProvider(provider).getLogger('app');
    expect(() => {
      logger.emit({ attributes: { ...{}, nested: throwing() }, body: throwing() });
      logger.emit({ attributes: throwing() });
      logger.emit(new Proxy({}, { get: () => expect.fail('touched') }));
      logger.emit({ timestamp: 'yesterday' as never, exception: throwing() });
      logger.emit(null as never);
      logger.emit(undefined as never);
    }).not.toThrow();
    expect(exported().map(({ body, attributes }) => ({ body, attributes }))).toEqual([
      { body: { name: '[OMITTED:getter]' }, attributes: { nested: { name: '[OMITTED:getter]' } } },
      { body: undefined, attributes: { name: '[OMITTED:getter]' } },
      { body: '[OMITTED:proxy]', attributes: {} },
      { body: undefined, attributes: {} },
      { body: undefined, attributes: {} },
      { body: undefined, attributes: {} },
    ]);
  });

  it('shows no half of a secret that the length limit cuts, at any depth, and holds the limit', () => {
    const { provider, exported } = pipeline(sdk, { attributeValueLengthLimit: 20 });
    const logger = wrapLoggerProvider(provider).getLogger('app', '1', { attributes: { scope: MAIL } });
    logger.emit({ attributes: { note: MAIL, nested: { list: [MAIL] }, short: 'ok', emoji: `${'x'.repeat(19)}😀` } });
    const record = exported()[0];
    expect(record?.attributes).toEqual({
      note: 'mail [REDACTED:email',
      nested: { list: ['mail [REDACTED:email'] },
      short: 'ok',
      emoji: 'x'.repeat(19),
    });
    expect(
      (record as unknown as { instrumentationScope: { attributes: unknown } }).instrumentationScope.attributes,
    ).toEqual({
      scope: 'mail [REDACTED:email',
    });
    expect(JSON.stringify([record?.attributes, record?.instrumentationScope])).not.toContain('ada');
  });

  it('hides the exception too, its stack and its message', () => {
    const { provider, exported } = pipeline(sdk, { attributeValueLengthLimit: 20 });
    wrapLoggerProvider(provider)
      .getLogger('app')
      .emit({ exception: new RangeError(MAIL) });
    expect(exported()[0]?.attributes['exception.type']).toBe('RangeError');
    expect(JSON.stringify(exported()[0]?.attributes)).not.toContain('ada');
  });

  it('keeps the bytes, dates and big integers that the SDK would refuse', () => {
    const { provider, exported } = pipeline(sdk);
    const attributes = { when: new Date(0), big: 2n ** 70n, bytes: Buffer.from('x'), map: new Map([['a', 1]]) };
    wrapLoggerProvider(provider)
      .getLogger('app')
      .emit({ attributes: attributes as never });
    expect(exported()[0]?.attributes).toEqual({
      when: '1970-01-01T00:00:00.000Z',
      big: '1180591620717411303424',
      bytes: new Uint8Array([0x78]),
      map: { a: 1 },
    });
  });

  it('is the provider it was: the same object, flush, shutdown and enabled included', async () => {
    const { provider, exported } = pipeline(sdk);
    const before = provider.getLogger('app');
    expect(wrapLoggerProvider(provider)).toBe(provider);
    const logger = provider.getLogger('app');
    expect(logger).toBe(before);
    expect(logger.enabled()).toBe(true);
    logger.emit({ body: 'x', eventName: 'e', severityNumber: 9, timestamp: [7, 8], context: ROOT_CONTEXT });
    await provider.forceFlush();
    expect(exported()[0]).toMatchObject({ body: 'x', eventName: 'e', severityNumber: 9, hrTime: [7, 8] });
    await provider.shutdown();
    expect(logger.enabled()).toBe(false);
    expect(() => logger.emit({ body: 'late' })).not.toThrow();
  });

  it('is wrapped once, however often it is asked for', () => {
    const { provider } = pipeline(sdk);
    const wrapped = wrapLoggerProvider(provider);
    const { getLogger } = wrapped;
    expect(wrapLoggerProvider(wrapped).getLogger).toBe(getLogger);
    const { emit } = wrapped.getLogger('a');
    expect(wrapped.getLogger('a').emit).toBe(emit);
  });
});

describe('the options of a logger', () => {
  const seen: unknown[] = [];
  const provider = wrapLoggerProvider({
    getLogger: (...given: unknown[]) => {
      seen.push(given[2]);
      return { emit: () => {}, enabled: () => true };
    },
  } as never) as { getLogger: (name: string, version?: string, options?: object) => unknown };

  it.each([
    [{ schemaUrl: 'https://opentelemetry.io/schemas/1.0.0' }, { schemaUrl: 'https://opentelemetry.io/schemas/1.0.0' }],
    [{ schemaUrl: 5 }, {}],
    [{ attributes: { a: 1 } }, { attributes: { a: 1 } }],
    [{ attributes: {} }, {}],
    [{ get attributes() { return expect.fail('fired'); } }, {}], // biome-ignore format: one line
    [{ get schemaUrl() { return expect.fail('fired'); } }, {}], // biome-ignore format: one line
  ])('%# reach the SDK as data only', (options, expected) => {
    provider.getLogger('a', '1', options);
    expect(seen.at(-1)).toEqual(expected);
  });

  it('are none if none are given', () => {
    provider.getLogger('a');
    expect(seen.at(-1)).toBeUndefined();
    provider.getLogger('a', '1', null as never);
    expect(seen.at(-1)).toBeUndefined();
  });

  it('are read behind no proxy, and of an instance of a class', () => {
    provider.getLogger('a', '1', new Proxy({}, { getOwnPropertyDescriptor: () => expect.fail('touched') }));
    expect(seen.at(-1)).toEqual({});
    class Options {
      readonly schemaUrl = 'https://opentelemetry.io/schemas/1.0.0';
    }
    Object.defineProperty(Options.prototype, 'attributes', { value: { a: 1 } });
    provider.getLogger('a', '1', new Options());
    expect(seen.at(-1)).toEqual({ schemaUrl: 'https://opentelemetry.io/schemas/1.0.0', attributes: { a: 1 } });
  });
});

describe('a provider that cannot be changed', () => {
  class Frozen implements ApiLoggerProvider {
    readonly emitted: unknown[] = [];
    #flushed = 0;
    readonly logger: Logger = Object.freeze({
      emit: (record: unknown) => void this.emitted.push(record),
      enabled: () => false,
    });

    getLogger(): Logger {
      return this.logger;
    }

    forceFlush(): number {
      return ++this.#flushed;
    }

    shutdown(): number {
      return -this.#flushed;
    }
  }

  it('gets a shell that copies, and keeps its own methods', () => {
    const provider = Object.freeze(new Frozen());
    const wrapped = wrapLoggerProvider(provider);
    expect(wrapped).not.toBe(provider);
    expect(wrapped.forceFlush()).toBe(1);
    expect(wrapped.shutdown()).toBe(-1);
    wrapped.getLogger().emit({ attributes: throwing() });
    expect(wrapped.getLogger().enabled()).toBe(false);
    expect(provider.emitted).toMatchObject([{ attributes: { name: '[OMITTED:getter]' } }]);
  });

  it('copies once when a wrapped logger is wrapped by a shell', () => {
    const provider = Object.freeze(new Frozen());
    const twice = wrapLoggerProvider(Object.freeze(Object.create(wrapLoggerProvider(provider))) as Frozen);
    twice.getLogger().emit({ body: 'x' });
    expect(provider.emitted).toHaveLength(1);
  });
});
