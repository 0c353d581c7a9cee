import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const FOLDER = new URL('../maps/', import.meta.url);

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

/** maps/generated/built-in.json: the maps that come with the gateway, as it reads them at its start. */
export function builtInFile(): string {
  const maps = ORDER.map((name) => parse(readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8')) as unknown);
  return `${JSON.stringify(maps)}\n`;
}
