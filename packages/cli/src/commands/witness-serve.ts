import { resolve } from 'node:path';

import { type Trust, WITNESS_DEFAULTS } from '@otelseal/audit-integrity';

import { CliError, unavailable, usageError } from '../cli-error.js';
import { EXIT_CODE } from '../exit-code.js';
import { readSecretFile } from '../files/read-secret-file.js';
import { readSmallFile } from '../files/read-small-file.js';
import { ReloadedFile } from '../files/reloaded-file.js';
import type { Io } from '../io.js';
import { readTrust } from '../keys/trust-file.js';
import { witnessSigner } from '../keys/witness-key.js';
import { type ParsedOptions, parseOptions } from '../options/parse-options.js';
import { escapeForTerminal, quoted } from '../output/escape-for-terminal.js';
import { accessTokens } from '../witness/access-tokens.js';
import { parseListenAddress } from '../witness/listen-address.js';
import { openStateFolder } from '../witness/state-folder.js';
import { WitnessServer } from '../witness/witness-server.js';
import { WitnessService } from '../witness/witness-service.js';
import type { Command } from './command.js';

const DEFAULT_LISTEN = '127.0.0.1:4319';

/** `otelseal witness serve`: remembers how far sealed streams have come, outside the reach of those who keep them. */
export const witnessServe: Command = {
  name: 'witness serve',
  summary: 'cosigns the checkpoints of sealed streams, and remembers which streams there are',
  help: `otelseal witness serve --key FILE --name NAME --trust FILE --tokens FILE --state FOLDER [--listen HOST:PORT] [--tls-cert FILE --tls-key FILE]

  --key FILE            the witness's Ed25519 private key (PEM), mode 0600: otelseal keys generate --witness NAME
  --name NAME           under which it cosigns, such as witness.example/w1
  --trust FILE          whose streams it admits; default $OTELSEAL_TRUST. Read at start
  --tokens FILE         who may use it: lines of "<principal> <token>", mode 0600. Read again when it changes
  --state FOLDER        its memory, mode 0700; created if it is missing
  --listen HOST:PORT    default ${DEFAULT_LISTEN}; an address that others can reach needs TLS
  --tls-cert FILE       certificate chain (PEM), and
  --tls-key FILE        its private key, mode 0600
  --max-origins COUNT   streams that one principal may have admitted; default ${WITNESS_DEFAULTS.maxOriginsPerPrincipal}

Ends at SIGTERM or SIGINT. Exit: 0 ended, 64 wrong usage or configuration, 69 its state cannot be used or was rolled back.`,

  async run(args, io) {
    const options = parseOptions(args, {
      key: { type: 'string' },
      name: { type: 'string' },
      trust: { type: 'string' },
      tokens: { type: 'string' },
      state: { type: 'string' },
      listen: { type: 'string' },
      'tls-cert': { type: 'string' },
      'tls-key': { type: 'string' },
      'max-origins': { type: 'string' },
    });
    const [stray] = options.positionals;
    if (stray !== undefined) throw usageError(`witness serve takes no ${quoted(stray)}.`);
    const tls = await tlsOf(options);
    const address = parseListenAddress(options.text('listen') ?? DEFAULT_LISTEN, tls !== undefined);
    const signer = witnessSigner(
      await readSecretFile(needed(options, 'key'), 'The key file of --key'),
      needed(options, 'name'),
      'The key file of --key',
    );
    const trust = await trustOf(options, io);
    const tokens = await tokensOf(needed(options, 'tokens'), io);
    const folder = openStateFolder(resolve(needed(options, 'state')));
    try {
      const service = await WitnessService.open({
        folder: folder.path,
        signer,
        trust,
        maxOriginsPerPrincipal: countOf(options),
        now: () => Math.floor(io.now() / 1_000),
      });
      try {
        await serve(service, { tls, address, tokens: () => tokens.get(io.now()) }, io);
      } finally {
        await service.close();
      }
    } finally {
      folder.release();
    }
    return EXIT_CODE.ok;
  },
};

/** Until the process is told to stop, or the disk refuses. */
async function serve(
  service: WitnessService,
  how: {
    readonly tls: { readonly cert: string; readonly key: string } | undefined;
    readonly address: ReturnType<typeof parseListenAddress>;
    readonly tokens: () => ReturnType<typeof accessTokens>;
  },
  io: Io,
): Promise<void> {
  let fail: (cause: unknown) => void = () => undefined;
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failure.catch(() => undefined); // it is awaited below; a failure before that must not end the process by itself
  const monotonicMs = (): number => performance.now();
  const server = new WitnessServer({ service, tokens: how.tokens, tls: how.tls, monotonicMs, failed: fail });
  const url = await server.listen(how.address).catch((cause: unknown) => {
    throw unavailable(`The witness cannot listen on ${how.address.host}:${how.address.port}`, cause);
  });
  try {
    await io.stdout.write(`witness ${escapeForTerminal(service.vkey)} listens on ${url}\n`);
    await Promise.race([io.untilStopped(), failure]).catch((cause: unknown) => {
      throw new CliError('ERR_UNAVAILABLE', 'The witness ended because its state cannot be written.', { cause });
    });
  } finally {
    await server.close();
  }
}

function needed(options: ParsedOptions, name: string): string {
  const text = options.text(name);
  if (text === undefined) throw usageError(`witness serve needs --${name}. See otelseal witness serve --help.`);
  return text;
}

function countOf(options: ParsedOptions): number {
  const text = options.text('max-origins');
  if (text === undefined) return WITNESS_DEFAULTS.maxOriginsPerPrincipal;
  if (!/^[1-9][0-9]{0,6}$/.test(text)) throw usageError('--max-origins takes a whole number from 1.');
  return Number(text);
}

async function trustOf(options: ParsedOptions, io: Io): Promise<Trust> {
  const trust = await readTrust(options, io);
  if (trust === undefined) throw usageError('witness serve needs --trust (or OTELSEAL_TRUST): whose streams to admit.');
  return trust;
}

function tokensOf(path: string, io: Io): Promise<ReloadedFile<ReturnType<typeof accessTokens>>> {
  const read = async (): Promise<ReturnType<typeof accessTokens>> =>
    accessTokens(await readSecretFile(path, 'The list of --tokens'));
  return ReloadedFile.open(path, read, (cause) => {
    const why = cause instanceof CliError ? cause.message : 'it cannot be read.';
    void io.stderr.write(`otelseal: the list of tokens stays as it was: ${escapeForTerminal(why)}\n`);
  });
}

async function tlsOf(options: ParsedOptions): Promise<{ readonly cert: string; readonly key: string } | undefined> {
  const [cert, key] = [options.text('tls-cert'), options.text('tls-key')];
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) throw usageError('--tls-cert and --tls-key belong together.');
  return {
    cert: await readSmallFile(cert, 'The certificate of --tls-cert'),
    key: await readSecretFile(key, 'The key file of --tls-key'),
  };
}
