// A service that starts OpenTelemetry itself, with an exporter and a processor of its own.
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { BatchLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { NodeSDK } from '@opentelemetry/sdk-node';

const marking = {
  onEmit: (record) => void record.setAttribute('app.release', '2026-11'),
  forceFlush: async () => {},
  shutdown: async () => {},
};
const exporting = new BatchLogRecordProcessor({ exporter: new OTLPLogExporter() });
const sdk = new NodeSDK({ logRecordProcessors: [exporting, marking] });
sdk.start();
const { security } = await import('@otelseal/security-events');
security.authn.loginFailure({ actor: { type: 'user', id: 'u-1' }, method: 'password', reason: 'wrong_password' });
process.stdout.write('app ran\n');
await sdk.shutdown();
