import { FairShares } from './fair-shares.js';
import { RequestRefused } from './request-refused.js';

/** Bytes of all requests together that are read and not yet on disk; a principal alone may hold half of it, three of the largest. */
const MAX_BYTES = 134_217_728;

/** What the requests that are being answered hold in memory as they came. Counted as they come: who announces much holds nothing yet. */
export class BytesInFlight {
  readonly #shares = new FairShares(MAX_BYTES);

  /** One request's share. */
  share(principal: string): { readonly add: (bytes: number) => void; readonly end: () => void } {
    let own = 0;
    return {
      add: (bytes) => {
        if (bytes > 0 && !this.#shares.admits(principal, bytes)) {
          throw new RequestRefused(503, 'Too much is being received at once; come again.', 1);
        }
        own += bytes;
        this.#shares.take(principal, bytes);
      },
      end: () => this.#shares.giveBack(principal, own),
    };
  }
}
