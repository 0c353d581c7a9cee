import { IntegrityError, parseTrust, type Trust } from '@otelseal/audit-integrity';

import { usageError } from '../cli-error.js';
import { readSmallFile } from '../files/read-small-file.js';
import type { Io } from '../io.js';
import type { ParsedOptions } from '../options/parse-options.js';
import { quoted } from '../output/escape-for-terminal.js';

/** For whom a root key may speak. */
export interface RootScope {
  readonly organisation: string;
  readonly tenant: string;
  /** `any` stands for every environment. */
  readonly environment: string;
  /** Service name or pattern in which `*` stands for any text. */
  readonly service: string;
}

/**
 * The content of a trust file with one root.
 *
 * @throws {IntegrityError} `ERR_TRUST` when a verifier would refuse it
 */
export function trustFile(vkey: string, { organisation, tenant, environment, service }: RootScope): string {
  const root = { vkey, organisation, tenant, environment, services: [service], purpose: ['seal'] };
  const content = `${JSON.stringify({ version: 1, roots: [root] }, undefined, 2)}\n`;
  parseTrust(content);
  return content;
}

/**
 * What `--trust`, or else `OTELSEAL_TRUST`, says; undefined when neither is there.
 *
 * @throws {CliError} `ERR_USAGE`
 */
export async function readTrust(options: ParsedOptions, io: Pick<Io, 'env'>): Promise<Trust | undefined> {
  const path = options.text('trust') ?? io.env['OTELSEAL_TRUST'];
  if (path === undefined || path === '') return undefined;
  const from = options.has('trust') ? '--trust' : 'OTELSEAL_TRUST';
  const text = await readSmallFile(path, `The trust file of ${from}`);
  try {
    return parseTrust(text);
  } catch (cause) {
    if (cause instanceof IntegrityError) throw usageError(`${from} ${quoted(path)}: ${cause.message}`, cause);
    throw cause;
  }
}
