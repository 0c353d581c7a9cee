// A service with traces only.
import { NodeSDK } from '@opentelemetry/sdk-node';

new NodeSDK({
  spanProcessors: [{ onStart() {}, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} }],
}).start();
process.stdout.write('app ran\n');
