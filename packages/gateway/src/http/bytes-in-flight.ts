import { RequestRefused } from './request-refused.js';

/** Bytes of all requests together that are read and not yet on disk: three of the largest, decompressed and decoded. */
const MAX_BYTES = 67_108_864;

/** What the requests that are being answered hold in memory. */
export class BytesInFlight {
  #bytes = 0;

  /** One request's share. */
  share(): { readonly add: (bytes: number) => void; readonly end: () => number } {
    let own = 0;
    return {
      add: (bytes) => {
        if (this.#bytes + bytes > MAX_BYTES) {
          throw new RequestRefused(503, 'Too much is being received at once; come again.', 1);
        }
        own += bytes;
        this.#bytes += bytes;
      },
      end: () => {
        this.#bytes -= own;
        return own;
      },
    };
  }
}
