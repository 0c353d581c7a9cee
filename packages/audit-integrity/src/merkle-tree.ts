import { hash } from 'node:crypto';

/** Bytes of a SHA-256 hash. */
export const HASH_LENGTH = 32;

/*
 * Inside the package a hash is a binary string of 32 units (one a byte): node:crypto makes those in half the time of a
 * Buffer, they compare with `===`, and they are cheap to keep. At the public surface a hash is a Uint8Array.
 */
export type BinaryHash = string;

/** RFC 6962 §2.1 of no leaves: the hash of nothing. */
export const EMPTY_ROOT: BinaryHash = hash('sha256', '', 'binary');

const node = Buffer.alloc(1 + 2 * HASH_LENGTH, 1);

/** The hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
export function binaryNodeHash(left: BinaryHash, right: BinaryHash): BinaryHash {
  node.write(left + right, 1, 'latin1');
  return hash('sha256', node, 'binary');
}

/**
 * An append-only RFC 6962 tree of which only the right edge is kept: the roots of its complete subtrees, largest first,
 * one for each bit set in its size. That is all one needs to append, to know the root and to prove the last leaf.
 */
export class MerkleTree {
  #size = 0;
  #edge: BinaryHash[] = [];

  /** Leaves so far. */
  get size(): number {
    return this.#size;
  }

  append(leaf: BinaryHash): void {
    let subtree = leaf;
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      subtree = binaryNodeHash(this.#edge.pop() as BinaryHash, subtree);
    }
    this.#edge.push(subtree);
    this.#size += 1;
  }

  root(): BinaryHash {
    const { length } = this.#edge;
    if (length === 0) return EMPTY_ROOT;
    let root = this.#edge[length - 1] as BinaryHash;
    for (let index = length - 2; index >= 0; index -= 1) root = binaryNodeHash(this.#edge[index] as BinaryHash, root);
    return root;
  }

  /** The complete subtrees' roots, smallest first: the inclusion proof of the leaf that is appended next. */
  proofOfNext(): BinaryHash[] {
    return this.#edge.toReversed();
  }

  copy(): MerkleTree {
    return MerkleTree.of(this.#size, [...this.#edge]);
  }

  /** A tree from its size and its complete subtrees' roots, largest first. */
  static of(size: number, edge: BinaryHash[]): MerkleTree {
    const tree = new MerkleTree();
    tree.#size = size;
    tree.#edge = edge;
    return tree;
  }
}
