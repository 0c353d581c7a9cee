// A service that has Otelseal in its SDK already.
import { NodeSDK } from '@opentelemetry/sdk-node';
import { createOtelseal } from '@otelseal/node';

const sdk = new NodeSDK({ logRecordProcessors: createOtelseal().processors });
sdk.start();
const { security } = await import('@otelseal/security-events');
security.authn.loginFailure({ actor: { type: 'user', id: 'u-1' }, method: 'password', reason: 'wrong_password' });
await sdk.shutdown();
