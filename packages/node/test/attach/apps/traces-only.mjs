// A service with traces only.
import { trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { security } from '@otelseal/security-events';

const counting = { onStart() {}, onEnd: () => process.stdout.write('app ran\n') };
const spanProcessors = [{ ...counting, forceFlush: async () => {}, shutdown: async () => {} }];
new NodeSDK({ spanProcessors, metricReaders: [] }).start();
trace.getTracer('app').startActiveSpan('work', (span) => {
  security.authn.loginFailure({ actor: { type: 'user', id: 'u-1' }, method: 'password', reason: 'wrong_password' });
  span.end();
});
