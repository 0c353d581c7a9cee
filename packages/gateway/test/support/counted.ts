import { type Attributes, metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';

type Point = { readonly attributes: Attributes; readonly value: unknown };
type Counted = (metric: string, labels: Readonly<Record<string, string>>) => Promise<number>;

/** Tells what the gateway that is started next counts under labels; those that are not named do not matter. */
export function counting(): Counted {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
  metrics.disable();
  metrics.setGlobalMeterProvider(provider);
  return async (metric, labels) => {
    exporter.reset();
    await provider.forceFlush();
    const points = exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
      .filter(({ descriptor }) => descriptor.name === metric)
      .flatMap(({ dataPoints }): readonly Point[] => dataPoints);
    const wanted = Object.entries(labels);
    return points
      .filter(({ attributes }) => wanted.every(([name, value]) => attributes[name] === value))
      .reduce((sum, { value }) => sum + Number(value), 0);
  };
}
