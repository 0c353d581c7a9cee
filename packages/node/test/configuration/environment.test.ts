import { describe, expect, it } from 'vitest';
import {
  readInteger,
  readOptionVariables,
  readText,
  refuseMisspeltVariables,
} from '../../src/configuration/environment.js';
import { nearestName } from '../../src/configuration/nearest-name.js';
import { batchSettings } from '../../src/delivery/batch-settings.js';

describe('a variable', () => {
  it('that is empty or blank is not set', () => {
    expect(readOptionVariables({ OTELSEAL_TRUST: '', OTELSEAL_TENANT: '  ' }).size).toBe(0);
    expect(readText({ OTEL_LOGS_EXPORTER: '  ' }, 'OTEL_LOGS_EXPORTER')).toBeUndefined();
  });

  it.each([
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', 'must be one of http/protobuf, http/json.'],
    [
      'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT',
      'localhost:4318',
      'must be an http or https address without user name and password, such as https://collector:4318/v1/logs.',
    ],
    [
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'localhost:4318',
      'must be an http or https address without user name and password, such as https://collector:4318.',
    ],
    ['OTEL_BLRP_MAX_QUEUE_SIZE', '-1', 'must be a whole number from 1 to 1000000.'],
    ['OTEL_BLRP_SCHEDULE_DELAY', '1s', 'must be a whole number from 1 to 3600000.'],
  ] as const)('%s=%s is refused with its name and what is allowed', (name, value, message) => {
    expect(() => readText({ [name]: value }, name)).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_INVALID', setting: name, message: `${name}: ${message}` }),
    );
  });

  it.each([
    ['OTELSEAL_SIGNING_KEY_FILE', 'a\nb', 'must be a text of 1 to 4096 characters without control characters.'],
    ['OTELSEAL_SPOOL_MAX_BYTES', '10 MB', 'must be a whole number from 1.'],
    ['OTELSEAL_SANITIZE_PRESET', 'strickt', 'must be one of strict, balanced, developer; did you mean strict?'],
    ['OTELSEAL_SANITIZE_DRY_RUN', 'yes', 'must be true or false.'],
    ['OTELSEAL_SANITIZE_RULES', 'user.email', 'must be name=value,name=value, or an object as JSON.'],
    ['OTELSEAL_SANITIZE_RULES', '{"user.email":', 'is not JSON.'],
    ['OTELSEAL_SANITIZE_VALUES', 'x', 'must be a list as JSON.'],
    ['OTELSEAL_DETECTION_THRESHOLDS', 'brute_force', 'is not JSON.'],
    ['OTELSEAL_SANITIZE_ALLOW_KEYS', 'x,'.repeat(40_000), 'must have at most 65536 characters.'],
    ['OTELSEAL_SANITIZE_ALLOW_KEYS', 'x,'.repeat(10_000), 'must be a list of at most 1000.'],
    ['OTELSEAL_SECOND_OTLP_HEADERS', 'authorization', 'must be name=text,name=text with percent-encoded texts.'],
  ])('%s=%.40s is refused with its name and what is allowed', (name, value, message) => {
    expect(() => readOptionVariables({ [name]: value })).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_INVALID', setting: name, message: `${name}: ${message}` }),
    );
  });

  it.each([
    ['OTELSEAL_INSTRUMENTATIONS_DISABLED', 'express, fastifi', 'OTELSEAL_INSTRUMENTATIONS_DISABLED[1]', 'fastify'],
    ['OTELSEAL_DETECTION_DISABLE', 'brute_forse', 'OTELSEAL_DETECTION_DISABLE[0]', 'brute_force'],
  ])('%s with an unknown name is refused with the nearest', (name, value, setting, nearest) => {
    expect(() => readOptionVariables({ [name]: value })).toThrow(
      expect.objectContaining({ setting, message: expect.stringContaining(`did you mean ${nearest}?`) }),
    );
  });

  it.each(['__proto__', 'prototype', 'constructor'])('takes no rule for %s', (name) => {
    for (const value of [`${name}=keep`, JSON.stringify({ a: 'keep' }).replace('a', name)]) {
      expect(() => readOptionVariables({ OTELSEAL_SANITIZE_RULES: value })).toThrow(/is not a name that is taken/);
    }
  });

  it.each([
    ['OTELSEAL_ATTACH', 'own', 'attach', 'own'],
    ['OTELSEAL_INSTRUMENTATIONS_DISABLED', 'express, pino', 'instrumentations.disabled', ['express', 'pino']],
    ['OTELSEAL_INSTRUMENTATIONS_DISABLED', '["express","pino"]', 'instrumentations.disabled', ['express', 'pino']],
    [
      'OTELSEAL_INSTRUMENTATIONS_TRUSTED_PROXIES',
      'loopback,10.4.0.0/16',
      'instrumentations.trustedProxies',
      ['loopback', '10.4.0.0/16'],
    ],
    ['OTELSEAL_INSTRUMENTATIONS_GENERIC_ERRORS', 'false', 'instrumentations.genericErrors', false],
    [
      'OTELSEAL_SANITIZE_RULES',
      'user.email=mask,**.ip=keep',
      'sanitize.rules',
      { 'user.email': 'mask', '**.ip': 'keep' },
    ],
    ['OTELSEAL_SANITIZE_RULES', '{"a=b":"drop"}', 'sanitize.rules', { 'a=b': 'drop' }],
    ['OTELSEAL_SANITIZE_VALUES', '[{"name":"x","pattern":"a,b"}]', 'sanitize.values', [{ name: 'x', pattern: 'a,b' }]],
    ['OTELSEAL_SANITIZE_DRY_RUN', 'true', 'sanitize.dryRun', true],
    ['OTELSEAL_SANITIZE_BOUNDS', 'maxDepth=4', 'sanitize.bounds', { maxDepth: 4 }],
    ['OTELSEAL_RETENTION_CLASSES', 'audit,legal', 'sealing.retentionClasses', ['audit', 'legal']],
    ['OTELSEAL_SPOOL_MAX_BYTES', '1048576', 'spool.maxBytes', 1_048_576],
    [
      'OTELSEAL_DETECTION_THRESHOLDS',
      '{"brute_force":{"pairCapacity":9}}',
      'detection.thresholds',
      { brute_force: { pairCapacity: 9 } },
    ],
    ['OTELSEAL_SECOND_OTLP_HEADERS', 'authorization=Bearer%20x', 'secondOtlp.headers', { authorization: 'Bearer x' }],
  ] as const)('%s=%s is read as its option takes it', (name, text, path, value) => {
    expect(readOptionVariables({ [name]: text }).get(path)).toEqual(value);
  });

  it.each(['OTELSEAL_WITNESS_PORT', 'OTELSEAL_WITNESS_SERVICE_HOST', 'OTELSEAL_TRUST_PORT_4319_TCP_ADDR'])(
    '%s is what Kubernetes sets for a Service, and no typing error',
    (name) => {
      expect(() => refuseMisspeltVariables({ [name]: 'tcp://10.0.0.1:4319' })).not.toThrow();
    },
  );

  it('that is a number is read as one', () => {
    expect(readInteger({ OTEL_BLRP_MAX_QUEUE_SIZE: ' 100 ' }, 'OTEL_BLRP_MAX_QUEUE_SIZE')).toBe(100);
  });

  it.each([
    ['OTELSEAL_SIGNING_KEYFILE', 'OTELSEAL_SIGNING_KEY_FILE'],
    ['OTELSEAL_SPOOL_DIRECTORY', undefined],
    ['OTELSEAL_SPOOLDIR', 'OTELSEAL_SPOOL_DIR'],
    ['otelseal_trust', 'OTELSEAL_TRUST'],
    ['OTELSEL_SPOOL_DIR', 'OTELSEAL_SPOOL_DIR'],
    ['OTEL_SEAL_SPOOL_DIR', 'OTELSEAL_SPOOL_DIR'],
    ['OTELSAEL_SIGNING_KEY_FILE', 'OTELSEAL_SIGNING_KEY_FILE'],
    ['TELSEAL_TRUST', 'OTELSEAL_TRUST'],
    ['OTELLSEAL_TRUST', 'OTELSEAL_TRUST'],
    ['otelsea_trust', 'OTELSEAL_TRUST'],
    ['OTEL_SEAL_TRUSTED', undefined], // may be somebody else's
    ['_OTELSEAL_TRUST', undefined],
    ['OTELSEALS_TRUST', 'OTELSEAL_TRUST'],
    ['OTELSEAL_REQUIRE', undefined],
    ['OTEL_SERVICE_NAME', undefined],
  ])('%s is refused if it is a typing error for one of ours', (name, meant) => {
    const check = () => refuseMisspeltVariables({ [name]: '/x' });
    if (meant === undefined) expect(check).not.toThrow();
    else
      expect(check).toThrow(
        expect.objectContaining({
          code: 'ERR_VARIABLE_UNKNOWN',
          message: `${name}: is not a variable of Otelseal; did you mean ${meant}?`,
        }),
      );
  });
});

describe('the nearest name', () => {
  it.each([
    ['protocl', 'protocol'],
    ['PROTOCOL', 'protocol'],
    ['xyz', undefined],
    ['x'.repeat(10_000), undefined],
  ])('of %s', (name, nearest) => {
    expect(nearestName(name, ['url', 'headers', 'protocol'])).toBe(nearest);
  });
});

describe('the queue', () => {
  const environment = {
    OTEL_BLRP_MAX_QUEUE_SIZE: '100',
    OTEL_BLRP_MAX_EXPORT_BATCH_SIZE: '50',
    OTEL_BLRP_SCHEDULE_DELAY: '200',
    OTEL_BLRP_EXPORT_TIMEOUT: '3000',
  };

  it("has OpenTelemetry's defaults", () => {
    expect(batchSettings(undefined, {})).toEqual({
      maxQueueSize: 2048,
      maxExportBatchSize: 512,
      scheduledDelayMillis: 1000,
      exportTimeoutMillis: 30_000,
    });
  });

  it("is set by OpenTelemetry's variables, and options beat them", () => {
    expect(batchSettings(undefined, environment)).toEqual({
      maxQueueSize: 100,
      maxExportBatchSize: 50,
      scheduledDelayMillis: 200,
      exportTimeoutMillis: 3000,
    });
    expect(batchSettings({ maxQueueSize: 60, scheduledDelayMillis: 1 }, environment)).toMatchObject({
      maxQueueSize: 60,
      maxExportBatchSize: 50,
      scheduledDelayMillis: 1,
    });
  });

  it('keeps the default batch within a smaller queue, and refuses a batch that was asked to be larger', () => {
    expect(batchSettings({ maxQueueSize: 10 }, {}).maxExportBatchSize).toBe(10);
    expect(() => batchSettings({ maxQueueSize: 10, maxExportBatchSize: 11 }, {})).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_CONFLICT', setting: 'batch.maxExportBatchSize' }),
    );
  });
});
