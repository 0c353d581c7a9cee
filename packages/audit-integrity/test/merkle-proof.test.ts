import { describe, expect, it } from 'vitest';
import { leafHash, nodeHash, verifyConsistency, verifyInclusion } from '../src/index.js';

const leaves = Array.from({ length: 17 }, (_, n) => leafHash(Buffer.from(`leaf ${n}`)));
const OTHER = leafHash(Buffer.from('other'));
const BIGGEST = 2n ** 64n - 1n;

/** The largest power of two below the size. */
const half = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));
const leafAt = (n: number): Uint8Array => leaves[n] as Uint8Array;

/** MTH of RFC 9162 §2.1.1, word by word: the root of the leaves from `start` up to `end`. */
function rootOf(start: number, end: number): Uint8Array {
  const size = end - start;
  if (size === 1) return leafAt(start);
  return nodeHash(rootOf(start, start + half(size)), rootOf(start + half(size), end));
}

/** PATH of RFC 9162 §2.1.3.1. */
function pathTo(index: number, start: number, end: number): Uint8Array[] {
  const size = end - start;
  if (size === 1) return [];
  const middle = start + half(size);
  if (index < middle) return [...pathTo(index, start, middle), rootOf(middle, end)];
  return [...pathTo(index, middle, end), rootOf(start, middle)];
}

/** SUBPROOF of RFC 9162 §2.1.4.1. */
function subproof(size1: number, start: number, end: number, isWhole: boolean): Uint8Array[] {
  if (start + size1 === end) return isWhole ? [] : [rootOf(start, end)];
  const middle = start + half(end - start);
  if (start + size1 <= middle) return [...subproof(size1, start, middle, isWhole), rootOf(middle, end)];
  return [...subproof(size1 - (middle - start), middle, end, false), rootOf(start, middle)];
}

const inclusion = (index: number, size: number) => ({
  leafIndex: BigInt(index),
  treeSize: BigInt(size),
  leafHash: leafAt(index),
  proof: pathTo(index, 0, size),
  root: rootOf(0, size),
});

const consistency = (size1: number, size2: number) => ({
  size1: BigInt(size1),
  size2: BigInt(size2),
  root1: rootOf(0, size1),
  root2: rootOf(0, size2),
  proof: size1 === size2 ? [] : subproof(size1, 0, size2, true),
});

/** A proof with one hash less, more, other or twice. */
function spoiled(proof: readonly Uint8Array[]): Uint8Array[][] {
  const places = proof.map((_, at) => at);
  return [
    [...proof, OTHER],
    [OTHER, ...proof],
    ...places.map((at) => proof.toSpliced(at, 1)),
    ...places.map((at) => proof.toSpliced(at, 1, OTHER)),
    ...places.map((at) => proof.toSpliced(at, 0, proof[at] as Uint8Array)),
  ];
}

describe('the inclusion of every leaf in every tree of up to 17 leaves', () => {
  const claims = leaves.flatMap((_, n) => Array.from({ length: n + 1 }, (__, index) => inclusion(index, n + 1)));

  it('is proved by the path of the RFC', () => {
    expect(claims.filter((claim) => !verifyInclusion(claim))).toEqual([]);
  });

  it('is not proved by any other path', () => {
    const forged = claims.flatMap((claim) => spoiled(claim.proof).map((proof) => ({ ...claim, proof })));
    expect(forged.filter(verifyInclusion)).toEqual([]);
  });

  it('is proved at no other index', () => {
    const forged = claims.flatMap((claim) =>
      leaves
        .map((_, n) => ({ ...claim, leafIndex: BigInt(n) }))
        .filter(({ leafIndex }) => leafIndex !== claim.leafIndex),
    );
    expect(forged.filter(verifyInclusion)).toEqual([]);
  });

  it('is not proved of another leaf or root', () => {
    const forged = claims.flatMap((claim) => [
      { ...claim, leafHash: OTHER },
      { ...claim, root: OTHER },
    ]);
    expect(forged.filter(verifyInclusion)).toEqual([]);
  });
});

describe('the consistency of any two trees of up to 17 leaves', () => {
  const claims = leaves.flatMap((_, n) => Array.from({ length: n + 1 }, (__, first) => consistency(first + 1, n + 1)));

  it('is proved by the proof of the RFC', () => {
    expect(claims.filter((claim) => !verifyConsistency(claim))).toEqual([]);
  });

  it('is not proved by any other proof', () => {
    const forged = claims.flatMap((claim) => spoiled(claim.proof).map((proof) => ({ ...claim, proof })));
    expect(forged.filter(verifyConsistency)).toEqual([]);
  });

  it('is not proved of other roots', () => {
    const forged = claims.flatMap((claim) => [
      { ...claim, root1: OTHER },
      { ...claim, root2: OTHER },
    ]);
    expect(forged.filter(verifyConsistency)).toEqual([]);
  });
});

describe('a proof made for the wrong size', () => {
  const leaf = leafAt(0);

  it('does not hold if it is longer than the tree is high, whatever root it leads to', () => {
    const claim = { leafIndex: 0n, treeSize: 1n, leafHash: leaf, proof: [OTHER] };
    expect(verifyInclusion({ ...claim, root: nodeHash(OTHER, leaf) })).toBe(false);
    expect(verifyInclusion({ ...claim, root: nodeHash(leaf, OTHER) })).toBe(false);
  });

  it('does not hold if it is shorter than the tree is high, whatever root it leads to', () => {
    expect(verifyInclusion({ leafIndex: 0n, treeSize: 2n, leafHash: leaf, proof: [], root: leaf })).toBe(false);
  });

  it('of consistency does not hold if it is too long, whatever roots it leads to', () => {
    const proof = [leafAt(1), OTHER];
    const [root1, root2] = [nodeHash(OTHER, leaf), nodeHash(OTHER, nodeHash(leaf, leafAt(1)))];
    expect(verifyConsistency({ size1: 1n, size2: 2n, root1, root2, proof })).toBe(false);
  });

  it('of consistency does not hold if it is too short, whatever roots it leads to', () => {
    const root2 = nodeHash(leaf, leafAt(1));
    expect(verifyConsistency({ size1: 1n, size2: 4n, root1: leaf, root2, proof: [leafAt(1)] })).toBe(false);
    expect(verifyConsistency({ size1: 3n, size2: 4n, root1: leaf, root2: leaf, proof: [leaf] })).toBe(false);
  });
});

describe('the size of a tree', () => {
  /** The last leaf of the biggest tree: every level has a sibling on its left. */
  const proof = Array.from({ length: 63 }, () => OTHER);
  const root = proof.reduce((below, sibling) => nodeHash(sibling, below), leafAt(0));

  it('may fill 64 bits', () => {
    const claim = { leafIndex: BIGGEST - 1n, treeSize: BIGGEST, leafHash: leafAt(0), proof, root };
    expect(verifyInclusion(claim)).toBe(true);
    expect(verifyConsistency({ size1: BIGGEST, size2: BIGGEST, root1: root, root2: root, proof: [] })).toBe(true);
  });

  it('may not need 65', () => {
    const tooBig = BIGGEST + 2n; // 2^64 + 1: the last leaf has one sibling only
    const claim = { treeSize: tooBig, leafHash: leafAt(0), proof: [OTHER], root: nodeHash(OTHER, leafAt(0)) };
    expect(verifyInclusion({ ...claim, leafIndex: tooBig - 1n })).toBe(false);
    const sizes = { size1: BIGGEST + 1n, size2: tooBig, root1: OTHER, root2: nodeHash(OTHER, leafAt(0)) };
    expect(verifyConsistency({ ...sizes, proof: [leafAt(0)] })).toBe(false);
    const same = { size1: BIGGEST + 1n, size2: BIGGEST + 1n, root1: OTHER, root2: OTHER, proof: [] };
    expect(verifyConsistency(same)).toBe(false);
  });
});

describe('two trees of one size', () => {
  const same = { size1: 2n, size2: 2n, root1: rootOf(0, 2), root2: rootOf(0, 2), proof: [] };

  it('are one if they have one root', () => {
    expect(verifyConsistency(same)).toBe(true);
    expect(verifyConsistency({ ...same, root2: OTHER })).toBe(false);
  });

  it('have no root of another length than a hash', () => {
    const short = new Uint8Array(31);
    expect(verifyConsistency({ ...same, root1: short, root2: short })).toBe(false);
  });
});

describe('a claim with a wrong type', () => {
  const included = inclusion(1, 3);
  const consistent = consistency(2, 3);

  it.each(['leafIndex', 'treeSize', 'leafHash', 'proof', 'root'])('is refused with the name of its %s', (name) => {
    expect(() => verifyInclusion({ ...included, [name]: 1 })).toThrow(TypeError);
    expect(() => verifyInclusion({ ...included, [name]: 1 })).toThrow(name);
  });

  it.each(['size1', 'size2', 'root1', 'root2', 'proof'])('is refused with the name of its %s', (name) => {
    expect(() => verifyConsistency({ ...consistent, [name]: 1 })).toThrow(TypeError);
    expect(() => verifyConsistency({ ...consistent, [name]: 1 })).toThrow(name);
  });

  it('is refused for one hash of its proof', () => {
    expect(() => verifyInclusion({ ...included, proof: ['x' as never] })).toThrow('proof');
    expect(() => verifyConsistency({ ...consistent, proof: ['x' as never] })).toThrow('proof');
  });
});
