// The same in CommonJS, without processors of its own and without a shutdown.
const { NodeSDK } = require('@opentelemetry/sdk-node');

new NodeSDK().start();
const { security } = require('@otelseal/security-events');

security.authn.loginFailure({ actor: { type: 'user', id: 'u-1' }, method: 'password', reason: 'wrong_password' });
process.stdout.write('app ran\n');
