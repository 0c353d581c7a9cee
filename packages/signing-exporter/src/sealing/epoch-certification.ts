import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { formatEpochCertificate, formatNote, type StreamIdentity, verifyEd25519 } from '@otelseal/audit-integrity';
import { BACKOFF_DEFAULTS, backoffMs } from '../delivery/backoff.js';
import { rawPublicKey } from '../signer/ed25519-signer.js';
import { SigningError } from '../signing-error.js';
import type { SealingOptions, SealingPorts } from './sealing-ports.js';

/** A stream's own key, and the root's word for it. */
export interface Epoch {
  readonly streamId: string;
  readonly certificate: string;
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
  /** Wall time, whole seconds since 1970, after which nothing may be sealed with it. */
  readonly notAfter: number;
}

/** Verifiers on hosts whose clocks are slightly behind must not refuse the first records. */
const CLOCK_SKEW_SECONDS = 300;

interface Draft {
  readonly epoch: Omit<Epoch, 'certificate'>;
  readonly text: string;
}

/**
 * Asks the root signer for one epoch certificate, again and again with growing pauses until there is one. Nothing is
 * ever sealed without it.
 */
export class EpochCertification {
  readonly #ports: SealingPorts;
  readonly #options: SealingOptions;
  readonly #identity: StreamIdentity;
  readonly #ready: (epoch: Epoch) => void;
  readonly #refused: (error: SigningError) => void;
  #failures = 0;
  #stopped = false;

  constructor(
    ports: SealingPorts,
    options: SealingOptions,
    identity: StreamIdentity,
    on: { readonly ready: (epoch: Epoch) => void; readonly refused: (error: SigningError) => void },
  ) {
    this.#ports = ports;
    this.#options = options;
    this.#identity = identity;
    this.#ready = on.ready;
    this.#refused = on.refused;
  }

  /** With a signer that can sign at once, `ready` is called before this returns. */
  start(): void {
    const draft = this.#draft();
    const message = new TextEncoder().encode(draft.text);
    try {
      const { signer } = this.#ports;
      if (signer.signNow !== undefined) this.#accept(draft, message, signer.signNow(message));
      else void this.#ask(draft, message);
    } catch (cause) {
      this.#again(cause);
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  async #ask(draft: Draft, message: Uint8Array): Promise<void> {
    try {
      this.#accept(draft, message, await this.#inTime(this.#ports.signer.sign(message)));
    } catch (cause) {
      this.#again(cause);
    }
  }

  #inTime(signature: Promise<Uint8Array>): Promise<Uint8Array> {
    const { signTimeoutMs } = this.#options;
    return new Promise((resolve, reject) => {
      const cancel = this.#ports.clock.setTimer(signTimeoutMs, () =>
        reject(new Error(`no answer in ${signTimeoutMs} ms`)),
      );
      signature.then(resolve, reject).finally(cancel);
    });
  }

  #accept(draft: Draft, message: Uint8Array, signature: Uint8Array): void {
    if (this.#stopped) return;
    const { keyName, publicKey } = this.#ports.signer;
    if (!verifyEd25519({ publicKey, message, signature }))
      throw new Error('its signature does not verify under its own public key');
    this.#ready({ ...draft.epoch, certificate: formatNote(draft.text, { name: keyName, publicKey, signature }) });
  }

  #again(cause: unknown): void {
    if (this.#stopped) return;
    this.#failures += 1;
    const text = 'The root signer gave no epoch certificate; records are held and sealed when it does.';
    const error = new SigningError('ERR_SIGNER_UNAVAILABLE', text, { cause });
    this.#refused(error);
    const pause = backoffMs(BACKOFF_DEFAULTS, this.#failures, this.#ports.random());
    this.#ports.clock.setTimer(pause, () => {
      if (!this.#stopped) this.start();
    });
  }

  #draft(): Draft {
    const { privateKey } = generateKeyPairSync('ed25519');
    const [now] = this.#ports.clock.wallTime();
    const notAfter = now + Math.ceil(this.#options.certificateLifetimeMs / 1_000);
    const publicKey = rawPublicKey(privateKey);
    const streamId = Buffer.from(this.#ports.randomBytes(16)).toString('hex');
    const { organisation, tenant, environment, service } = this.#identity;
    const text = formatEpochCertificate({
      organisation,
      tenant,
      environment,
      service,
      stream: streamId,
      epoch: 1,
      notBefore: now - CLOCK_SKEW_SECONDS,
      notAfter,
      purpose: 'seal',
      publicKey,
    });
    return { text, epoch: { streamId, publicKey, sign: signerOf(privateKey), notAfter } };
  }
}

function signerOf(privateKey: KeyObject): (message: Uint8Array) => Uint8Array {
  return (message) => new Uint8Array(sign(null, message, privateKey));
}
