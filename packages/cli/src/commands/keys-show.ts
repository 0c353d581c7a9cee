import {
  formatVkey,
  formatWitnessVkey,
  IntegrityError,
  parseTrust,
  type TrustRoot,
  type TrustWitness,
} from '@otelseal/audit-integrity';

import { usageError } from '../cli-error.js';
import { EXIT_CODE } from '../exit-code.js';
import { readSmallFile } from '../files/read-small-file.js';
import type { Io } from '../io.js';
import { jsonWebKeySet } from '../keys/json-web-key-set.js';
import { vkeyOfPem } from '../keys/root-key.js';
import { type ParsedOptions, parseOptions } from '../options/parse-options.js';
import { asciiJson, escapeForTerminal, quoted } from '../output/escape-for-terminal.js';
import type { Command } from './command.js';

/** `otelseal keys show`: the public half of a key, and whom a trust file believes. Never anything of a private key. */
export const keysShow: Command = {
  name: 'keys show',
  summary: 'shows the public half of a key and whom a trust file believes',
  help: `otelseal keys show [--key FILE] [--trust FILE] [--json|--jwks]

  --key FILE     a private key; default $OTELSEAL_SIGNING_KEY_FILE. Only its public half is shown
  --trust FILE   a trust file; default $OTELSEAL_TRUST
  --json         the same as JSON
  --jwks         the public keys as a JSON Web Key Set (RFC 7517, 8037), to be published

Exit: 0 done, 64 wrong usage or a file that cannot be read.`,

  async run(args, io) {
    const options = parseOptions(args, {
      key: { type: 'string' },
      trust: { type: 'string' },
      json: { type: 'boolean' },
      jwks: { type: 'boolean' },
    });
    if (options.has('json') && options.has('jwks')) throw usageError('Give one of --json and --jwks.');
    if (options.positionals.length > 0) {
      throw usageError(`keys show takes no ${quoted(options.positionals[0] as string)}; name the file with --key.`);
    }
    const vkey = await keyOf(options, io);
    const trust = await trustOf(options, io);
    const roots = trust?.roots;
    if (vkey === undefined && roots === undefined) {
      throw usageError('keys show needs --key or --trust (or OTELSEAL_SIGNING_KEY_FILE or OTELSEAL_TRUST).');
    }
    if (options.has('jwks')) {
      const vkeys = new Set([...(vkey === undefined ? [] : [vkey]), ...(roots ?? []).map((root) => root.vkey)]);
      await io.stdout.write(`${asciiJson(jsonWebKeySet([...vkeys]), 2)}\n`);
      return EXIT_CODE.ok;
    }
    const shown = {
      key: vkey,
      roots: roots?.map((root) => ({ ...root, isThisKey: root.vkey === vkey })),
      witnesses: trust?.witnesses,
    };
    await io.stdout.write(`${options.has('json') ? asciiJson(shown, 2) : textOf(shown)}\n`);
    return EXIT_CODE.ok;
  },
};

async function keyOf(options: ParsedOptions, io: Io): Promise<string | undefined> {
  const path = options.text('key') ?? io.env['OTELSEAL_SIGNING_KEY_FILE'];
  if (path === undefined || path === '') return undefined;
  const pem = await readSmallFile(path, 'The key file');
  const vkey = refusedAsUsage(() => vkeyOfPem(pem));
  if (vkey === undefined) throw usageError(`The key file, ${quoted(path)}, holds no Ed25519 private key in PEM.`);
  return vkey;
}

/** A root as people want to see it. */
interface ShownRoot {
  readonly vkey: string;
  readonly speaksFor: string;
  readonly services: readonly string[];
  readonly purpose: readonly string[];
  readonly custody: string;
  readonly notBefore: string | undefined;
  readonly notAfter: string | undefined;
  readonly compromisedAfter: string | undefined;
}

/** A witness as people want to see it. */
type ShownWitness = Pick<ShownRoot, 'vkey' | (typeof TIMES)[number]>;

const TIMES = ['notBefore', 'notAfter', 'compromisedAfter'] as const;

async function trustOf(
  options: ParsedOptions,
  io: Io,
): Promise<{ readonly roots: readonly ShownRoot[]; readonly witnesses: readonly ShownWitness[] } | undefined> {
  const path = options.text('trust') ?? io.env['OTELSEAL_TRUST'];
  if (path === undefined || path === '') return undefined;
  const json = await readSmallFile(path, 'The trust file');
  const { roots, witnesses } = refusedAsUsage(() => parseTrust(json));
  return { roots: roots.map(shownRoot), witnesses: witnesses.map(shownWitness) };
}

function shownWitness({ key, notBefore, notAfter, compromisedAfter }: TrustWitness): ShownWitness {
  return {
    vkey: formatWitnessVkey(key.name, key.publicKey),
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    compromisedAfter: timeOf(compromisedAfter),
  };
}

function shownRoot(root: TrustRoot): ShownRoot {
  return {
    vkey: formatVkey(root.key.name, root.key.publicKey),
    speaksFor: [root.organisation, root.tenant, root.environment].join('/'),
    services: root.services,
    purpose: root.purpose,
    custody: root.custody,
    notBefore: timeOf(root.notBefore),
    notAfter: timeOf(root.notAfter),
    compromisedAfter: timeOf(root.compromisedAfter),
  };
}

function timeOf(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1_000).toISOString();
}

function refusedAsUsage<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof IntegrityError) throw usageError(cause.message, cause);
    throw cause;
  }
}

interface Shown {
  readonly key: string | undefined;
  readonly roots: readonly (ShownRoot & { readonly isThisKey: boolean })[] | undefined;
  readonly witnesses: readonly ShownWitness[] | undefined;
}

function textOf({ key, roots, witnesses }: Shown): string {
  const lines = key === undefined ? [] : [`key: ${key}`];
  for (const root of roots ?? []) {
    lines.push(`trusted: ${root.vkey}${root.isThisKey ? ' (this key)' : ''}`);
    lines.push(
      `  speaks for ${root.speaksFor}, services ${root.services.join(', ')}, to ${root.purpose.join(' and ')}`,
    );
    lines.push(...timeLines(root));
  }
  for (const witness of witnesses ?? []) lines.push(`witness: ${witness.vkey}`, ...timeLines(witness));
  if (key !== undefined && roots !== undefined && !roots.some(({ isThisKey }) => isThisKey)) {
    lines.push('this key is not in the trust file');
  }
  return lines.map(escapeForTerminal).join('\n');
}

function timeLines(entry: ShownWitness): string[] {
  return TIMES.flatMap((name) => (entry[name] === undefined ? [] : [`  ${name} ${entry[name]}`]));
}
