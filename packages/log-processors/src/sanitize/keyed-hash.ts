import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;
const HASH_BYTES = 32;
/** Longer texts get a buffer of their own. */
const USUAL_BYTES = 1_024;

/**
 * HMAC-SHA-256 (RFC 2104) of many short texts under one key: two calls of the hash over blocks that were filled before. One `createHmac` a
 * text costs twice as much, most of it for an object that the collector must end.
 */
export class KeyedHash {
  /** The padded key, and room for the text behind it. */
  readonly #inner: Buffer = Buffer.alloc(BLOCK_BYTES + USUAL_BYTES);
  readonly #outer: Buffer = Buffer.alloc(BLOCK_BYTES + HASH_BYTES);

  constructor(key: Uint8Array) {
    const block = Buffer.alloc(BLOCK_BYTES);
    block.set(key.byteLength > BLOCK_BYTES ? hash('sha256', key, 'buffer') : key);
    for (let at = 0; at < BLOCK_BYTES; at++) {
      this.#inner[at] = (block[at] as number) ^ 0x36;
      this.#outer[at] = (block[at] as number) ^ 0x5c;
    }
    block.fill(0);
  }

  /** The 32 bytes, as a text of one byte a unit. */
  of(text: string): string {
    const most = text.length * 3; // bytes of UTF-8
    const inner = most <= USUAL_BYTES ? this.#inner : this.#longer(most);
    const length = BLOCK_BYTES + inner.write(text, BLOCK_BYTES);
    this.#outer.write(hash('sha256', inner.subarray(0, length), 'binary'), BLOCK_BYTES, 'latin1');
    return hash('sha256', this.#outer, 'binary');
  }

  #longer(bytes: number): Buffer {
    const buffer = Buffer.alloc(BLOCK_BYTES + bytes);
    this.#inner.copy(buffer, 0, 0, BLOCK_BYTES);
    return buffer;
  }
}
