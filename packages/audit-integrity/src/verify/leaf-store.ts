import { type BinaryHash, HASH_LENGTH } from '../merkle-tree.js';
import { nanosecondsText, type UnixTime } from '../unix-time.js';
import type { SequenceRun } from '../verdict.js';

/** Leaves in one chunk. */
const CHUNK = 64;
/** Leaves that the first chunk begins with room for: a stream of one record, which anybody can make up, should cost little. */
const FIRST = 4;
/** Bytes of one leaf: its hash, the previous one's, and its time (seconds, nanoseconds). */
const WIDTH = 2 * HASH_LENGTH + 12;

/** What is kept of a leaf. */
export interface StoredLeaf {
  readonly hash: BinaryHash;
  readonly prev: BinaryHash;
  /** Nanoseconds since 1970, decimal. */
  readonly time: string;
}

interface Chunk {
  bytes: Buffer;
  readonly present: Uint8Array;
}

/**
 * The leaves of one stream by sequence number, in whatever order they came: 77 bytes each. A number that lies far beyond
 * what the stream could have so far is kept by itself (about 300 bytes), so that a stranger's record cannot reserve more
 * memory than it brings along.
 */
export class LeafStore {
  #count = 0;
  readonly #chunks = new Map<number, Chunk>();
  readonly #strays = new Map<number, StoredLeaf>();
  /** Leaves of which only the hash is left. */
  readonly #redacted = new Map<number, BinaryHash>();

  /** How many numbers have a leaf. */
  get count(): number {
    return this.#count;
  }

  /** Numbers of which only the hash is left, ascending. */
  get redacted(): readonly number[] {
    return [...this.#redacted.keys()].sort((a, b) => a - b);
  }

  has(sequence: number): boolean {
    return this.#chunkWith(sequence) !== undefined || this.#strays.has(sequence);
  }

  isRedacted(sequence: number): boolean {
    return this.#redacted.has(sequence);
  }

  /** Puts a hash in the place of a leaf that is not here; it names no previous leaf and has no time. */
  redact(sequence: number, hash: BinaryHash): void {
    if (this.hash(sequence) === undefined) this.#redacted.set(sequence, hash);
  }

  /** Takes such a hash back. */
  unredact(sequence: number): void {
    this.#redacted.delete(sequence);
  }

  /** Keeps a leaf whose number has none yet. */
  add(sequence: number, leaf: StoredLeaf): void {
    this.#count += 1;
    const index = Math.floor(sequence / CHUNK);
    const chunk = this.#chunks.get(index) ?? (sequence <= CHUNK + 2 * this.#count ? this.#addChunk(index) : undefined);
    if (chunk === undefined) {
      const time = Buffer.from(leaf.time, 'latin1').toString('latin1'); // a copy, so that the line can be forgotten
      this.#strays.set(sequence, { hash: leaf.hash, prev: leaf.prev, time });
      return;
    }
    const at = (sequence % CHUNK) * WIDTH;
    if (at >= chunk.bytes.length) chunk.bytes = Buffer.concat([chunk.bytes], CHUNK * WIDTH);
    const seconds = leaf.time.slice(0, -9);
    chunk.bytes.write(leaf.hash, at, 'latin1');
    chunk.bytes.write(leaf.prev, at + HASH_LENGTH, 'latin1');
    chunk.bytes.writeDoubleLE(Number(seconds), at + 2 * HASH_LENGTH);
    chunk.bytes.writeUInt32LE(Number(leaf.time.slice(-9)), at + 2 * HASH_LENGTH + 8);
    chunk.present[sequence % CHUNK] = 1;
  }

  hash(sequence: number): BinaryHash | undefined {
    return this.#hashAt(sequence, 0) ?? this.#strays.get(sequence)?.hash ?? this.#redacted.get(sequence);
  }

  prev(sequence: number): BinaryHash | undefined {
    return this.#hashAt(sequence, HASH_LENGTH) ?? this.#strays.get(sequence)?.prev;
  }

  time(sequence: number): string | undefined {
    const instant = this.instant(sequence);
    return instant === undefined ? undefined : nanosecondsText(instant);
  }

  instant(sequence: number): UnixTime | undefined {
    const at = (sequence % CHUNK) * WIDTH + 2 * HASH_LENGTH;
    const bytes = this.#chunkWith(sequence)?.bytes;
    if (bytes !== undefined) return [bytes.readDoubleLE(at), bytes.readUInt32LE(at + 8)];
    const time = this.#strays.get(sequence)?.time;
    return time === undefined ? undefined : [Number(time.slice(0, -9)), Number(time.slice(-9))];
  }

  /** The whole seconds of a leaf's time; NaN when there is no such leaf. */
  seconds(sequence: number): number {
    const bytes = this.#chunkWith(sequence)?.bytes;
    if (bytes === undefined) return Number(this.#strays.get(sequence)?.time.slice(0, -9) ?? Number.NaN);
    return bytes.readDoubleLE((sequence % CHUNK) * WIDTH + 2 * HASH_LENGTH);
  }

  /** All numbers that have a leaf, as runs in ascending order. */
  runs(): SequenceRun[] {
    const runs: { first: number; last: number }[] = [];
    for (const sequence of this.#ascending()) {
      const run = runs.at(-1);
      if (run?.last === sequence - 1) run.last = sequence;
      else runs.push({ first: sequence, last: sequence });
    }
    return runs;
  }

  *#ascending(): Generator<number, void, undefined> {
    const strays = [...this.#strays.keys(), ...this.#redacted.keys()].sort((a, b) => a - b);
    let stray = 0;
    for (const index of [...this.#chunks.keys()].sort((a, b) => a - b)) {
      for (let sequence = index * CHUNK; sequence < (index + 1) * CHUNK; sequence += 1) {
        while (stray < strays.length && (strays[stray] as number) < sequence) yield strays[stray++] as number;
        if (this.#chunks.get(index)?.present[sequence % CHUNK] === 1) yield sequence;
      }
    }
    for (; stray < strays.length; stray += 1) yield strays[stray] as number;
  }

  #addChunk(index: number): Chunk {
    const room = index === 0 ? FIRST : CHUNK;
    const chunk = { bytes: Buffer.alloc(room * WIDTH), present: new Uint8Array(CHUNK) };
    this.#chunks.set(index, chunk);
    return chunk;
  }

  #chunkWith(sequence: number): Chunk | undefined {
    const chunk = this.#chunks.get(Math.floor(sequence / CHUNK));
    return chunk?.present[sequence % CHUNK] === 1 ? chunk : undefined;
  }

  #hashAt(sequence: number, offset: number): BinaryHash | undefined {
    const at = (sequence % CHUNK) * WIDTH + offset;
    return this.#chunkWith(sequence)?.bytes.toString('latin1', at, at + HASH_LENGTH);
  }
}
