import { lstatSync } from 'node:fs';
import { formatVkey, parseTrust, type TrustRoot } from '@otelseal/audit-integrity';
import type { ActiveConfiguration } from '@otelseal/node/diagnosis';

import { readSmallFile } from '../files/read-small-file.js';
import { vkeyOfPem } from '../keys/root-key.js';
import { type Finding, ok, warning } from './finding.js';

const SOON_SECONDS = 30 * 86_400;

/** The key that vouches, how its file is kept, and until when verifiers believe it. */
export async function signingFindings(active: ActiveConfiguration, nowMs: number): Promise<Finding[]> {
  const { keyFile, keyProcess, trustFile } = active;
  if (keyFile === undefined) {
    const text = 'no key: one that dies with the process seals, and streams are provisional (otelseal keys generate)';
    return [warning('signing', text)];
  }
  const vkey = await publicHalf(keyFile);
  const reader =
    keyProcess === undefined ? 'read by the application itself' : `read by a process of its own (${keyProcess})`;
  const named = vkey === undefined ? 'a key that this user cannot read as PEM' : `Ed25519 ${vkey}`;
  const certified = 'certifies keys of 5 minutes, valid for 48 hours unless sealing.* says otherwise';
  return [
    ok('signing', `${named}, ${reader}; ${certified}`),
    ok('signing', `${keyFile}, mode ${modeOf(keyFile)}`),
    ...(trustFile === undefined ? [noTrust()] : await trustFindings(trustFile, vkey, nowMs)),
  ];
}

function noTrust(): Finding {
  return warning(
    'signing',
    'no trust file is named (OTELSEAL_TRUST): whether a verifier will believe the key is not checked',
  );
}

async function publicHalf(keyFile: string): Promise<string | undefined> {
  try {
    return vkeyOfPem(await readSmallFile(keyFile, 'The key file'));
  } catch {
    return undefined; // why it cannot be used is told under configuration
  }
}

async function trustFindings(trustFile: string, vkey: string | undefined, nowMs: number): Promise<Finding[]> {
  const roots = await rootsOf(trustFile);
  const named = ok('signing', `trust file ${trustFile}, ${roots.length} roots, mode ${modeOf(trustFile)}`);
  const root = roots.find(({ key }) => formatVkey(key.name, key.publicKey) === vkey);
  if (root === undefined)
    return [named, warning('signing', 'the key is not in the trust file: its verifiers will not believe the records')];
  return [named, expiry(root, Math.floor(nowMs / 1_000))];
}

async function rootsOf(trustFile: string): Promise<readonly TrustRoot[]> {
  try {
    return parseTrust(await readSmallFile(trustFile, 'The trust file')).roots;
  } catch {
    return []; // why it cannot be used is told under configuration
  }
}

function expiry({ notAfter }: TrustRoot, now: number): Finding {
  if (notAfter === undefined) return ok('signing', 'the key is in the trust file, without an end');
  const until = `the key is believed until ${new Date(notAfter * 1_000).toISOString()}`;
  if (notAfter < now) return warning('signing', `${until}, which is over (otelseal keys rotate)`);
  return notAfter - now < SOON_SECONDS ? warning('signing', `${until} (otelseal keys rotate)`) : ok('signing', until);
}

function modeOf(path: string): string {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats === undefined ? 'unknown' : (stats.mode & 0o777).toString(8).padStart(4, '0');
}
