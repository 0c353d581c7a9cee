import { readFileSync } from 'node:fs';

import type { LogMap } from './log-map.js';

/** Made from the maps by scripts/generate.ts: to read YAML at each start would be a third of it. */
const FILE = new URL('../../maps/generated/built-in.json', import.meta.url);

/**
 * The maps that come with the gateway: sshd, sudo, PAM, nginx, Apache, PostgreSQL, Keycloak, Kubernetes audit, AWS CloudTrail.
 *
 * @experimental
 */
export function builtInMaps(): LogMap[] {
  return JSON.parse(readFileSync(FILE, 'utf8')) as LogMap[];
}
