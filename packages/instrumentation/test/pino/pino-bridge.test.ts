import { Writable } from 'node:stream';
import { context, ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { pino } from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { PinoSecurityInstrumentation } from '../../src/pino/index.js';
import { emittedRecords } from '../emitted-records.js';
import { LOADING_WAYS, runProgram } from '../programs/run-program.js';

const { records, events, warnings, counted, onEmit } = emittedRecords();
const instrumentation = new PinoSecurityInstrumentation();
afterAll(() => instrumentation.disable());

/** A logger whose lines can be read back. */
function logger(options: pino.LoggerOptions = {}) {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  return { log: pino({ base: null, ...options }, destination), lines };
}

describe('a line of pino', () => {
  it('becomes a record with its severity, message, fields and scope', () => {
    const { log, lines } = logger();
    log.warn({ order: 'o-7', items: [1, { sku: 'x' }] }, 'slow %s', 'query');
    expect(records()).toMatchObject([
      {
        eventName: undefined,
        severityNumber: 13,
        severityText: 'warn',
        body: 'slow query',
        attributes: { order: 'o-7', items: [1, { sku: 'x' }] },
        scope: '@otelseal/instrumentation/pino',
      },
    ]);
    expect(Object.keys(records()[0]?.attributes ?? {})).toEqual(['order', 'items']);
    expect(lines).toHaveLength(1);
  });

  it.each([
    ['trace', 1],
    ['debug', 5],
    ['info', 9],
    ['warn', 13],
    ['error', 17],
    ['fatal', 21],
  ] as const)('of level %s has severity %i', (level, severityNumber) => {
    logger({ level: 'trace' }).log[level]('x');
    expect(records()).toMatchObject([{ severityNumber, severityText: level }]);
  });

  it('of a level of its own lies between its neighbours', () => {
    const { log } = logger({ customLevels: { notice: 35 } } as pino.LoggerOptions);
    (log as unknown as { notice(text: string): void }).notice('x');
    expect(records()).toMatchObject([{ severityNumber: 11, severityText: 'notice' }]);
  });

  it('carries the bindings of its child loggers', () => {
    logger().log.child({ tenant: 't-1' }).child({ request: 'r-2' }).info('x');
    expect(records()[0]?.attributes).toEqual({ tenant: 't-1', request: 'r-2' });
  });

  it('tells an error as OpenTelemetry does', () => {
    logger().log.error(new RangeError('too far'), 'failed');
    expect(records()).toMatchObject([
      {
        body: 'failed',
        attributes: { 'exception.type': 'RangeError', 'exception.message': 'too far' },
      },
    ]);
    expect(records()[0]?.attributes['exception.stacktrace']).toContain('pino-bridge.test');
    expect(records()[0]?.attributes).not.toHaveProperty('err');
  });

  it('knows the span in which it was logged', () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const span = trace.wrapSpanContext({ traceId, spanId: 'b7ad6b7169203331', traceFlags: TraceFlags.SAMPLED });
    context.with(trace.setSpan(ROOT_CONTEXT, span), () => logger().log.info('x'));
    expect(records()).toMatchObject([{ traceId }]);
  });

  it('keeps what the application redacts out of the record too', () => {
    logger({ redact: ['card', 'user.pin'] }).log.info(
      { card: '4111111111111111', user: { pin: '1234', id: 7 } },
      'paid',
    );
    expect(records()[0]?.attributes).toEqual({ card: '[Redacted]', user: { pin: '[Redacted]', id: 7 } });
  });

  it('is found under the names that the application has chosen', () => {
    const { log } = logger({ messageKey: 'message', errorKey: 'problem', nestedKey: 'payload' });
    log.info({ a: 1, security: { event: 'user.delete', target: { type: 'account', id: 'u-9' } } }, 'gone');
    expect(events()).toMatchObject([['security.user.delete', { 'audit.target.id': 'u-9', 'log.message': 'gone' }]]);
  });

  it('below the level of its logger is no record', () => {
    logger({ level: 'error' }).log.info('x');
    expect(records()).toEqual([]);
  });
});

describe('a line of pino with a security field', () => {
  it('becomes a typed event with the line’s other fields', () => {
    logger().log.warn(
      {
        security: { event: 'security.authn.login.failure', method: 'password', reason: 'wrong_password' },
        attempt: 3,
      },
      'login failed',
    );
    expect(records()).toHaveLength(1);
    expect(events()).toMatchObject([
      [
        'security.authn.login.failure',
        {
          'security.auth.method': 'password',
          'security.reason': 'wrong_password',
          attempt: 3,
          'log.message': 'login failed',
        },
      ],
    ]);
  });

  it.each([
    ['an unknown event', { event: 'authn.login.perfect' }],
    ['no name', { method: 'password' }],
    ['no target where one is needed', { event: 'user.delete' }],
    ['no reason where one is needed', { event: 'authn.login.failure', method: 'password' }],
    ['an incident, which only the pipeline opens', { event: 'incident.open', incident: 'i-1' }],
    ['a name of Object.prototype', { event: 'constructor.constructor' }],
  ])('with %s stays a plain record and is counted', (_, security) => {
    logger().log.info({ security }, 'x');
    expect(events()).toEqual([]);
    expect(records()).toMatchObject([{ body: 'x', attributes: { security } }]);
    expect(counted()).toEqual(['ERR_UNKNOWN_SECURITY_EVENT']);
  });
});

describe('the application’s own line', () => {
  it('reaches its destination when our part throws', () => {
    const { log, lines } = logger();
    onEmit(() => {
      throw new Error('a broken processor');
    });
    log.info({ security: { event: 'user.delete', target: { type: 'account', id: 'u-9' } } }, 'first');
    log.info('second');
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['first', 'second']);
    expect(counted()).toEqual(['ERR_EVENT_NOT_EMITTED', 'ERR_LINE_NOT_BRIDGED']);
    expect(warnings().join()).not.toContain('a broken processor');
  });

  it('does not recurse when the pipeline itself logs with pino', () => {
    const { log, lines } = logger();
    onEmit(() => log.warn('the pipeline speaks'));
    log.info('once');
    expect(lines).toHaveLength(2);
    expect(records()).toHaveLength(1);
  });

  it('is no record when an exporter logs while it works', () => {
    context.with(suppressTracing(context.active()), () => logger().log.info('sent a batch'));
    expect(records()).toEqual([]);
  });

  it('is no second record where OpenTelemetry’s own instrumentation sends it', () => {
    class OTelPinoStream extends Writable {
      override _write(_chunk: unknown, _encoding: string, done: () => void): void {
        done();
      }
    }
    const log = pino({ base: null }, pino.multistream([{ stream: new OTelPinoStream() }]));
    log.info('x');
    log.info({ security: { event: 'user.delete', target: { type: 'account', id: 'u-9' } } }, 'gone');
    expect(records().map(({ eventName }) => eventName)).toEqual(['security.user.delete']);
  });
});

describe('a hostile line of pino', () => {
  it('is bounded in depth, width and length', () => {
    let deep: object = {};
    for (let depth = 0; depth < 80; depth++) deep = { n: deep };
    const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, index]));
    const { log, lines } = logger({ depthLimit: 100, edgeLimit: 20_000 });
    log.info({ deep, wide, long: 'x'.repeat(80_000) });
    const attributes = records()[0]?.attributes ?? {};
    expect(JSON.stringify(attributes).length).toBeLessThan(60_000);
    expect(JSON.stringify(attributes)).toContain('[too deep]');
    expect(lines[0]?.length).toBeGreaterThan(200_000);
  });

  it('that is too long to be read becomes a record with its beginning', () => {
    const { log, lines } = logger();
    log.info({ huge: 'y'.repeat(3_000_000) }, 'x');
    expect(records()).toMatchObject([{ severityNumber: 9, attributes: {} }]);
    expect(String(records()[0]?.body).length).toBeLessThan(40_000);
    expect(lines[0]?.length).toBeGreaterThan(3_000_000);
  });

  it('does not run getters twice and survives those that throw', () => {
    let reads = 0;
    const { log } = logger({ serializers: { bad: () => 'serialized' } });
    log.info({
      get counted() {
        return ++reads;
      },
      bad: new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('no');
          },
        },
      ),
      cyclic: (() => {
        const loop: Record<string, unknown> = {};
        loop['self'] = loop;
        return loop;
      })(),
      ['__proto__']: { polluted: true },
    });
    expect(reads).toBe(1);
    expect(records()[0]?.attributes).toMatchObject({ counted: 1, bad: 'serialized' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe.each(LOADING_WAYS)('pino loaded as %s', (format) => {
  it('is bridged, and writes its lines as ever', () => {
    const load = format.startsWith('module') ? "import pino from 'pino';" : "const pino = require('pino');";
    const program = `${load}
      const log = pino({ base: null, timestamp: false });
      log.info({ a: 1 }, 'plain');
      log.warn({ security: { event: 'authz.failure', target: { type: 'invoice', id: 'i-1' }, reason: 'not_owner' } }, 'no');`;
    const { records: found, printed } = runProgram(format, program, ['pino']);
    expect(found).toMatchObject([{ body: 'plain', attributes: { a: 1 } }, { eventName: 'security.authz.failure' }]);
    expect(printed.split('\n').map((line) => JSON.parse(line).msg)).toEqual(['plain', 'no']);
  });
});
