import { ConsoleLogRecordExporter, InMemoryLogRecordExporter } from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { chooseExporter } from '../../src/delivery/choose-exporter.js';

describe('the exporter', () => {
  it("is the caller's own when one is given, whatever the variables say", () => {
    const exporter = new InMemoryLogRecordExporter();
    expect(chooseExporter({ exporter }, { OTEL_LOGS_EXPORTER: 'none', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toBe(
      exporter,
    );
  });

  it('is the console when the variable says so', () => {
    expect(chooseExporter({}, { OTEL_LOGS_EXPORTER: 'console' })).toBeInstanceOf(ConsoleLogRecordExporter);
  });

  it.each([
    [
      {},
      { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
      'OTEL_EXPORTER_OTLP_PROTOCOL',
      'must be one of http/protobuf, http/json',
    ],
    [
      {},
      { OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: 'grpc', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
      'OTEL_EXPORTER_OTLP_LOGS_PROTOCOL',
      'must be one of',
    ],
    [{}, { OTEL_LOGS_EXPORTER: 'none' }, 'OTEL_LOGS_EXPORTER', 'must be one of otlp, console'],
    [{}, { OTEL_LOGS_EXPORTER: 'otlp,console' }, 'OTEL_LOGS_EXPORTER', 'must be one of otlp, console'],
    [
      {},
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' },
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'must be an http or https address',
    ],
    [
      { otlp: {} },
      { OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: 'ftp://collector' },
      'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT',
      'must be an http or https address',
    ],
  ])('is refused when a variable asks for what does not exist: %#', (options, environment, setting, message) => {
    expect(() => chooseExporter(options, environment)).toThrow(
      expect.objectContaining({ setting, message: expect.stringContaining(message) }),
    );
  });

  it('does not look at variables that an option replaces', () => {
    const otlp = { url: 'http://127.0.0.1:4318/v1/logs', protocol: 'http/json' } as const;
    const environment = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'nonsense',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_LOGS_EXPORTER: 'none',
    };
    expect(() => chooseExporter({ otlp }, environment)).not.toThrow();
  });
});
