import { DiagLogLevel, diag, metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { METRIC_CHECKPOINT_AGE, METRIC_RECORDS } from '@otelseal/semantic-conventions';
import { afterEach, describe, expect, it } from 'vitest';
import { describeCause } from '../../src/telemetry/describe-cause.js';
import { OpenTelemetrySelfTelemetry } from '../../src/telemetry/open-telemetry-self-telemetry.js';

afterEach(() => {
  metrics.disable();
  diag.disable();
});

const SEALED = Object.freeze({ stage: 'seal', outcome: 'sealed' });

describe('counting', () => {
  it('sums by metric and labels, in whatever order and object the labels come', () => {
    const telemetry = new OpenTelemetrySelfTelemetry();
    telemetry.add(METRIC_RECORDS, 1, SEALED);
    telemetry.add(METRIC_RECORDS, 2, SEALED);
    telemetry.add(METRIC_RECORDS, 3, { outcome: 'sealed', stage: 'seal' });
    telemetry.add(METRIC_RECORDS, 5, { stage: 'seal', outcome: 'lost' });
    telemetry.add('otelseal.something', 7);
    expect(telemetry.counters()).toEqual({
      'otelseal.records{outcome=sealed,stage=seal}': 6,
      'otelseal.records{outcome=lost,stage=seal}': 5,
      'otelseal.something': 7,
    });
  });

  it('keeps the last value of a gauge', () => {
    const telemetry = new OpenTelemetrySelfTelemetry();
    telemetry.add(METRIC_CHECKPOINT_AGE, 5);
    telemetry.add(METRIC_CHECKPOINT_AGE, 2);
    expect(telemetry.counters()).toEqual({ [METRIC_CHECKPOINT_AGE]: 2 });
  });

  it('is bounded: series beyond 256 of a metric share one', () => {
    const telemetry = new OpenTelemetrySelfTelemetry();
    for (let index = 0; index < 1_000; index += 1) telemetry.add(METRIC_RECORDS, 1, { id: `${index}` });
    const counters = telemetry.counters();
    expect(Object.keys(counters)).toHaveLength(257);
    expect(counters['otelseal.records{overflow=true}']).toBe(744);
  });

  it('shows everything as OpenTelemetry metrics, also what was counted before the meter provider came', async () => {
    const telemetry = new OpenTelemetrySelfTelemetry();
    telemetry.add(METRIC_RECORDS, 4, SEALED);
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const provider = new MeterProvider({
      readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
    });
    metrics.setGlobalMeterProvider(provider);
    telemetry.add(METRIC_RECORDS, 1, SEALED);
    await provider.forceFlush();
    const shown = exporter.getMetrics()[0]?.scopeMetrics.flatMap((scope) => scope.metrics);
    expect(shown).toMatchObject([
      { descriptor: { name: 'otelseal.records', unit: '{record}' }, dataPoints: [{ value: 5, attributes: SEALED }] },
    ]);
    await provider.shutdown();
  });
});

describe('reporting', () => {
  it('tells diag and the sink once per code, with the kind of the cause and nothing of its text', () => {
    const lines: string[] = [];
    const seen: string[] = [];
    const ignore = () => {};
    const log = {
      error: ignore,
      info: ignore,
      debug: ignore,
      verbose: ignore,
      warn: (line: string) => void seen.push(line),
    };
    diag.setLogger(log, DiagLogLevel.WARN);
    const telemetry = new OpenTelemetrySelfTelemetry((line) => void lines.push(line));
    const cause = Object.assign(new TypeError('password=hunter2'), { code: 'ECONNREFUSED' });
    telemetry.reportOnce('ERR_X', 'Something failed.', cause);
    telemetry.reportOnce('ERR_X', 'Something failed again.', cause);
    telemetry.releaseEarlyReports();
    expect(lines).toEqual(['Something failed. [ERR_X] (TypeError, ECONNREFUSED)']);
    expect(seen).toEqual([`otelseal: ${lines[0]}`]);
  });

  it('holds early reports until the application can have set a logger, and later ones no more', () => {
    const telemetry = new OpenTelemetrySelfTelemetry();
    telemetry.reportOnce('ERR_EARLY', 'early');
    const seen: string[] = [];
    const ignore = () => {};
    const log = {
      error: ignore,
      info: ignore,
      debug: ignore,
      verbose: ignore,
      warn: (line: string) => void seen.push(line),
    };
    diag.setLogger(log, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
    expect(seen).toEqual([]);
    telemetry.releaseEarlyReports();
    telemetry.reportOnce('ERR_LATE', 'late');
    telemetry.releaseEarlyReports();
    expect(seen).toEqual(['otelseal: early [ERR_EARLY]', 'otelseal: late [ERR_LATE]']);
  });

  it('survives a diag logger that throws', () => {
    const throwing = () => {
      throw new Error('x');
    };
    diag.setLogger(
      { error: throwing, info: throwing, debug: throwing, verbose: throwing, warn: throwing },
      { suppressOverrideMessage: true, logLevel: DiagLogLevel.WARN },
    );
    const telemetry = new OpenTelemetrySelfTelemetry(throwing);
    telemetry.releaseEarlyReports();
    expect(() => telemetry.reportOnce('ERR_X', 'x')).not.toThrow();
  });

  it.each([
    [undefined, ''],
    ['text', ''],
    [new Error('x', { cause: Object.assign(new Error('y'), { code: 503 }) }), ' (Error) caused by 503'],
    [{ name: 'a b\u001b', code: 'x'.repeat(100) }, ''],
    [
      new Proxy(
        {},
        {
          get() {
            throw new Error('x');
          },
        },
      ),
      '',
    ],
  ])('describes causes without their text: %#', (cause, words) => {
    expect(describeCause(cause)).toBe(words);
  });
});
