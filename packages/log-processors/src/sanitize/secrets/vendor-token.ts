import type { TokenChecksum } from './token-checksum.js';

/** One form of credential that can be recognised by itself. */
export interface VendorToken {
  /** Name of the finding. */
  readonly rule: string;
  readonly vendor: string;
  /** See token-shape.ts. Minimum lengths are below the vendors' own, so that a token cut off by a log's limit is still found. */
  readonly shape: string;
  /** Bits a letter below which it is a placeholder. Default 2.5. */
  readonly entropy?: number;
  /** What the vendor puts at the end of a whole token; if it is right, nothing else is asked. */
  readonly checksum?: TokenChecksum;
  /** The prefix is a word of programs, too: behind it letters and digits must change as words never do. Default false. */
  readonly alternates?: boolean;
}
