import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../src/hash-bytes.js';
import { verifyConsistency } from '../../src/index.js';
import { leafHashOfText } from '../../src/leaf.js';
import { MerkleTree } from '../../src/merkle-tree.js';
import { WatchedTree } from '../../src/witness/watched-tree.js';

const leaf = (index: number): string => leafHashOfText(String(index));

function rootOf(size: number): Uint8Array {
  const tree = new MerkleTree();
  for (let index = 0; index < size; index += 1) tree.append(leaf(index));
  return bytesOf(tree.root());
}

const SIZES = 70;
const ROOTS = Array.from({ length: SIZES + 1 }, (_, size) => rootOf(size));

describe('a watched tree', () => {
  it('proves its growth from every remembered size to every later one', () => {
    const tree = new WatchedTree();
    const remembered = [tree.remember()];
    for (let size = 1; size <= SIZES; size += 1) {
      tree.append(leaf(size - 1));
      expect(bytesOf(tree.root())).toEqual(ROOTS[size]);
      remembered.push(tree.remember());
      for (const old of remembered.slice(1)) {
        const proof = tree.proofSince(old).map(bytesOf);
        const roots = { root1: ROOTS[old.size] as Uint8Array, root2: ROOTS[size] as Uint8Array };
        const claim = { size1: BigInt(old.size), size2: BigInt(size), ...roots, proof };
        expect([old.size, size, verifyConsistency(claim)]).toEqual([old.size, size, true]);
      }
    }
  });

  it('needs no proof from the empty tree', () => {
    const tree = new WatchedTree();
    const empty = tree.remember();
    tree.append(leaf(0));
    expect(tree.proofSince(empty)).toEqual([]);
  });

  it('keeps a few hashes for a remembered size, however long ago that was', () => {
    const tree = new WatchedTree();
    for (let index = 0; index < 5; index += 1) tree.append(leaf(index));
    const old = tree.remember();
    for (let index = 5; index < 20_000; index += 1) tree.append(leaf(index));
    expect(old.edge.length + old.following.size).toBeLessThanOrEqual(2 * 15);
  });

  it('keeps nothing more for a size that it was told to forget', () => {
    const tree = new WatchedTree();
    tree.append(leaf(0));
    const old = tree.remember();
    tree.forget(old);
    tree.append(leaf(1));
    expect(old.following.size).toBe(0);
  });
});
