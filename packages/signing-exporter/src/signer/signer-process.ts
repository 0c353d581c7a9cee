/*
 * The program of a signer process: reads one setting and then one request a line from its standard input, writes one answer
 * a line to its standard output, and ends with its input. It holds the key so that nobody else has to.
 */
import { BoundedLines } from './bounded-lines.js';
import { localKeySigner } from './local-key-signer.js';
import type { RootSigner } from './root-signer.js';
import {
  MAX_LINE_BYTES,
  parsedLine,
  type SignAnswer,
  type SignerGreeting,
  type SignerSetting,
} from './signer-messages.js';
import { refusalOf, type SigningConstraints } from './signing-constraints.js';

/** Exit status of a signer that was spoken to in a way it does not know. */
const PROTOCOL_ERROR = 76;

let key: RootSigner | undefined;
let constraints: SigningConstraints | undefined;

// The terminal's Ctrl-C reaches every process of its group, but the application still needs signatures to end properly.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.stdout.on('error', () => process.exit(0));

const lines = new BoundedLines(MAX_LINE_BYTES, {
  line: (text) => say(key === undefined ? begin(text) : answer(text, key)),
  tooLong: () => process.exit(PROTOCOL_ERROR),
});
process.stdin.on('data', (bytes: Buffer) => lines.add(bytes));
process.stdin.on('end', () => process.exit(0));

function begin(line: string): SignerGreeting {
  const setting = parsedLine(line) as SignerSetting | undefined;
  if (setting === undefined) return process.exit(PROTOCOL_ERROR);
  try {
    if (setting.user !== undefined) becomeUser(setting.user);
    key = localKeySigner({ keyFile: setting.keyFile });
    constraints = setting.constraints;
    return { publicKey: Buffer.from(key.publicKey).toString('base64') };
  } catch (error) {
    const { code = 'ERR_KEY_REFUSED', message } = error as { readonly code?: string; readonly message: string };
    return { error: { code, message } };
  }
}

/** For good: whoever may still become somebody else has not become another user. */
function becomeUser({ uid, gid }: NonNullable<SignerSetting['user']>): void {
  process.setgroups?.([]);
  process.setgid?.(gid);
  process.setuid?.(uid);
  const isOther = process.getuid?.() === uid && process.geteuid?.() === uid && process.getgid?.() === gid;
  if (!isOther || canBecomeRoot(uid)) {
    throw Object.assign(new Error(`The signer could not become user ${uid}, group ${gid}.`), {
      code: 'ERR_SIGNER_USER',
    });
  }
}

function canBecomeRoot(uid: number): boolean {
  if (uid === 0) return false;
  try {
    process.setuid?.(0);
    return true;
  } catch {
    return false;
  }
}

function answer(line: string, { signNow }: RootSigner): SignAnswer {
  const request = parsedLine(line);
  const { id, message } = request ?? {};
  if (!Number.isSafeInteger(id) || typeof message !== 'string') return process.exit(PROTOCOL_ERROR);
  const bytes = Buffer.from(message, 'base64');
  const refused = refusalOf(bytes, constraints as SigningConstraints, Date.now());
  if (refused !== undefined) return { id: id as number, refused };
  const signature = signNow?.(bytes) ?? new Uint8Array();
  return { id: id as number, signature: Buffer.from(signature).toString('base64') };
}

function say(answerLine: SignerGreeting | SignAnswer): void {
  process.stdout.write(`${JSON.stringify(answerLine)}\n`);
}
