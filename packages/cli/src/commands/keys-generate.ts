import { resolve } from 'node:path';

import { IntegrityError } from '@otelseal/audit-integrity';

import { usageError } from '../cli-error.js';
import { EXIT_CODE, type ExitCode } from '../exit-code.js';
import { createFiles } from '../files/create-file.js';
import type { Io } from '../io.js';
import { generateRootKey } from '../keys/root-key.js';
import { type RootScope, trustFile } from '../keys/trust-file.js';
import { generateWitnessKey } from '../keys/witness-key.js';
import { type ParsedOptions, parseOptions } from '../options/parse-options.js';
import { escapeForTerminal, quoted } from '../output/escape-for-terminal.js';
import type { Command } from './command.js';

/** `otelseal keys generate`: a root key for the application and the trust file for its auditors. */
export const keysGenerate: Command = {
  name: 'keys generate',
  summary: 'makes a signing key and the trust file that belongs to it',
  help: `otelseal keys generate [--out FILE] [--trust FILE] [--organisation NAME] [--tenant NAME] [--environment NAME] [--service PATTERN]
otelseal keys generate --witness NAME [--out FILE]

  --out FILE            the private key, mode 0600; default otelseal.pem
  --trust FILE          the trust file for verifiers; default otelseal.trust.json
  --organisation NAME   for whom the key may speak; default default
  --tenant NAME         default default
  --environment NAME    default any
  --service PATTERN     service name, * for any text; default *
  --witness NAME        a key for otelseal witness serve instead, under this name; default file otelseal-witness.pem

Never overwrites a file. Keep the trust file away from the host that signs: who can change it decides what is believed.
Exit: 0 done, 64 wrong usage or a file is there already, 69 a file cannot be written.`,

  async run(args, io) {
    const options = parseOptions(args, {
      out: { type: 'string' },
      trust: { type: 'string' },
      organisation: { type: 'string' },
      tenant: { type: 'string' },
      environment: { type: 'string' },
      service: { type: 'string' },
      witness: { type: 'string' },
    });
    if (options.positionals.length > 0) {
      throw usageError(`keys generate takes no ${quoted(options.positionals[0] as string)}; name the file with --out.`);
    }
    if (options.has('witness')) return generateForWitness(options, io);
    const keyFile = pathOf(options, 'out', 'otelseal.pem');
    const trustPath = pathOf(options, 'trust', 'otelseal.trust.json');
    if (keyFile === trustPath) throw usageError('--out and --trust name the same file.');
    const { pem, vkey } = generateRootKey();
    await createFiles([
      { path: keyFile, content: pem, mode: 0o600 },
      { path: trustPath, content: trustOf(vkey, options), mode: 0o644 },
    ]);
    await io.stdout.write(
      [
        `# private key, for the application: ${quoted(keyFile)}`,
        `# trust file, for those who verify: ${quoted(trustPath)} (${vkey})`,
        `export OTELSEAL_SIGNING_KEY_FILE=${forShell(keyFile)}`,
        `export OTELSEAL_TRUST=${forShell(trustPath)}`,
        '',
      ].join('\n'),
    );
    return EXIT_CODE.ok;
  },
};

async function generateForWitness(options: ParsedOptions, io: Io): Promise<ExitCode> {
  const wrong = ['trust', 'organisation', 'tenant', 'environment', 'service'].find((name) => options.has(name));
  if (wrong !== undefined) throw usageError(`--${wrong} says for whom a root speaks; a witness speaks for nobody.`);
  const path = pathOf(options, 'out', 'otelseal-witness.pem');
  const { pem, vkey } = generateWitnessKey(options.text('witness') ?? '');
  await createFiles([{ path, content: pem, mode: 0o600 }]);
  await io.stdout.write(
    `# private key, for the witness alone: ${quoted(path)}\n# for its clients and for otelseal keys trust add --vkey:\n${escapeForTerminal(vkey)}\n`,
  );
  return EXIT_CODE.ok;
}

function pathOf(options: ParsedOptions, name: string, byDefault: string): string {
  const path = options.text(name) ?? byDefault;
  if (/\p{C}/u.test(path)) throw usageError(`--${name} must not contain control characters.`);
  return resolve(path);
}

function trustOf(vkey: string, options: ParsedOptions): string {
  const scope: RootScope = {
    organisation: options.text('organisation') ?? 'default',
    tenant: options.text('tenant') ?? 'default',
    environment: options.text('environment') ?? 'any',
    service: options.text('service') ?? '*',
  };
  try {
    return trustFile(vkey, scope);
  } catch (cause) {
    if (cause instanceof IntegrityError)
      throw usageError(`No verifier would accept this trust file: ${cause.message}`, cause);
    throw cause;
  }
}

/** A word of a POSIX shell. */
function forShell(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
