import type { LogRecord } from '@opentelemetry/api';
import { InMemoryLogRecordExporter } from '@opentelemetry/sdk-logs';
import { HOSTILE_KEYS, HOSTILE_TEXTS, unsafeForTerminal } from '@otelseal/testing';
import { describe, expect, it } from 'vitest';
import { runningPipeline } from './support/running-pipeline.js';
import { keyAndTrust, temporaryDirectory } from './support/signing-key-files.js';

const { pem } = keyAndTrust(temporaryDirectory());

function throwing(): never {
  throw new Error('hunter2');
}

function circular(): Record<string, unknown> {
  const object: Record<string, unknown> = { a: 1 };
  object['self'] = object;
  return object;
}

function deep(): unknown {
  let value: unknown = 'x';
  for (let depth = 0; depth < 100_000; depth += 1) value = [value];
  return value;
}

const revoked = (): unknown => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

const BODIES: readonly (readonly [string, () => unknown])[] = [
  ['a circular object', circular],
  ['an object 100,000 levels deep', deep],
  ['a throwing getter', () => Object.defineProperty({}, 'x', { enumerable: true, get: throwing })],
  ['a throwing toJSON', () => ({ toJSON: throwing, toString: throwing, [Symbol.toPrimitive]: throwing })],
  [
    'a proxy that always throws',
    () =>
      new Proxy({}, { get: throwing, ownKeys: throwing, getOwnPropertyDescriptor: throwing, getPrototypeOf: throwing }),
  ],
  ['a revoked proxy', revoked],
  [
    'own __proto__ keys',
    () => JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  ],
  ['a bigint', () => 2n ** 200n],
  ['a symbol', () => Symbol('x')],
  ['a function', () => throwing],
  ['an invalid date', () => new Date('x')],
  ['a map of maps', () => new Map([[{}, new Map()]])],
  ['a megabyte of text', () => 'x'.repeat(1_048_576)],
  ['a megabyte of line feeds', () => '\n'.repeat(1_048_576)],
  ['a million numbers', () => Array.from({ length: 1_000_000 }, (_, index) => index)],
  ['bytes', () => new Uint8Array(100_000)],
];

/** Emits, flushes, and gives back what was exported besides control records. */
async function through(record: LogRecord, times = 1) {
  const exporter = new InMemoryLogRecordExporter();
  const pipeline = runningPipeline({ exporter, signing: { pem } });
  expect(() => {
    for (let count = 0; count < times; count += 1) pipeline.logger.emit(record);
  }).not.toThrow();
  await pipeline.provider.forceFlush();
  const records = exporter.getFinishedLogRecords().filter(({ eventName }) => !eventName?.startsWith('audit.'));
  return { ...pipeline, records };
}

describe('a security event whose body is', () => {
  it.each(BODIES)('%s is delivered all the same', async (_, body) => {
    const { records, count } = await through({ eventName: 'security.authz.failure', body: body() });
    expect(records).toHaveLength(1);
    expect(records[0]?.attributes).toMatchObject({ 'audit.actor.id': 'unknown', 'audit.payload': expect.any(String) });
    expect(String(records[0]?.attributes['audit.payload']).length).toBeLessThanOrEqual(24_576);
    expect(JSON.stringify(records[0]?.body) ?? '').not.toContain('hunter2');
    expect(count('stage=batch', 'accepted')).toBe(1);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('a security event with attributes', () => {
  it.each(BODIES.filter(([name]) => !/proxy|getter|100,000/.test(name)))(
    'of %s is delivered all the same',
    async (_, value) => {
      const { records } = await through({
        eventName: 'security.authz.failure',
        attributes: { value: value() as string },
      });
      expect(records).toHaveLength(1);
    },
  );

  it('under every hostile name is delivered, and no name makes it unsealable', async () => {
    const attributes = Object.fromEntries(HOSTILE_KEYS.filter((key) => key !== '__proto__').map((key) => [key, key]));
    const { records } = await through({ eventName: 'security.authz.failure', attributes });
    expect(records[0]?.attributes['audit.payload']).toEqual(expect.any(String));
    for (const name of Object.keys(records[0]?.attributes ?? {})) expect(unsafeForTerminal(name)).toBeUndefined();
  });

  it('called __proto__ neither changes a prototype nor supplies a fact', async () => {
    const attributes = JSON.parse('{"__proto__":{"audit.actor.id":"mallory","toJSON":1}}') as Record<string, string>;
    const { records } = await through({ eventName: 'security.authz.failure', attributes });
    expect(records[0]?.attributes['audit.actor.id']).toBe('unknown');
  });

  it('10,000 of them keep the six facts and the seal', async () => {
    const attributes = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, `v${index}`]));
    const { records } = await through({ eventName: 'security.authz.failure', attributes });
    expect(records[0]?.attributes).toMatchObject({
      'audit.actor.id': 'unknown',
      'audit.outcome': 'failure',
      'audit.target.id': 'unknown',
      'client.address': 'unknown',
      'audit.payload': expect.any(String),
    });
  });
});

describe('hostile text', () => {
  it.each(HOSTILE_TEXTS.map(({ name, text }) => [name, text] as const))(
    '(%s) reaches no exporter raw',
    async (_, text) => {
      const { records } = await through({
        eventName: 'security.authn.login.failure',
        attributes: { 'audit.actor.id': text, note: text },
      });
      const [record] = records;
      for (const value of [
        record?.body,
        record?.attributes['audit.actor.id'],
        record?.attributes['note'],
        record?.attributes['audit.payload'],
      ]) {
        expect(unsafeForTerminal(String(value).replaceAll('\n', '\u0000'))).toBeUndefined();
      }
    },
  );
});

describe('an event name', () => {
  it.each(['security.no.such.event', 'security.\n\u001b[31m', 'audit.checkpoint', `security.${'x'.repeat(100_000)}`])(
    '%# that is not in the catalogue is kept, counted and reported once',
    async (eventName) => {
      const exporter = new InMemoryLogRecordExporter();
      const { logger, provider, count, reports } = runningPipeline({ exporter, signing: { pem } });
      logger.emit({ eventName });
      logger.emit({ eventName });
      await provider.forceFlush();
      expect(count('outcome=unknown_event')).toBe(2);
      expect(reports).toEqual([expect.stringContaining('[ERR_UNKNOWN_EVENT]')]);
      expect(unsafeForTerminal(reports.join(''))).toBeUndefined();
      const withFacts = exporter
        .getFinishedLogRecords()
        .filter(({ attributes }) => attributes['security.category'] === 'uncatalogued');
      expect(withFacts).toHaveLength(2);
    },
  );
});
