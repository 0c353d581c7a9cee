import { readFileSync } from 'node:fs';

import type { LogMap } from './log-map.js';

/** Made from the maps by scripts/generate.ts: to read YAML at each start would be a third of it. */
const FILE = new URL('../../maps/generated/built-in.json', import.meta.url);

const builtIn = new WeakSet<LogMap>();

/**
 * The maps that come with the gateway: sshd, sudo, PAM, nginx, Apache, PostgreSQL, Keycloak, Kubernetes audit, AWS CloudTrail.
 *
 * @experimental
 */
export function builtInMaps(): LogMap[] {
  const maps = JSON.parse(readFileSync(FILE, 'utf8')) as LogMap[];
  for (const map of maps) builtIn.add(map);
  return maps;
}

/** Its patterns were checked when it was made: they need not be compiled at a start, which takes a seventh of it, before the first record wants them. */
export function isBuiltIn(map: LogMap): boolean {
  return builtIn.has(map);
}
