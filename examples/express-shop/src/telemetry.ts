import { NodeSDK } from '@opentelemetry/sdk-node';
import { createOtelseal } from '@otelseal/node';
import { SPANS_GO_NOWHERE } from './spans-go-nowhere.ts';

export interface Telemetry {
  /** Delivers what is left, closes the sealed streams and resolves when the collector has it. */
  stop(): Promise<void>;
}

/**
 * OpenTelemetry as in any application, and Otelseal in it. Where records go and which key seals them stand in the
 * environment: OTEL_SERVICE_NAME, OTEL_EXPORTER_OTLP_ENDPOINT, OTELSEAL_SIGNING_KEY_FILE.
 */
export function startTelemetry(): Telemetry {
  const otelseal = createOtelseal();
  const sdk = new NodeSDK({
    logRecordProcessors: [...otelseal.processors],
    spanProcessors: [SPANS_GO_NOWHERE],
    metricReaders: [],
  });
  sdk.start();
  return {
    async stop() {
      await otelseal.shutdown();
      await sdk.shutdown();
    },
  };
}
