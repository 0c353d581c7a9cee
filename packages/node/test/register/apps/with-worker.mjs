// A service whose work is done by a thread of its own.
import { isMainThread, Worker } from 'node:worker_threads';
import { security } from '@otelseal/security-events';

const id = isMainThread ? 'main' : 'worker';
security.authn.loginFailure({ actor: { type: 'user', id }, method: 'password', reason: 'wrong_password' });
if (isMainThread) new Worker(new URL(import.meta.url));
