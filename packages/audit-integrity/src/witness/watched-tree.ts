import { type BinaryHash, binaryNodeHash, MerkleTree } from '../merkle-tree.js';

/**
 * An RFC 6962 tree that can prove its growth since the sizes one asked it to remember. For each of them it keeps the
 * right edge of that time and the subtrees that began just behind it: at most two hashes for each bit of the size.
 */
export class WatchedTree {
  #size = 0;
  /** Complete subtrees, largest first, as in `MerkleTree`. */
  #edge: BinaryHash[] = [];
  readonly #remembered = new Set<RememberedSize>();

  get size(): number {
    return this.#size;
  }

  append(leaf: BinaryHash): void {
    let subtree = leaf;
    let width = 1;
    const end = this.#size + 1;
    this.#offer(end - width, width, subtree);
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      subtree = binaryNodeHash(this.#edge.pop() as BinaryHash, subtree);
      width *= 2;
      this.#offer(end - width, width, subtree);
    }
    this.#edge.push(subtree);
    this.#size = end;
  }

  root(): BinaryHash {
    return MerkleTree.of(this.#size, [...this.#edge]).root();
  }

  /** Remembers the tree as it is now, for proofs of its later growth. Let go of it with `forget`. */
  remember(): RememberedSize {
    const remembered = new RememberedSize(this.#size, [...this.#edge]);
    this.#remembered.add(remembered);
    return remembered;
  }

  forget(remembered: RememberedSize): void {
    this.#remembered.delete(remembered);
  }

  /** RFC 6962 §2.1.2: that the tree of the remembered size is a prefix of this one. Empty where the proof is. */
  proofSince(remembered: RememberedSize): BinaryHash[] {
    if (remembered.size === 0 || remembered.size === this.#size) return [];
    return new GrowthProof(remembered, this.#size, this.#edge).hashes();
  }

  #offer(start: number, width: number, hash: BinaryHash): void {
    for (const remembered of this.#remembered) remembered.offer(start, width, hash);
  }
}

/** A tree's right edge at one size, and the complete subtrees that follow upon it without overlapping. */
export class RememberedSize {
  readonly size: number;
  readonly edge: readonly BinaryHash[];
  /** By where they start. */
  readonly following: Map<number, BinaryHash> = new Map();
  #next: number;

  constructor(size: number, edge: readonly BinaryHash[]) {
    this.size = size;
    this.edge = edge;
    this.#next = size;
  }

  offer(start: number, width: number, hash: BinaryHash): void {
    if (this.size === 0 || start !== this.#next || width !== widestAt(start)) return;
    this.following.set(start, hash);
    this.#next += width;
  }
}

/** The largest power of two that divides a number above 0. Sizes are below 2^53, so no bit operators. */
function widestAt(start: number): number {
  let width = 1;
  while (start % (width * 2) === 0) width *= 2;
  return width;
}

/** The proof as RFC 6962 defines it, by recursion; every hash that it needs stands on one of the three edges. */
class GrowthProof {
  readonly #old: RememberedSize;
  readonly #size: number;
  readonly #edge: readonly BinaryHash[];

  constructor(old: RememberedSize, size: number, edge: readonly BinaryHash[]) {
    this.#old = old;
    this.#size = size;
    this.#edge = edge;
  }

  hashes(): BinaryHash[] {
    return this.#sub(0, this.#size, true);
  }

  #sub(start: number, end: number, isWhole: boolean): BinaryHash[] {
    const { size } = this.#old;
    if (size === end) return isWhole ? [] : [edgeHash(this.#old.edge, size, start)];
    const middle = start + widestBelow(end - start);
    return size <= middle
      ? [...this.#sub(start, middle, isWhole), this.#right(middle, end)]
      : [...this.#sub(middle, end, false), edgeHash(this.#old.edge, size, start)];
  }

  /** The root of what stands right of the old tree: complete, or up to the new tree's end. */
  #right(start: number, end: number): BinaryHash {
    const complete = this.#old.following.get(start);
    return complete !== undefined && widestAt(start) === end - start
      ? complete
      : restOfEdge(this.#edge, this.#size, start);
  }
}

/** The largest power of two below a number above 1. */
function widestBelow(count: number): number {
  let width = 1;
  while (width * 2 < count) width *= 2;
  return width;
}

/** The edge's subtree that starts there. */
function edgeHash(edge: readonly BinaryHash[], size: number, start: number): BinaryHash {
  return edge[edgeStarts(size).indexOf(start)] as BinaryHash;
}

/** The root over all of an edge's subtrees from `start` on. */
function restOfEdge(edge: readonly BinaryHash[], size: number, start: number): BinaryHash {
  const first = edgeStarts(size).indexOf(start);
  const [last, ...others] = edge.slice(first).toReversed();
  return others.reduce((root, left) => binaryNodeHash(left, root), last as BinaryHash);
}

/** Where the complete subtrees of a tree of this size start, largest first. */
function edgeStarts(size: number): number[] {
  const starts: number[] = [];
  let at = 0;
  for (let width = 2 ** 53; width >= 1; width /= 2) {
    if (size - at < width) continue;
    starts.push(at);
    at += width;
  }
  return starts;
}
