import { resolve } from 'node:path';

import { usageError } from '../cli-error.js';
import { EXIT_CODE } from '../exit-code.js';
import { createFiles } from '../files/create-file.js';
import { readSecretFile } from '../files/read-secret-file.js';
import { readSmallFile } from '../files/read-small-file.js';
import { replaceFile } from '../files/replace-file.js';
import type { Io } from '../io.js';
import { generateRootKey, rootSignature } from '../keys/root-key.js';
import { applyRotation, rotationStatement } from '../keys/root-rotation.js';
import { TrustEditor } from '../keys/trust-editor.js';
import { type ParsedOptions, parseOptions } from '../options/parse-options.js';
import { escapeForTerminal, quoted } from '../output/escape-for-terminal.js';
import type { Command } from './command.js';
import { trustPath } from './keys-trust.js';

/** Certificates of the old root last at most two days, and a day is for those who are late. */
const DEFAULT_OVERLAP_HOURS = 72;
/** Certificates begin a little before they are made, because clocks differ. */
const SKEW_SECONDS = 600;

/** `otelseal keys rotate`: a new root key, by the word of the old one. */
export const keysRotate: Command = {
  name: 'keys rotate',
  summary: 'makes a new root key that the old one vouches for, and updates the trust file',
  help: `otelseal keys rotate --out FILE [--key FILE] [--trust FILE] [--statement FILE] [--overlap HOURS]

  --out FILE         the new private key, mode 0600
  --key FILE         the old one; default $OTELSEAL_SIGNING_KEY_FILE
  --trust FILE       believes the old one; default $OTELSEAL_TRUST. Gets the new one with the same limits, from now on, and the
                     old one's end
  --statement FILE   signed by both keys, for others who believe the old one (keys trust rotate); default <out>.rotation
  --overlap HOURS    certificates of the old key may last so much longer; default ${DEFAULT_OVERLAP_HOURS}

Then let services use the new key within that time. A key that is in other hands cannot vouch for a new one: use keys trust
compromised, keys generate and keys trust add. Exit: 0 done, 64 wrong usage or a file is there already, 69 a file cannot be
written.`,

  async run(args, io) {
    const options = parseOptions(args, {
      out: { type: 'string' },
      key: { type: 'string' },
      trust: { type: 'string' },
      statement: { type: 'string' },
      overlap: { type: 'string' },
    });
    const [stray] = options.positionals;
    if (stray !== undefined) throw usageError(`keys rotate takes no ${quoted(stray)}; name the file with --out.`);
    const { out, statementPath } = pathsOf(options);
    const old = rootSignature(await readSecretFile(oldKeyPath(options, io), 'The old key file'));
    if (old === undefined) throw usageError('The old key file holds no Ed25519 private key in PEM.');
    const path = trustPath(options, io);
    const before = await readSmallFile(path, 'The trust file');
    const trust = TrustEditor.read(before);
    const { pem, vkey, sign } = generateRootKey();
    const now = Math.floor(io.now() / 1_000);
    const rotation = {
      oldVkey: old.vkey,
      newVkey: vkey,
      notBefore: timeText(now - SKEW_SECONDS),
      notAfter: timeText(now + overlapOf(options) * 3_600),
    };
    const edited = applyRotation(trust, rotation);
    await createFiles([
      { path: out, content: pem, mode: 0o600 },
      { path: statementPath, content: rotationStatement(rotation, old, { vkey, sign }), mode: 0o644 },
    ]);
    await replaceFile(path, before, edited.text());
    await io.stdout.write(
      [
        `# new private key, for the application: ${quoted(out)} (${vkey})`,
        `# statement, for others who believe ${old.vkey}: ${quoted(statementPath)}`,
        `# trust file: the old key's certificates must end by ${rotation.notAfter}`,
        '',
      ]
        .map(escapeForTerminal)
        .join('\n'),
    );
    return EXIT_CODE.ok;
  },
};

function pathsOf(options: ParsedOptions): { readonly out: string; readonly statementPath: string } {
  const out = options.text('out');
  if (out === undefined) throw usageError('keys rotate needs --out: where the new key goes.');
  const statementPath = options.text('statement') ?? `${out}.rotation`;
  if (/\p{C}/u.test(out + statementPath)) throw usageError('File names must not contain control characters.');
  return { out: resolve(out), statementPath: resolve(statementPath) };
}

function oldKeyPath(options: ParsedOptions, io: Pick<Io, 'env'>): string {
  const path = options.text('key') ?? io.env['OTELSEAL_SIGNING_KEY_FILE'];
  if (path === undefined || path === '')
    throw usageError('Name the old key with --key (or OTELSEAL_SIGNING_KEY_FILE).');
  return path;
}

function overlapOf(options: ParsedOptions): number {
  const text = options.text('overlap') ?? String(DEFAULT_OVERLAP_HOURS);
  if (!/^(0|[1-9][0-9]{0,4})$/.test(text)) throw usageError('--overlap takes a whole number of hours.');
  return Number(text);
}

function timeText(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().replace('.000Z', 'Z');
}
