import { type BinaryHash, HASH_LENGTH } from './merkle-tree.js';

/** The bytes of a binary string, in a Uint8Array of their own. */
export function bytesOf(binary: string): Uint8Array {
  return new Uint8Array(Buffer.from(binary, 'latin1'));
}

export function base64Of(binary: string): string {
  return Buffer.from(binary, 'latin1').toString('base64');
}

/** A new buffer for each hash would cost more than its encoding. */
const scratch = Buffer.alloc(HASH_LENGTH);

export function base64urlOf(binary: BinaryHash): string {
  return scratch.toString('base64url', 0, scratch.write(binary, 'latin1'));
}

/** The binary string that base64 `text` stands for, or undefined unless it is exactly what an encoder writes. */
export function binaryOfBase64(text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes.toString('latin1') : undefined;
}

/** As `binaryOfBase64`, for the URL alphabet without padding. */
export function binaryOfBase64url(text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes.toString('latin1') : undefined;
}

/** The hash that its base64url text, known to be one, stands for. */
export function binaryOfHash(text: string): BinaryHash {
  return scratch.toString('latin1', 0, scratch.write(text, 'base64url'));
}

export function requireBytes(value: unknown, name: string): asserts value is Uint8Array {
  if (!(value instanceof Uint8Array)) throw new TypeError(`${name} must be a Uint8Array.`);
}

/** The 32 bytes of a hash that a caller handed in as a binary string, or undefined when it has another length. */
export function hashOf(value: unknown, name: string): BinaryHash | undefined {
  requireBytes(value, name);
  if (value.length !== HASH_LENGTH) return undefined;
  return Buffer.from(value.buffer, value.byteOffset, value.length).toString('latin1');
}
