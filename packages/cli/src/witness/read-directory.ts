import { createReadStream } from 'node:fs';

import {
  IntegrityError,
  type Trust,
  type TrustWitness,
  type WitnessDirectory,
  WitnessDirectoryReader,
} from '@otelseal/audit-integrity';

import { CliError, unavailable, usageError } from '../cli-error.js';
import { readSecretFile } from '../files/read-secret-file.js';
import type { ParsedOptions } from '../options/parse-options.js';
import { escapeForTerminal, quoted } from '../output/escape-for-terminal.js';
import { parseWitnessAddress } from './witness-address.js';

/** Longest line of a directory: one entry. */
const MAX_LINE_BYTES = 65_536;
/** A witness that does not begin to answer by then is not reachable. */
const TIMEOUT_MS = 30_000;

/**
 * The directory that `--witness` names; undefined when it names none.
 *
 * @param until seconds since 1970: what the witness saw later is passed over
 * @param seen is given each line of it
 * @throws {CliError} `ERR_USAGE`; `ERR_UNAVAILABLE` when it cannot be read or does not hold together
 */
export async function readDirectory(
  options: ParsedOptions,
  trust: Trust | undefined,
  env: Readonly<Record<string, string | undefined>>,
  until?: number | undefined,
  seen?: ((line: string) => void) | undefined,
): Promise<WitnessDirectory | undefined> {
  const where = options.text('witness');
  if (where === undefined) return undefined;
  const witnesses = trust?.witnesses ?? [];
  if (witnesses.length === 0)
    throw usageError('--witness needs a trust file that names the witness under "witnesses".');
  const chunks = /^https?:/i.test(where)
    ? await fetched(where, tokenFile(options, env))
    : createReadStream(fileOf(where));
  return directoryIn(chunks, quoted(where), witnesses, until, seen);
}

/**
 * The directory that some bytes are.
 *
 * @param name of it, in quotation marks, for messages
 * @param seen is given each line
 * @throws {CliError} `ERR_UNAVAILABLE` as {@link readDirectory}
 */
export async function directoryIn(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  witnesses: readonly TrustWitness[],
  until: number | undefined,
  seen: (line: string) => void = () => {},
): Promise<WitnessDirectory> {
  const reader = new WitnessDirectoryReader(
    witnesses.map(({ key }) => key),
    until,
  );
  try {
    for await (const line of linesOf(chunks)) {
      reader.add(line);
      seen(line);
    }
    return reader.finish();
  } catch (cause) {
    if (cause instanceof IntegrityError)
      throw new CliError('ERR_UNAVAILABLE', `${name}: ${escapeForTerminal(cause.message)}`, { cause });
    throw cause instanceof CliError ? cause : unavailable(`The directory ${name} cannot be read`, cause);
  }
}

function fileOf(where: string): string {
  return where.startsWith('file:') ? where.slice('file:'.length) : where;
}

function tokenFile(options: ParsedOptions, env: Readonly<Record<string, string | undefined>>): string {
  const path = options.text('witness-token') ?? env['OTELSEAL_WITNESS_TOKEN_FILE'];
  if (path === undefined || path === '') throw usageError('The address of --witness needs --witness-token.');
  return path;
}

async function fetched(where: string, tokenPath: string): Promise<AsyncIterable<Uint8Array>> {
  const url = new URL('directory', parseWitnessAddress(where));
  const token = (await readSecretFile(tokenPath, 'The token of --witness-token')).trim();
  try {
    const response = await fetch(url, {
      headers: { Authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok || response.body === null) throw new Error(`it answered ${response.status}`);
    return response.body;
  } catch (cause) {
    const { message, cause: reason } = cause as Error;
    const why = reason instanceof Error ? reason.message : message;
    throw new CliError(
      'ERR_UNAVAILABLE',
      `The witness ${quoted(url.host)} cannot be reached: ${escapeForTerminal(why)}.`,
      {
        cause,
      },
    );
  }
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let feed = rest.indexOf(0x0a); feed >= 0; feed = rest.indexOf(0x0a, start)) {
      yield rest.toString('utf8', start, feed);
      start = feed + 1;
    }
    rest = rest.subarray(start);
    if (rest.length > MAX_LINE_BYTES) throw new Error('A line is too long.');
  }
  if (rest.length > 0) yield rest.toString('utf8');
}
