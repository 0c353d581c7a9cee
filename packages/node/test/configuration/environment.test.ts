import { describe, expect, it } from 'vitest';
import { readInteger, readText, refuseMisspeltVariables } from '../../src/configuration/environment.js';
import { nearestName } from '../../src/configuration/nearest-name.js';
import { batchSettings } from '../../src/delivery/batch-settings.js';

describe('a variable', () => {
  it('that is empty or blank is not set', () => {
    expect(readText({ OTELSEAL_TRUST: '' }, 'OTELSEAL_TRUST')).toBeUndefined();
    expect(readText({ OTELSEAL_TRUST: '  ' }, 'OTELSEAL_TRUST')).toBeUndefined();
  });

  it.each([
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', 'must be one of http/protobuf, http/json.'],
    [
      'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT',
      'localhost:4318',
      'must be an http or https address without user name and password, such as https://collector:4318/v1/logs.',
    ],
    ['OTEL_BLRP_MAX_QUEUE_SIZE', '-1', 'must be a whole number from 1 to 1000000.'],
    ['OTEL_BLRP_SCHEDULE_DELAY', '1s', 'must be a whole number from 1 to 3600000.'],
    ['OTELSEAL_SIGNING_KEY_FILE', 'a\nb', 'must be a text of 1 to 4096 characters without control characters.'],
  ] as const)('%s=%s is refused with its name and what is allowed', (name, value, message) => {
    expect(() => readText({ [name]: value }, name)).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_INVALID', setting: name, message: `${name}: ${message}` }),
    );
  });

  it('that is a number is read as one', () => {
    expect(readInteger({ OTEL_BLRP_MAX_QUEUE_SIZE: ' 100 ' }, 'OTEL_BLRP_MAX_QUEUE_SIZE')).toBe(100);
  });

  it.each([
    ['OTELSEAL_SIGNING_KEYFILE', 'OTELSEAL_SIGNING_KEY_FILE'],
    ['OTELSEAL_SPOOL_DIRECTORY', undefined],
    ['OTELSEAL_SPOOLDIR', 'OTELSEAL_SPOOL_DIR'],
    ['otelseal_trust', 'OTELSEAL_TRUST'],
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
