import { ROOT_CONTEXT } from '@opentelemetry/api';
import type { LogRecordProcessor, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { EnrichOptionsError, enrichingProcessor } from '../../src/enrich/index.js';
import { hasTemplateMessage } from '../../src/template-message.js';
import { enriched, RecordingTelemetry } from './support/enriched-record.js';

describe('a record that is no security event', () => {
  it.each([
    {},
    { eventName: 'exception' },
    { eventName: 'app.order.placed' },
    { eventName: '' },
    { eventName: '__proto__' },
    { eventName: 'constructor' },
  ])('passes untouched: %j', (fields) => {
    const { record, telemetry } = enriched({ ...fields, body: 'hello', attributes: { a: 1 } });
    expect(record.attributes).toEqual({ a: 1 });
    expect([record.body, record.severityNumber]).toEqual(['hello', undefined]);
    expect(telemetry.counts).toEqual({});
  });

  it.each([7, null, {}, Symbol('x'), ['security.authz.failure']])(
    'may have an event name that is no text: %s',
    (eventName) => {
      const { record, telemetry } = enriched({ eventName: eventName as never, attributes: { a: 1 } });
      expect(record.attributes).toEqual({ a: 1 });
      expect(telemetry.reports).toEqual([]);
    },
  );
});

describe('an event name in an attribute', () => {
  it('names the event of a bridged record', () => {
    const { record } = enriched({
      body: 'login failed',
      attributes: { 'otel.event.name': 'security.authn.login.failure' },
    });
    expect(record.eventName).toBe('security.authn.login.failure');
    expect(record.attributes['audit.action']).toBe('LOGIN');
    expect(record.body).toBe('login failed');
  });

  it('does not beat the field', () => {
    const { record } = enriched({
      eventName: 'app.other',
      attributes: { 'otel.event.name': 'security.authn.login.failure' },
    });
    expect(record.eventName).toBe('app.other');
  });

  it('is only looked for where the options say', () => {
    const attributes = { type: 'security.authn.login.failure', 'otel.event.name': 'security.authz.failure' };
    expect(enriched({ attributes }, { options: { eventNameAttributes: ['type'] } }).record.eventName).toBe(
      'security.authn.login.failure',
    );
  });
});

describe('an event that the catalogue lacks', () => {
  it('is kept as an uncatalogued security event and reported once, with its name made harmless', () => {
    const { record, telemetry } = enriched({ eventName: 'security.authn.loginn\n\u001b[31m' });
    expect(record.attributes).toMatchObject({
      'security.category': 'uncatalogued',
      'security.retention.class': 'audit',
      'audit.outcome': 'unknown',
    });
    expect(telemetry.counts).toMatchObject({ 'otelseal.records enrich unknown_event': 1 });
    expect(telemetry.reports).toEqual([
      {
        code: 'ERR_UNKNOWN_EVENT',
        message: expect.stringContaining('"security.authn.loginn??[31m"'),
        cause: undefined,
      },
    ]);
    expect(hasTemplateMessage(record)).toBe(false);
  });
});

describe('the message', () => {
  it('is rendered again for records of the typed API, with what the context adds', () => {
    const { record } = enriched(
      { eventName: 'security.authz.failure', body: 'user unknown was denied' },
      { scope: '@otelseal/security-events', security: { actor: { type: 'user', id: 'u-1' } } },
    );
    expect(record.body).toMatch(/^user u-1 /);
    expect(hasTemplateMessage(record)).toBe(true);
  });

  it("is the application's own when it wrote one", () => {
    const { record } = enriched({ eventName: 'security.authz.failure', body: { mine: true } });
    expect(record.body).toEqual({ mine: true });
    expect(hasTemplateMessage(record)).toBe(false);
  });
});

describe('the processor', () => {
  it('asks for no record of its own, so that a provider with nothing else stays off', () => {
    const silent = new LoggerProvider({ processors: [enrichingProcessor()] });
    expect(silent.getLogger('app').enabled()).toBe(false);
    const exporting = new SimpleLogRecordProcessor({ exporter: new InMemoryLogRecordExporter() });
    expect(new LoggerProvider({ processors: [enrichingProcessor(), exporting] }).getLogger('app').enabled()).toBe(true);
  });

  it('lets a broken record pass, counts it and throws nothing', () => {
    const freezing: LogRecordProcessor = {
      onEmit: (record) => void Object.freeze(record.attributes),
      forceFlush: async () => {},
      shutdown: async () => {},
    };
    const { record, telemetry } = enriched(
      { eventName: 'security.authz.failure', attributes: { a: 1 } },
      { before: freezing },
    );
    expect(record.attributes).toEqual({ a: 1 });
    expect(telemetry.codes).toEqual(['ERR_ENRICH_FAILED']);
    expect(telemetry.counts).toMatchObject({ 'otelseal.records enrich failed': 1 });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    [
      'a revoked proxy',
      (() => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return proxy;
      })(),
    ],
    [
      'throwing getters',
      {
        get eventName(): string {
          throw new Error('x');
        },
      },
    ],
  ])('throws nothing when given %s', (_, record) => {
    const telemetry = new RecordingTelemetry();
    expect(() => enrichingProcessor({ telemetry }).onEmit(record as ReadWriteLogRecord, ROOT_CONTEXT)).not.toThrow();
    expect(telemetry.codes).toEqual(['ERR_ENRICH_FAILED']);
  });

  it('throws nothing when its telemetry throws', () => {
    const throwing = () => {
      throw new Error('sink');
    };
    const { record } = enriched(
      { eventName: 'security.nonsense' },
      { options: { telemetry: { add: throwing, reportOnce: throwing } } },
    );
    expect(record.attributes['audit.record.id']).toBe('id-1');
  });

  it('gives every record an identifier of its own by default', () => {
    const exporter = new InMemoryLogRecordExporter();
    const provider = new LoggerProvider({
      processors: [enrichingProcessor(), new SimpleLogRecordProcessor({ exporter })],
    });
    for (let count = 0; count < 3; count += 1) provider.getLogger('app').emit({ eventName: 'security.authz.failure' });
    const ids = exporter.getFinishedLogRecords().map((record) => record.attributes['audit.record.id']);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it('renders a sentence, not a megabyte, from a value of a megabyte', () => {
    const { record } = enriched({
      eventName: 'security.authz.failure',
      attributes: { 'audit.actor.id': 'x'.repeat(1_048_576) },
    });
    expect(String(record.body).length).toBeLessThan(1_000);
  });
});

describe('wrong options', () => {
  it.each([
    [{ bagage: [] }, /`bagage` is not an option of enrich; options are baggage, eventNameAttributes, telemetry/],
    [{ baggage: 'tenant' }, /`baggage` takes at most 32 keys/],
    [{ baggage: ['a\n'] }, /`baggage` takes at most 32 keys/],
    [{ baggage: ['__proto__'] }, /`baggage` takes at most 32 keys/],
    [{ baggage: Array.from({ length: 33 }, (_, index) => `k${index}`) }, /`baggage` takes at most 32 keys/],
    [{ baggage: ['tenant.id', 'tenant_id'] }, /become one label in Loki/],
    [{ eventNameAttributes: [''] }, /`eventNameAttributes` takes at most 8 attribute names/],
  ])('%j are refused at construction', (options, message) => {
    expect(() => enrichingProcessor(options as never)).toThrow(EnrichOptionsError);
    expect(() => enrichingProcessor(options as never)).toThrow(message);
  });
});
