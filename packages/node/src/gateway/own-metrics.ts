import type { Environment } from '../configuration/environment.js';

/**
 * Shows the gateway's own counters where `OTEL_METRICS_EXPORTER` says, as the OpenTelemetry SDK understands it. Without that variable
 * nothing is started, and whatever meter provider the process has shows them.
 *
 * @returns what ends it, after a last export
 * @experimental
 */
export async function startOwnMetrics(environment: Environment): Promise<() => Promise<void>> {
  const asked = environment['OTEL_METRICS_EXPORTER']?.trim() ?? '';
  if (asked === '' || asked === 'none') return () => Promise.resolve();
  process.env['OTEL_TRACES_EXPORTER'] = 'none'; // a gateway that traces its own requests would fill the collector with them
  process.env['OTEL_LOGS_EXPORTER'] = 'none';
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const sdk = new NodeSDK({ serviceName: environment['OTEL_SERVICE_NAME'] ?? 'otelseal-gateway' });
  sdk.start();
  return () => sdk.shutdown().catch(() => undefined);
}
