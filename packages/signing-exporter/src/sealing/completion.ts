import type { Settle } from '../delivery/ordered-sender.js';
import type { SigningError } from '../signing-error.js';

/**
 * One export call whose records take several ways: told once, at the first failure or when every part is done.
 * What the caller's function throws stays here: it must not reach the exporter that is calling us back.
 */
export class Completion {
  readonly #done: (error?: SigningError) => void;
  #open = 1;
  #told = false;

  constructor(done: (error?: SigningError) => void) {
    this.#done = done;
  }

  /** Opens one more part; the returned function ends it. */
  part(): Settle {
    this.#open += 1;
    return (error) => this.end(error);
  }

  /** Ends the part that every completion begins with: no further ones will be opened. */
  end(error?: SigningError): void {
    this.#open -= 1;
    if (this.#told || (error === undefined && this.#open > 0)) return;
    this.#told = true;
    try {
      this.#done(error);
    } catch {
      // a callback's own fault, and nobody of ours can mend it
    }
  }
}
