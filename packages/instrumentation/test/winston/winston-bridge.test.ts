import { Writable } from 'node:stream';
import { context, ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import { afterAll, describe, expect, it } from 'vitest';
import type * as Winston from 'winston';
import { WinstonSecurityInstrumentation } from '../../src/winston/index.js';
import { emittedRecords, requireHooked } from '../emitted-records.js';
import { LOADING_WAYS, runProgram } from '../programs/run-program.js';

const { records, events, counted, onEmit } = emittedRecords();
const instrumentation = new WinstonSecurityInstrumentation();
const winston = requireHooked('winston') as typeof Winston;
afterAll(() => instrumentation.disable());

/** A logger whose lines can be read back. */
function logger(options: Winston.LoggerOptions = {}) {
  const lines: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk).trim());
      done();
    },
  });
  return { log: winston.createLogger({ transports: [new winston.transports.Stream({ stream })], ...options }), lines };
}

const DELETED = { event: 'user.delete', target: { type: 'account', id: 'u-9' } };

describe('a line of winston', () => {
  it('becomes a record with its severity, message, fields and scope', () => {
    const { log, lines } = logger({ defaultMeta: { service: 'shop' } });
    log.warn('slow query', { order: 'o-7', items: [1, { sku: 'x' }] });
    expect(records()).toMatchObject([
      {
        eventName: undefined,
        severityNumber: 13,
        severityText: 'warn',
        body: 'slow query',
        attributes: { service: 'shop', order: 'o-7', items: [1, { sku: 'x' }] },
        scope: '@otelseal/instrumentation/winston',
      },
    ]);
    expect(Object.keys(records()[0]?.attributes ?? {}).sort()).toEqual(['items', 'order', 'service']);
    expect(lines).toHaveLength(1);
  });

  it.each([
    ['npm', 'error', 17],
    ['npm', 'info', 9],
    ['npm', 'silly', 1],
    ['syslog', 'emerg', 21],
    ['syslog', 'crit', 18],
    ['syslog', 'notice', 10],
  ] as const)('of the %s level %s has severity %i', (set, level, severityNumber) => {
    const levels = winston.config[set].levels;
    logger({ levels, level: Object.keys(levels).at(-1) ?? '' }).log.log(level, 'x');
    expect(records()).toMatchObject([{ severityNumber, severityText: level }]);
  });

  it('of a level of its own keeps the name and claims no severity', () => {
    logger({ levels: { shout: 0 }, level: 'shout' }).log.log('shout', 'x');
    expect(records()).toMatchObject([{ severityNumber: undefined, severityText: 'shout' }]);
  });

  it('carries the metadata of its child loggers', () => {
    logger().log.child({ tenant: 't-1' }).child({ request: 'r-2' }).info('x');
    expect(records()[0]?.attributes).toEqual({ tenant: 't-1', request: 'r-2' });
  });

  it('tells an error as OpenTelemetry does', () => {
    logger().log.error('failed', new RangeError('too far'));
    const { body, attributes } = records()[0] ?? {};
    expect(body).toBe('failed too far'); // winston's own way
    expect(attributes).toMatchObject({ 'exception.type': 'RangeError' });
    expect(attributes?.['exception.stacktrace']).toContain('winston-bridge.test');
  });

  it('has passed the formats of its logger', () => {
    const { format } = winston;
    const masked = format((info) => ({ ...info, card: '***' }));
    logger({ format: format.combine(masked(), format.colorize(), format.simple()) }).log.info('paid', { card: '4111' });
    expect(records()).toMatchObject([{ severityText: 'info', body: 'paid', attributes: { card: '***' } }]);
  });

  it('that a format drops is no record', () => {
    const { log, lines } = logger({ format: winston.format(() => false)() });
    log.info('x');
    expect([records(), lines]).toEqual([[], []]);
  });

  it('below the levels of all transports is no record', () => {
    logger({ level: 'error' }).log.info('x');
    expect(records()).toEqual([]);
  });

  it('knows the span in which it was logged, also when a slow transport held it up', async () => {
    const released: (() => void)[] = [];
    const stream = new Writable({
      highWaterMark: 1,
      objectMode: true,
      write: (_c, _e, done) => void released.push(done),
    });
    const { log } = logger({ transports: [new winston.transports.Stream({ stream })] });
    const spans = Array.from({ length: 60 }, (_, index) => (index + 1).toString(16).padStart(32, '0'));
    for (const traceId of spans) {
      const span = trace.wrapSpanContext({ traceId, spanId: 'b7ad6b7169203331', traceFlags: TraceFlags.SAMPLED });
      context.with(trace.setSpan(ROOT_CONTEXT, span), () => log.info('x'));
    }
    for (let round = 0; round < 200; round++) {
      released.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(records().map(({ traceId }) => traceId)).toEqual(spans);
  });

  it('of winston’s default logger is bridged too', () => {
    winston.configure({
      transports: [new winston.transports.Stream({ stream: new Writable({ write: (_c, _e, d) => d() }) })],
    });
    winston.warn('by default', { a: 1 });
    expect(records()).toMatchObject([{ body: 'by default', attributes: { a: 1 } }]);
  });
});

describe('a line of winston with a security field', () => {
  it('becomes a typed event with the line’s other fields', () => {
    logger().log.info('gone', { security: DELETED, ticket: 'T-1' });
    expect(records()).toHaveLength(1);
    expect(events()).toMatchObject([
      ['security.user.delete', { 'audit.target.id': 'u-9', ticket: 'T-1', 'log.message': 'gone' }],
    ]);
  });

  it('that the catalogue does not know stays a plain record and is counted', () => {
    logger().log.info('x', { security: { event: 'user.promote' } });
    expect(records()).toMatchObject([{ body: 'x', attributes: { security: { event: 'user.promote' } } }]);
    expect(counted()).toEqual(['ERR_UNKNOWN_SECURITY_EVENT']);
  });
});

describe('the application’s own line', () => {
  it('reaches its transport when our part throws', () => {
    const { log, lines } = logger();
    onEmit(() => {
      throw new Error('a broken processor');
    });
    log.info('first', { security: DELETED });
    log.info('second');
    expect(lines.map((line) => JSON.parse(line).message)).toEqual(['first', 'second']);
    expect(counted()).toEqual(['ERR_EVENT_NOT_EMITTED', 'ERR_LINE_NOT_BRIDGED']);
  });

  it('does not recurse when the pipeline itself logs with winston', () => {
    const { log, lines } = logger();
    onEmit(() => void log.warn('the pipeline speaks'));
    log.info('once');
    expect(lines).toHaveLength(2);
    expect(records()).toHaveLength(1);
  });

  it('is no second record where OpenTelemetry’s transport sends it', () => {
    class OpenTelemetryTransportV3 extends winston.transports.Stream {}
    const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
    const { log } = logger({ transports: [new OpenTelemetryTransportV3({ stream })] });
    log.info('x');
    log.info('gone', { security: DELETED });
    expect(records().map(({ eventName }) => eventName)).toEqual(['security.user.delete']);
  });
});

describe('a hostile line of winston', () => {
  it('is bounded in depth, width and length', () => {
    let deep: object = {};
    for (let depth = 0; depth < 80; depth++) deep = { n: deep };
    const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, index]));
    const { log, lines } = logger();
    log.info('x', { deep, wide, long: 'x'.repeat(400_000) });
    const text = JSON.stringify(records()[0]?.attributes);
    expect(text.length).toBeLessThan(60_000);
    expect(text).toContain('[too deep]');
    expect(lines[0]?.length).toBeGreaterThan(400_000);
  });

  it('with getters and proxies that throw becomes a record and stays a line', () => {
    const { log, lines } = logger({ format: winston.format.printf(({ message }) => String(message)) });
    const refusing = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const inner = {
      get bad() {
        throw new Error('no');
      },
    };
    log.log({ level: 'info', message: 'x', refusing, cyclic, inner, security: refusing });
    expect(lines).toEqual(['x']);
    expect(records()).toMatchObject([
      { body: 'x', attributes: { cyclic: { self: '[circular]' }, inner: { bad: '[unreadable]' } } },
    ]);
  });
});

describe.each(LOADING_WAYS)('winston loaded as %s', (format) => {
  it('is bridged, and writes its lines as ever', () => {
    const load = format.startsWith('module') ? "import winston from 'winston';" : "const winston = require('winston');";
    const program = `${load}
      const log = winston.createLogger({ transports: [new winston.transports.Console()] });
      log.info('plain', { a: 1 });
      log.warn('no', { security: { event: 'authz.failure', target: { type: 'invoice', id: 'i-1' }, reason: 'not_owner' } });`;
    const { records: found, printed } = runProgram(format, program, ['winston']);
    expect(found).toMatchObject([{ body: 'plain', attributes: { a: 1 } }, { eventName: 'security.authz.failure' }]);
    expect(printed.split('\n').map((line) => JSON.parse(line).message)).toEqual(['plain', 'no']);
  });
});
