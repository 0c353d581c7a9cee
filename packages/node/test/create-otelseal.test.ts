import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiagLogLevel, diag, logs } from '@opentelemetry/api';
import { InMemoryLogRecordExporter } from '@opentelemetry/sdk-logs';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { committed, security } from '@otelseal/security-events';
import { afterEach, describe, expect, it } from 'vitest';
import { createOtelseal } from '../src/index.js';
import { receiving } from './support/receiving.js';
import { runningPipeline } from './support/running-pipeline.js';
import { keyAndTrust, temporaryDirectory } from './support/signing-key-files.js';

const { keyFile, trustFile, pem } = keyAndTrust(temporaryDirectory());
const LOGIN = {
  eventName: 'security.authn.login.failure',
  attributes: {
    'audit.actor.id': 'u-1',
    'client.address': '203.0.113.9',
    'security.auth.method': 'password',
    'security.reason': 'wrong_password',
  },
};

afterEach(() => {
  logs.disable();
});

describe('a record on its way through the pipeline', () => {
  it.each(['http/json', 'http/protobuf'] as const)(
    'is enriched, sanitized, sealed and delivered over %s',
    async (protocol) => {
      const { receiver, received } = await receiving();
      const { logger, provider } = runningPipeline({ signing: { keyFile }, otlp: { url: receiver.url, protocol } });
      logger.emit({ ...LOGIN, attributes: { ...LOGIN.attributes, password: 'hunter2', note: 'a\nb' } });
      await provider.shutdown();

      expect(received().map(({ eventName }) => eventName)).toEqual([
        'audit.open',
        LOGIN.eventName,
        'audit.close',
        'audit.checkpoint',
      ]);
      const record = received()[1] ?? {};
      expect(record).toMatchObject({
        'audit.action': 'LOGIN',
        'audit.outcome': 'failure',
        'audit.sequence.number': expect.anything(),
        note: 'a\\u000ab',
      });
      expect(record['body']).toMatch(/^user u-1 failed to log in to account u-1 /);
      expect(JSON.parse(String(record['audit.payload']))).toMatchObject({
        v: '1',
        kind: 'record',
        event: LOGIN.eventName,
        service: 'shop',
      });
      expect(JSON.stringify(received())).not.toContain('hunter2');
      expect(receiver.requests[0]?.contentType).toBe(
        protocol === 'http/json' ? 'application/json' : 'application/x-protobuf',
      );
    },
  );

  it('goes to whatever exporter the caller has', async () => {
    const exporter = new InMemoryLogRecordExporter();
    const { logger, otelseal, provider } = runningPipeline({ exporter, signing: { pem } });
    logger.emit(LOGIN);
    await provider.forceFlush();
    const names = exporter.getFinishedLogRecords().map(({ eventName }) => eventName);
    expect(names.slice(0, 2)).toEqual(['audit.open', LOGIN.eventName]);
    expect(await otelseal.committed('delivered', { timeoutMs: 1_000 })).toBe('delivered');
  });

  it.each([undefined, { timeoutMs: Number.POSITIVE_INFINITY }, { timeoutMs: Number.NaN }])(
    'answers a barrier with the wait %o',
    async (options) => {
      const { logger, otelseal } = runningPipeline({ exporter: new InMemoryLogRecordExporter(), signing: { pem } });
      logger.emit(LOGIN);
      expect(await otelseal.committed('delivered', options as never)).toBe('delivered');
    },
  );

  it('goes where the variables of the process say, with headers and compression', async () => {
    const { receiver, received } = await receiving();
    const before = { ...process.env };
    Object.assign(process.env, {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', ''),
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=acme',
      OTEL_EXPORTER_OTLP_LOGS_COMPRESSION: 'gzip',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTELSEAL_SIGNING_KEY_FILE: keyFile,
    });
    try {
      const sdk = new NodeSDK({
        logRecordProcessors: createOtelseal().processors,
        spanProcessors: [],
        metricReaders: [],
      });
      sdk.start();
      security.authn.loginFailure({ actor: { type: 'user', id: 'u-1' }, method: 'password', reason: 'wrong_password' });
      expect(await committed('delivered', { timeoutMs: 5_000 })).toBe('delivered');
      await sdk.shutdown();
    } finally {
      process.env = before;
    }
    expect(received().map(({ eventName }) => eventName)).toContain(LOGIN.eventName);
    expect(receiver.requests[0]).toMatchObject({
      contentEncoding: 'gzip',
      contentType: 'application/json',
      headers: { 'x-tenant': 'acme' },
    });
  });
});

describe('the typed API and a plain logger', () => {
  it('end as the same record, but for identifier, time and seal', async () => {
    const exporter = new InMemoryLogRecordExporter();
    const { processors, shutdown } = createOtelseal({ exporter, signing: { pem } }, { environment: {} });
    const sdk = new NodeSDK({
      logRecordProcessors: processors,
      spanProcessors: [],
      metricReaders: [],
      autoDetectResources: false,
    });
    sdk.start();
    const who = {
      actor: { type: 'user', id: 'u-1', name: 'alice' },
      client: { address: '203.0.113.9', port: 4_711 },
      session: { id: 's-1' },
      userAgent: 'curl',
      onBehalfOf: { id: 'u-9' },
      http: { method: 'GET', route: '/a/:id', path: '/a/1' },
    } as const;
    security.withContext(who, () => {
      security.authz.failure({
        target: { type: 'invoice', id: 'i-1' },
        reason: 'missing_permission',
        permission: ['invoice:read'],
      });
      logs.getLogger('app').emit({
        eventName: 'security.authz.failure',
        attributes: {
          'audit.target.type': 'invoice',
          'audit.target.id': 'i-1',
          'security.reason': 'missing_permission',
          'security.permission.required': ['invoice:read'],
        },
      });
    });
    await processors.at(-1)?.forceFlush();
    const [typed, plain] = exporter
      .getFinishedLogRecords()
      .filter(({ eventName }) => eventName === 'security.authz.failure')
      .map(({ attributes, body, severityNumber, severityText }) => ({
        attributes,
        body,
        severityNumber,
        severityText,
      }));
    const own = ['audit.record.id', 'log.record.uid', 'audit.payload', 'audit.sequence.number', 'audit.time'];
    const shared = (record: typeof typed) => ({
      ...record,
      attributes: Object.fromEntries(Object.entries(record?.attributes ?? {}).filter(([name]) => !own.includes(name))),
    });
    expect(shared(plain)).toEqual(shared(typed));
    expect(typed?.body).toMatch(/u-1.*invoice i-1/);
    await shutdown();
    await sdk.shutdown();
  });
});

describe('a pipeline without a key', () => {
  it('seals under a provisional one and says so once', async () => {
    const exporter = new InMemoryLogRecordExporter();
    const { logger, provider, reports } = runningPipeline({ exporter });
    logger.emit(LOGIN);
    await provider.shutdown();
    expect(reports).toEqual([expect.stringContaining('[PROVISIONAL]')]);
  });
});

describe('a report at start', () => {
  it('reaches the diag logger of an SDK that is made afterwards', async () => {
    const seen: string[] = [];
    const ignore = () => {};
    await new Promise((resolve) => setTimeout(resolve, 10)); // reports of earlier tests are out
    const otelseal = createOtelseal({ exporter: new InMemoryLogRecordExporter() }, { environment: {} });
    const log = {
      error: ignore,
      info: ignore,
      debug: ignore,
      verbose: ignore,
      warn: (line: string) => void seen.push(line),
    };
    diag.setLogger(log, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(seen).toEqual([expect.stringMatching(/^otelseal: No signing key .*\[PROVISIONAL\]$/)]);
    await otelseal.shutdown();
    diag.disable();
  });
});

describe('a key that the trust file lacks', () => {
  it('is reported at start, and one that it has is not', () => {
    const other = keyAndTrust(temporaryDirectory());
    const options = { exporter: new InMemoryLogRecordExporter(), signing: { keyFile } };
    expect(runningPipeline({ ...options, trust: trustFile }).reports).toEqual([]);
    expect(runningPipeline(options, { OTELSEAL_TRUST: other.trustFile }).reports).toEqual([
      expect.stringContaining('[ERR_KEY_NOT_TRUSTED]'),
    ]);
  });
});

describe('wrong settings', () => {
  it.each([
    [{ onIncidents: () => {} }, {}, 'ERR_OPTION_UNKNOWN', 'onIncidents'],
    [{ onIncident: 'page' }, {}, 'ERR_OPTION_INVALID', 'onIncident'],
    [{ detection: { quiteMs: 1 } }, {}, 'ERR_OPTION_UNKNOWN', 'detection.quiteMs'],
    [{ detection: { mode: 'attack' } }, {}, 'ERR_OPTION_INVALID', 'detection.mode'],
    [{ detection: { thresholds: { brute_force: { pairCapacity: 0 } } } }, {}, 'ERR_OPTION_INVALID', 'detection'],
    [{ detection: { webhook: { url: 'http://10.0.0.1/' } } }, {}, 'ERR_OPTION_INVALID', 'detection'],
    [{}, { OTELSEAL_WEBHOOK_URL: 'https://hooks.example/' }, 'ERR_OPTION_INVALID', 'detection'],
    [{}, { OTELSEAL_DETECTION: 'on' }, 'ERR_OPTION_INVALID', 'OTELSEAL_DETECTION'],
    [{ spool: { directory: join(keyFile, 'below') } }, {}, 'ERR_SPOOL', 'spool.directory'],
    [{}, { OTELSEAL_SPOOL_DIR: join(keyFile, 'below') }, 'ERR_SPOOL', 'OTELSEAL_SPOOL_DIR'],
    [{ spool: {} }, {}, 'ERR_OPTION_INVALID', 'spool.directory'],
    [{ batch: {} }, { OTELSEAL_SPOOL_DIR: '/var/lib/otelseal' }, 'ERR_OPTION_CONFLICT', 'batch'],
    [{}, { OTELSEAL_SIGNING_KEY_FILE: '/missing/key.pem' }, 'ERR_SIGNING_KEY', 'OTELSEAL_SIGNING_KEY_FILE'],
    [{}, { OTELSEAL_TRUST: '/missing/trust.json' }, 'ERR_TRUST_FILE', 'OTELSEAL_TRUST'],
    [{}, { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 'ERR_OPTION_INVALID', 'OTEL_EXPORTER_OTLP_PROTOCOL'],
    [{ enrich: { bagage: [] } }, {}, 'ERR_OPTION_UNKNOWN', 'enrich.bagage'],
    [{ sanitize: { preset: 'balancd' } }, {}, 'ERR_OPTION_INVALID', 'sanitize.preset'],
    [{}, { OTELSEAL_SANITIZE_VALUES: '[{"name":"x","pattern":"("}]' }, 'ERR_OPTION_INVALID', 'sanitize'],
  ])('throw at construction and name what to change: %#', (options, environment, code, setting) => {
    expect(() => createOtelseal(options as never, { environment })).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', code, setting }),
    );
  });

  it('leave no barrier behind', async () => {
    expect(() => createOtelseal({ nonsense: 1 } as never, { environment: {} })).toThrow();
    expect(await committed('sealed', { timeoutMs: 50 })).toBe('none');
  });

  it('never quote a secret', () => {
    const canary = 'canary-7f3a';
    const wrong = [
      { signing: { pem: canary } },
      { otlp: { headers: { authorization: `Bearer ${canary}\n` } } },
      { otlp: { url: `https://u:${canary}@collector` } },
    ];
    for (const options of wrong) {
      expect(() => createOtelseal(options, { environment: {} })).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(canary) }),
      );
    }
  });
});

it('is told in one file, in the order it happens', () => {
  const story = readFileSync(new URL('../src/security-pipeline.ts', import.meta.url), 'utf8');
  expect(story.indexOf('enrichingProcessor({')).toBeLessThan(story.indexOf('sanitizingStage('));
  expect(story.indexOf('sanitizingStage(')).toBeLessThan(story.indexOf('new SigningLogRecordExporter('));
});
