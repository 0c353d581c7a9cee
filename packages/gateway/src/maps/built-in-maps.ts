import { readFileSync } from 'node:fs';

import type { LogMap } from './log-map.js';
import { parseMap } from './read-map.js';

const FOLDER = new URL('../../maps/', import.meta.url);

/** The order in which maps are asked: PAM writes under the name of the program that uses it, so its own comes after theirs. */
const ORDER = [
  'sshd',
  'sudo',
  'pam',
  'nginx',
  'apache',
  'postgresql',
  'keycloak',
  'kubernetes-audit',
  'aws-cloudtrail',
];

/**
 * The maps that come with the gateway: sshd, sudo, PAM, nginx, Apache, PostgreSQL, Keycloak, Kubernetes audit, AWS CloudTrail.
 *
 * @experimental
 */
export function builtInMaps(): LogMap[] {
  return ORDER.map((name) => parseMap(readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8')));
}
