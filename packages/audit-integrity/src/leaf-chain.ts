import { base64urlOf } from './hash-bytes.js';
import { NO_PREVIOUS_LEAF } from './leaf.js';
import { type BinaryHash, MerkleTree } from './merkle-tree.js';

/**
 * The leaves of a stream as its sealer needs them: the last one, to be named by the next; the root over all; the proof
 * of the last. The last leaf joins the tree only when the next one comes, because its proof is the tree before it.
 */
export class LeafChain {
  readonly #tree = new MerkleTree();
  #last: BinaryHash | undefined;

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
}
