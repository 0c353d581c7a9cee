import { base64Of, base64urlOf } from './hash-bytes.js';
import { NO_PREVIOUS_LEAF } from './leaf.js';
import { type BinaryHash, MerkleTree } from './merkle-tree.js';

/** Leaf hashes of one tile, as in C2SP tlog-tiles. */
export const TILE_WIDTH = 256;

/** Up to {@link TILE_WIDTH} leaf hashes in order, aligned to a multiple of it. */
export interface HashTile {
  /** The first leaf is number `index` · 256 + 1. */
  readonly index: number;
  readonly width: number;
  /** base64 of the hashes, joined. */
  readonly hashes: string;
}

/**
 * The leaves of a stream as its sealer needs them: the last one, to be named by the next; the root over all; the proof
 * of the last. The last leaf joins the tree only when the next one comes, because its proof is the tree before it.
 */
export class LeafChain {
  readonly #tree = new MerkleTree();
  #last: BinaryHash | undefined;
  /** Of the tile that the last leaf is in. */
  #tile: BinaryHash[] = [];

  get size(): number {
    return this.#last === undefined ? 0 : this.#tree.size + 1;
  }

  /** The hash of the last leaf in base64url, or that of no leaf. */
  get previous(): string {
    return base64urlOf(this.#last ?? NO_PREVIOUS_LEAF);
  }

  add(leaf: BinaryHash): void {
    if (this.#last !== undefined) this.#tree.append(this.#last);
    this.#last = leaf;
    if (this.#tile.length === TILE_WIDTH) this.#tile = [];
    this.#tile.push(leaf);
  }

  root(): BinaryHash {
    const whole = this.#tree.copy();
    if (this.#last !== undefined) whole.append(this.#last);
    return whole.root();
  }

  /** The inclusion proof of the last leaf, from its sibling upwards. */
  proofOfLast(): BinaryHash[] {
    return this.#tree.proofOfNext();
  }

  /** The tile that ends with the last leaf: full when the size is a multiple of its width. */
  tile(): HashTile {
    const { length: width } = this.#tile;
    return { index: (this.size - width) / TILE_WIDTH, width, hashes: base64Of(this.#tile.join('')) };
  }
}
