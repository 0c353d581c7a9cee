import { base64Of, binaryOfBase64 } from './hash-bytes.js';
import { IntegrityError } from './integrity-error.js';
import { type BinaryHash, HASH_LENGTH } from './merkle-tree.js';

/** What a checkpoint claims: the tree of `origin` had this root when it had `size` leaves. */
export interface Checkpoint {
  readonly origin: string;
  /** At most 2^53 − 1. */
  readonly size: number;
  readonly root: BinaryHash;
}

/** The text of a C2SP tlog-checkpoint without extension lines, ready to be signed. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${base64Of(root)}\n`;
}

/** @throws IntegrityError `ERR_CHECKPOINT` */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', sizeText = '', rootText = '', ...rest] = text.split('\n');
  const size = sizeOf(sizeText);
  const root = binaryOfBase64(rootText);
  if (origin === '' || size === undefined || root?.length !== HASH_LENGTH || rest.length !== 1 || rest[0] !== '') {
    throw new IntegrityError('ERR_CHECKPOINT', 'Not a checkpoint of three lines: origin, size, root.');
  }
  return { origin, size, root };
}

/** A positive or zero decimal number without leading zeros that JavaScript holds exactly. */
export function sizeOf(text: string): number | undefined {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return undefined;
  const size = Number(text);
  return Number.isSafeInteger(size) ? size : undefined;
}
