import { NodeSDK } from '@opentelemetry/sdk-node';
import { createOtelseal, type OtelsealOptions } from '@otelseal/node';
import { SPANS_GO_NOWHERE } from './spans-go-nowhere.ts';

/**
 * OpenTelemetry as in any application, and Otelseal in it. Where records go and which key seals them stand in the
 * environment: OTEL_SERVICE_NAME, OTEL_EXPORTER_OTLP_ENDPOINT, OTELSEAL_SIGNING_KEY_FILE. The SDK's shutdown delivers what
 * is left and closes the sealed streams.
 *
 * @param onIncident is told of attacks while they happen
 */
export function startTelemetry(onIncident: OtelsealOptions['onIncident']): NodeSDK {
  const otelseal = createOtelseal({ onIncident });
  const sdk = new NodeSDK({
    logRecordProcessors: otelseal.processors,
    spanProcessors: [SPANS_GO_NOWHERE],
    metricReaders: [],
  });
  sdk.start();
  return sdk;
}
