import { hashOf } from './hash-bytes.js';
import { type BinaryHash, binaryNodeHash } from './merkle-tree.js';

/** Sizes are 64-bit in every format that carries them. */
const MAX_SIZE = 0xffff_ffff_ffff_ffffn;

/** @stable */
export interface InclusionProof {
  /** From 0. */
  readonly leafIndex: bigint;
  readonly treeSize: bigint;
  readonly leafHash: Uint8Array;
  /** From the leaf's sibling upwards. */
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/**
 * Whether the leaf stands at its index in the tree of this root (RFC 9162 §2.1.3.2).
 *
 * @example
 * verifyInclusion({ leafIndex: 0n, treeSize: 1n, leafHash: leaf, proof: [], root: leaf }); // true
 * @throws TypeError only for wrong types; sizes and lengths that cannot be are `false`.
 * @stable
 */
export function verifyInclusion({ leafIndex, treeSize, leafHash, proof, root }: InclusionProof): boolean {
  requireBigint(leafIndex, 'leafIndex');
  requireBigint(treeSize, 'treeSize');
  const leaf = hashOf(leafHash, 'leafHash');
  const expected = hashOf(root, 'root');
  const path = pathOf(proof);
  if (leaf === undefined || expected === undefined || path === undefined) return false;
  if (leafIndex < 0n || leafIndex >= treeSize || treeSize > MAX_SIZE) return false;
  return rootOfPath(leaf, leafIndex, treeSize, path) === expected;
}

function rootOfPath(
  leaf: BinaryHash,
  index: bigint,
  size: bigint,
  path: readonly BinaryHash[],
): BinaryHash | undefined {
  let at = index;
  let last = size - 1n;
  let root = leaf;
  for (const sibling of path) {
    if (last === 0n) return undefined;
    if (isOdd(at) || at === last) {
      root = binaryNodeHash(sibling, root);
      for (; at !== 0n && !isOdd(at); at >>= 1n) last >>= 1n; // a right edge without siblings rises unhashed
    } else {
      root = binaryNodeHash(root, sibling);
    }
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? root : undefined;
}

/** @stable */
export interface ConsistencyProof {
  /** At least 1: that the empty tree is a prefix of any other says nothing, so it is refused. */
  readonly size1: bigint;
  readonly size2: bigint;
  readonly root1: Uint8Array;
  readonly root2: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Whether the tree of `size1` leaves is a prefix of the tree of `size2` leaves (RFC 9162 §2.1.4.2).
 *
 * @throws TypeError only for wrong types; sizes and lengths that cannot be, and `size1` 0, are `false`.
 * @stable
 */
export function verifyConsistency({ size1, size2, root1, root2, proof }: ConsistencyProof): boolean {
  requireBigint(size1, 'size1');
  requireBigint(size2, 'size2');
  const old = hashOf(root1, 'root1');
  const current = hashOf(root2, 'root2');
  const path = pathOf(proof);
  if (old === undefined || current === undefined || path === undefined) return false;
  if (size1 <= 0n || size1 > size2 || size2 > MAX_SIZE) return false;
  if (size1 === size2) return path.length === 0 && old === current;
  return isPrefix({ size1, size2, old, current, path });
}

function isPrefix(claim: {
  size1: bigint;
  size2: bigint;
  old: BinaryHash;
  current: BinaryHash;
  path: readonly BinaryHash[];
}): boolean {
  const { size1, size2, old, current, path } = claim;
  let at = size1 - 1n;
  let last = size2 - 1n;
  for (; isOdd(at); at >>= 1n) last >>= 1n;
  const complete = at === 0n; // the old tree is one complete subtree, so its root starts the path
  const [start, ...siblings] = complete ? [old, ...path] : path;
  if (start === undefined) return false;
  let oldRoot = start;
  let currentRoot = start;
  for (const sibling of siblings) {
    if (last === 0n) return false;
    if (isOdd(at) || at === last) {
      oldRoot = binaryNodeHash(sibling, oldRoot);
      currentRoot = binaryNodeHash(sibling, currentRoot);
      for (; at !== 0n && !isOdd(at); at >>= 1n) last >>= 1n;
    } else {
      currentRoot = binaryNodeHash(currentRoot, sibling);
    }
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n && oldRoot === old && currentRoot === current;
}

function isOdd(value: bigint): boolean {
  return (value & 1n) === 1n;
}

function requireBigint(value: unknown, name: string): void {
  if (typeof value !== 'bigint') throw new TypeError(`${name} must be a bigint.`);
}

function pathOf(proof: unknown): BinaryHash[] | undefined {
  if (!Array.isArray(proof)) throw new TypeError('proof must be an array of Uint8Array.');
  const path = proof.map((hash) => hashOf(hash, 'Each hash of the proof'));
  return path.every((hash) => hash !== undefined) ? path : undefined;
}
