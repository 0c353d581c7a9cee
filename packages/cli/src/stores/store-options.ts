import { readFileSync } from 'node:fs';

import { unavailable, usageError } from '../cli-error.js';
import { readSecretFile } from '../files/read-secret-file.js';
import type { Io } from '../io.js';
import { readDuration } from '../options/duration.js';
import type { OptionSpec, ParsedOptions } from '../options/parse-options.js';
import { quoted } from '../output/escape-for-terminal.js';

/** How a store is asked, whichever it is. */
export interface StoreOptions {
  /** Value of the `Authorization` header; undefined: none is sent. */
  readonly authorization: string | undefined;
  /** Value of `X-Scope-OrgID`; undefined: none is sent. */
  readonly tenant: string | undefined;
  /** PEM texts for TLS. */
  readonly ca: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  /** Loki: which streams are asked, as LogQL selects them. */
  readonly selector: string;
  /** Elasticsearch and OpenSearch: which indices and data streams are asked. */
  readonly index: string;
  /** How long one question may remain without an answer, over all attempts. */
  readonly timeoutMs: number;
}

/** Options that commands with a store as source take. */
export const STORE_OPTION_SPECS: Readonly<Record<string, OptionSpec>> = {
  'store-credentials': { type: 'string' },
  'store-tenant': { type: 'string' },
  'store-ca': { type: 'string' },
  'store-cert': { type: 'string' },
  'store-key': { type: 'string' },
  selector: { type: 'string' },
  index: { type: 'string' },
  'store-timeout': { type: 'string' },
};

/** The part of a command's help that speaks of them. */
export const STORE_OPTIONS_HELP = `  --store-credentials FILE   mode 0600, one line: bearer TOKEN, basic USER:PASSWORD or apikey KEY;
                   default $OTELSEAL_STORE_CREDENTIALS_FILE
  --store-tenant NAME        Loki's tenant (X-Scope-OrgID)
  --store-ca FILE, --store-cert FILE, --store-key FILE       PEM: whom to believe, and who asks
  --selector S     Loki: streams to ask, default {service_name=~".+"}
  --index LIST     Elasticsearch, OpenSearch: what to ask, default logs-*
  --store-timeout DURATION   how long a store may leave a question without an answer, from 1s to 1h; default 3m`;

const DEFAULT_SELECTOR = '{service_name=~".+"}';
const DEFAULT_INDEX = 'logs-*';

/** @throws {CliError} `ERR_USAGE` */
export async function readStoreOptions(options: ParsedOptions, io: Pick<Io, 'env'>): Promise<StoreOptions> {
  const certificate = pem(options, 'store-cert');
  const keyFile = options.text('store-key');
  if ((certificate === undefined) !== (keyFile === undefined))
    throw usageError('--store-cert and --store-key go together.');
  return {
    authorization: await authorization(options.text('store-credentials') ?? io.env['OTELSEAL_STORE_CREDENTIALS_FILE']),
    tenant: headerText(options.text('store-tenant'), '--store-tenant'),
    ca: pem(options, 'store-ca'),
    certificate,
    key: keyFile === undefined ? undefined : await readSecretFile(keyFile, 'The key of --store-key'),
    selector: selector(options.text('selector')),
    index: index(options.text('index')),
    timeoutMs: timeoutMs(options.text('store-timeout')),
  };
}

async function authorization(path: string | undefined): Promise<string | undefined> {
  if (path === undefined || path === '') return undefined;
  const what = 'The credentials of --store-credentials';
  const [, scheme = '', secret = ''] = /^(\S+)[ \t]+(\S.*)$/.exec((await readSecretFile(path, what)).trim()) ?? [];
  headerText(secret, what);
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return `Bearer ${secret}`;
    case 'apikey':
      return `ApiKey ${secret}`;
    case 'basic':
      if (secret.includes(':')) return `Basic ${Buffer.from(secret).toString('base64')}`;
      break;
    default:
  }
  throw usageError(`${what}, ${quoted(path)}, must be one line: bearer TOKEN, basic USER:PASSWORD or apikey KEY.`);
}

function headerText(text: string | undefined, what: string): string | undefined {
  if (text !== undefined && !/^[\x20-\x7e]+$/.test(text)) throw usageError(`${what} must be printable ASCII.`);
  return text;
}

function selector(text = DEFAULT_SELECTOR): string {
  // Matchers only: a pipeline here could hide records from the verifier.
  const matcher = String.raw`\s*[A-Za-z_]\w*\s*(?:=|!=|=~|!~)\s*"(?:[^"\\]|\\.)*"\s*`;
  if (text.length <= 2_000 && new RegExp(`^\\{${matcher}(?:,${matcher})*\\}$`).test(text)) return text;
  throw usageError(`--selector takes matchers in braces, such as {service_name="shop"}; found ${quoted(text)}.`);
}

function index(text = DEFAULT_INDEX): string {
  if (/^[a-z0-9*][a-z0-9*._-]*(?:,[a-z0-9*][a-z0-9*._-]*)*$/.test(text) && text.length <= 1_000) return text;
  throw usageError(`--index takes names of indices or data streams, separated by commas; found ${quoted(text)}.`);
}

/** From a second to an hour: what takes longer than that is no answer that somebody waits for. */
function timeoutMs(text = '3m'): number {
  const seconds = readDuration(text) ?? 0;
  if (seconds >= 1 && seconds <= 3_600) return seconds * 1_000;
  throw usageError(`--store-timeout takes a duration from 1s to 1h, such as 90s or 5m; found ${quoted(text)}.`);
}

const MAX_PEM_BYTES = 1024 * 1024;

function pem(options: ParsedOptions, name: string): string | undefined {
  const path = options.text(name);
  if (path === undefined) return undefined;
  try {
    const text = readFileSync(path, 'utf8');
    if (text.length <= MAX_PEM_BYTES && text.includes('-----BEGIN ')) return text;
  } catch (cause) {
    throw usageError(unavailable(`--${name}, ${quoted(path)}, cannot be read`, cause).message, cause);
  }
  throw usageError(`--${name}, ${quoted(path)}, is no PEM file.`);
}
