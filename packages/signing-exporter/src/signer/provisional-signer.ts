import type { SelfTelemetry } from '@otelseal/semantic-conventions';
import { ephemeralSigner } from './ephemeral-signer.js';
import type { RootSigner } from './root-signer.js';

/** What signs when nobody configured a key; says so once. */
export function provisionalSigner(telemetry: SelfTelemetry): RootSigner {
  telemetry.reportOnce(
    'PROVISIONAL',
    'No signing key is configured: streams are sealed under a key that dies with this process, and no verifier can trust them.',
  );
  return ephemeralSigner();
}
