import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BACKOFF_DEFAULTS, type BackoffOptions, backoffMs } from '../delivery/backoff.js';
import { SigningError, type SigningErrorCode } from '../signing-error.js';
import { present, requireKnown, requirePositive, type Some } from '../signing-exporter-options.js';
import { DEFAULT_ROOT_KEY_NAME } from './local-key-signer.js';
import type { RootSigner } from './root-signer.js';
import { SignerLink } from './signer-link.js';
import { MAX_LINE_BYTES, parsedLine, type SignerSetting } from './signer-messages.js';
import { SIGNING_CONSTRAINT_DEFAULTS, type SigningConstraints } from './signing-constraints.js';

/**
 * A root key that only a process of its own holds.
 * @stable
 */
export interface ProcessSignerOptions {
  /** File with the key, as for `localKeySigner`; it must belong to the signer's user and nobody else may read it. */
  readonly keyFile: string;
  /** Name in the trust file. Default `otelseal-root`. */
  readonly keyName?: string | undefined;
  /**
   * Whom the signer process becomes before it reads the key; takes the rights of root at the start and at every restart.
   * Default: nobody else, so that only the memory is separate.
   */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** What it signs at all. Default {@link SIGNING_CONSTRAINT_DEFAULTS}. */
  readonly constraints?: Some<SigningConstraints> | undefined;
  /** A process that has not answered by then is ended and replaced. Default 5,000 ms. */
  readonly answerTimeoutMs?: number | undefined;
  /** Pauses between starts after failures. Default {@link BACKOFF_DEFAULTS}. */
  readonly backoff?: Some<BackoffOptions> | undefined;
}

/** @stable */
export interface ProcessSigner extends RootSigner {
  /** Ends the process. It also ends with this one, however this one ends. */
  close(): void;
}

const PROGRAM = fileURLToPath(new URL('../signer/signer-process.js', import.meta.url));
/** A process that cannot say its public key in this time will not work later either. */
const FIRST_START_MS = 15_000;

/**
 * Signs in a child process that reads the key itself, under another user where this one may choose it, and that signs
 * nothing but epoch certificates within its constraints. The application never holds the key; who breaks into it can
 * have certificates made while he is in, and nothing afterwards.
 *
 * The process is tried here, so that a wrong key is an error now; it is started again, with pauses, whenever it ends.
 *
 * @stable
 * @throws SigningError `ERR_KEY_MISSING`, `ERR_KEY_UNSAFE`, `ERR_KEY_REFUSED`, `ERR_SIGNER_UNAVAILABLE`, `ERR_OPTION_INVALID`
 * @example
 * ```ts
 * const signer = processSigner({ keyFile: '/etc/otelseal/root.pem', user: { uid: 990, gid: 990 } });
 * ```
 */
export function processSigner(options: ProcessSignerOptions): ProcessSigner {
  requireKnown('process', options, OPTION_NAMES);
  const { keyName = DEFAULT_ROOT_KEY_NAME, answerTimeoutMs = 5_000 } = options;
  requirePositive('process', { answerTimeoutMs }, ['answerTimeoutMs']);
  const setting = settingOf(options);
  const publicKey = triedPublicKey(setting);
  const program = { path: PROGRAM, setting, publicKey };
  const backoff = { ...BACKOFF_DEFAULTS, ...present(options.backoff ?? {}) };
  let link: SignerLink | undefined;
  let failures = 0;
  let notBefore = 0;
  let closed = false;

  const running = (): SignerLink => {
    if (closed) throw new Error('The signer has been closed.');
    if (link !== undefined) return link;
    const pauseMs = Math.ceil(notBefore - performance.now());
    if (pauseMs > 0)
      throw new Error(`The signer process failed ${failures} times; it is started again in ${pauseMs} ms.`);
    link = new SignerLink(program, () => {
      link = undefined;
      failures += 1;
      notBefore = performance.now() + backoffMs(backoff, failures, Math.random());
    });
    return link;
  };

  return {
    keyName,
    publicKey,
    async sign(message) {
      const current = running();
      const timer = setTimeout(
        () => current.end(`The signer process gave no answer in ${answerTimeoutMs} ms.`),
        answerTimeoutMs,
      );
      try {
        const signature = await current.sign(message);
        failures = 0;
        return signature;
      } finally {
        clearTimeout(timer);
      }
    },
    close() {
      closed = true;
      link?.end('The signer has been closed.');
    },
  };
}

const OPTION_NAMES = { keyFile: 0, keyName: 0, user: 0, constraints: 0, answerTimeoutMs: 0, backoff: 0 };

function settingOf({ keyFile, user, constraints = {} }: ProcessSignerOptions): SignerSetting {
  if (typeof keyFile !== 'string' || keyFile === '') throw invalid('process.keyFile must name a file.');
  if (user !== undefined && !(isId(user.uid) && isId(user.gid)))
    throw invalid('process.user must be { uid, gid }, whole numbers.');
  if (user !== undefined && process.setuid === undefined)
    throw invalid('process.user cannot be chosen on this platform; leave it out.');
  requireKnown('process.constraints', constraints, SIGNING_CONSTRAINT_DEFAULTS);
  const all = { ...SIGNING_CONSTRAINT_DEFAULTS, ...present(constraints) };
  requirePositive('process.constraints', all, ['maxValidityMs']);
  return { keyFile: resolve(keyFile), user, constraints: all };
}

function isId(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 0xffff_fffe;
}

/** The same process for the length of one question, waited for: what is wrong with the key must stop the start. */
function triedPublicKey(setting: SignerSetting): Uint8Array {
  const { stdout, error } = spawnSync(process.execPath, [PROGRAM], {
    input: `${JSON.stringify(setting)}\n`,
    env: {},
    cwd: '/',
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: FIRST_START_MS,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_LINE_BYTES,
  });
  const said = parsedLine(String(stdout ?? '')) ?? {};
  const publicKey = Buffer.from(typeof said['publicKey'] === 'string' ? said['publicKey'] : '', 'base64');
  if (publicKey.length === 32) return new Uint8Array(publicKey);
  const { code, message } = (said['error'] ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  const problem = typeof message === 'string' ? message : 'it gave no public key';
  throw new SigningError(codeOf(code), `The signer process cannot be used: ${problem}`, { cause: error });
}

function codeOf(code: unknown): SigningErrorCode {
  return code === 'ERR_KEY_MISSING' || code === 'ERR_KEY_UNSAFE' || code === 'ERR_KEY_REFUSED'
    ? code
    : 'ERR_SIGNER_UNAVAILABLE';
}

function invalid(message: string): SigningError {
  return new SigningError('ERR_OPTION_INVALID', message);
}
