import { hash } from 'node:crypto';
import { bytesOf, requireBytes } from './hash-bytes.js';
import { type BinaryHash, HASH_LENGTH } from './merkle-tree.js';

/** The `prev` of a stream's first leaf: 32 zero bytes. */
export const NO_PREVIOUS_LEAF: BinaryHash = '\0'.repeat(HASH_LENGTH);

/** The leaf hash of an ASCII text: SHA-256(0x00 ‖ text). */
export function leafHashOfText(text: string): BinaryHash {
  return hash('sha256', `\0${text}`, 'binary');
}

/** Longest canonical text, in ASCII characters: half of what Loki takes as all metadata of a record. */
export const MAX_PAYLOAD_LENGTH = 24_576;

/**
 * The same for a text put together from pieces; also returns it in one piece: V8 keeps the pieces otherwise, and
 * serializers that read it character by character take a third longer. Hashing puts the prefixed text together, and a
 * part of it is then a view, not another copy.
 */
export function hashedLeaf(text: string): { readonly payload: string; readonly hash: BinaryHash } {
  const prefixed = `\0${text}`;
  const leaf = hash('sha256', prefixed, 'binary');
  return { payload: prefixed.slice(1), hash: leaf };
}

/**
 * RFC 6962's leaf hash: SHA-256(0x00 ‖ data).
 *
 * @example
 * leafHash(Buffer.from('{"v":"1"}')); // 32 bytes
 * @throws TypeError when `data` is not a Uint8Array.
 * @stable
 */
export function leafHash(data: Uint8Array): Uint8Array {
  requireBytes(data, 'data');
  const prefixed = new Uint8Array(data.length + 1);
  prefixed.set(data, 1);
  return bytesOf(hash('sha256', prefixed, 'binary'));
}

/**
 * RFC 6962's inner node hash: SHA-256(0x01 ‖ left ‖ right).
 *
 * @throws TypeError when an argument is not a Uint8Array.
 * @stable
 */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  requireBytes(left, 'left');
  requireBytes(right, 'right');
  const node = new Uint8Array(1 + left.length + right.length);
  node[0] = 1;
  node.set(left, 1);
  node.set(right, 1 + left.length);
  return bytesOf(hash('sha256', node, 'binary'));
}
