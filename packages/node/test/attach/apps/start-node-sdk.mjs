// A service that starts OpenTelemetry by `startNodeSdk`, which reads a configuration file if there is one.
import { startNodeSdk } from '@opentelemetry/sdk-node';

startNodeSdk();
const { security } = await import('@otelseal/security-events');
security.authn.loginFailure({ actor: { type: 'user', id: 'u-1' }, method: 'password', reason: 'wrong_password' });
process.stdout.write('app ran\n');
