// Another SDK that was registered first.
import { NodeSDK } from '@opentelemetry/sdk-node';

new NodeSDK({
  logRecordProcessors: [{ onEmit() {}, forceFlush: async () => {}, shutdown: async () => {} }],
  spanProcessors: [],
  metricReaders: [],
}).start();
