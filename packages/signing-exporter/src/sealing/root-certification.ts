import { formatNote, verifyEd25519 } from '@otelseal/audit-integrity/sealing';
import { BACKOFF_DEFAULTS, backoffMs } from '../delivery/backoff.js';
import { SigningError } from '../signing-error.js';
import type { Epoch, EpochDraft } from './epoch-draft.js';
import type { SealingPorts } from './sealing-ports.js';

/** What is asked of the root, and who is told. */
export interface CertificationRequest {
  /** Called for each attempt: a certificate that was long in coming should not be half over. */
  readonly draft: () => EpochDraft;
  readonly certified: (epoch: Epoch) => void;
  readonly refused: (error: SigningError) => void;
}

/** Asks the root signer for one epoch certificate, again and again with growing pauses until there is one. */
export class RootCertification {
  readonly #ports: SealingPorts;
  readonly #signTimeoutMs: number;
  readonly #request: CertificationRequest;
  #failures = 0;
  #stopped = false;
  #cancel: (() => void) | undefined;

  constructor(ports: SealingPorts, signTimeoutMs: number, request: CertificationRequest) {
    this.#ports = ports;
    this.#signTimeoutMs = signTimeoutMs;
    this.#request = request;
  }

  /** With a signer that can sign at once, `certified` is called before this returns. Never throws. */
  start(): void {
    try {
      const draft = this.#request.draft();
      const message = new TextEncoder().encode(draft.text);
      const { signer } = this.#ports;
      if (signer.signNow !== undefined) this.#accept(draft, message, signer.signNow(message));
      else void this.#ask(draft, message);
    } catch (cause) {
      this.#again(cause);
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  async #ask(draft: EpochDraft, message: Uint8Array): Promise<void> {
    try {
      this.#accept(draft, message, await this.#inTime(this.#ports.signer.sign(message)));
    } catch (cause) {
      this.#again(cause);
    }
  }

  #inTime(signature: Promise<Uint8Array>): Promise<Uint8Array> {
    const timeoutMs = this.#signTimeoutMs;
    return new Promise((resolve, reject) => {
      const cancel = this.#ports.clock.setTimer(timeoutMs, () => reject(new Error(`no answer in ${timeoutMs} ms`)));
      signature.then(resolve, reject).finally(cancel);
    });
  }

  #accept(draft: EpochDraft, message: Uint8Array, signature: Uint8Array): void {
    if (this.#stopped) return;
    const { keyName, publicKey } = this.#ports.signer;
    if (!verifyEd25519({ publicKey, message, signature }))
      throw new Error('its signature does not verify under its own public key');
    this.#request.certified({ ...draft, certificate: formatNote(draft.text, { name: keyName, publicKey, signature }) });
  }

  #again(cause: unknown): void {
    if (this.#stopped) return;
    this.#failures += 1;
    const text =
      'The root signer gave no epoch certificate; what is sealed without one stays provisional until it does.';
    this.#request.refused(new SigningError('ERR_SIGNER_UNAVAILABLE', text, { cause }));
    const pause = backoffMs(BACKOFF_DEFAULTS, this.#failures, this.#ports.random());
    this.#cancel = this.#ports.clock.setTimer(pause, () => {
      if (!this.#stopped) this.start();
    });
  }
}
