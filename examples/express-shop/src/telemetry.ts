import { NodeSDK } from '@opentelemetry/sdk-node';
import { createOtelseal } from '@otelseal/node';
import { SPANS_GO_NOWHERE } from './spans-go-nowhere.ts';

/**
 * OpenTelemetry as in any application, and Otelseal in it. Where records go and which key seals them stand in the
 * environment: OTEL_SERVICE_NAME, OTEL_EXPORTER_OTLP_ENDPOINT, OTELSEAL_SIGNING_KEY_FILE. The SDK's shutdown delivers what
 * is left and closes the sealed streams.
 */
export function startTelemetry(): NodeSDK {
  const otelseal = createOtelseal();
  const sdk = new NodeSDK({
    logRecordProcessors: otelseal.processors,
    spanProcessors: [SPANS_GO_NOWHERE],
    metricReaders: [],
  });
  sdk.start();
  return sdk;
}
