import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafHash, nodeHash, verifyConsistency, verifyInclusion } from '../src/index.js';
import { MerkleTree } from '../src/merkle-tree.js';

const bytes = (binary: string): Uint8Array => Uint8Array.from(Buffer.from(binary, 'latin1'));
const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');
const leaf = (n: number): string => Buffer.from(leafHash(Buffer.from(`leaf ${n}`))).toString('latin1');

function treeOf(size: number): MerkleTree {
  const tree = new MerkleTree();
  for (let n = 0; n < size; n += 1) tree.append(leaf(n));
  return tree;
}

describe('the hashes of RFC 6962', () => {
  it('are those of the reference implementation', () => {
    expect(hex(leafHash(new Uint8Array()))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(hex(leafHash(Buffer.from('L123456')))).toBe(
      '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
    );
    expect(hex(nodeHash(Buffer.from('N123'), Buffer.from('N456')))).toBe(
      'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
    );
  });

  it('of the reference tree of eight leaves are the reference roots', () => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const tree = new MerkleTree();
    const roots = inputs.map((input) => {
      tree.append(Buffer.from(leafHash(Buffer.from(input, 'hex'))).toString('latin1'));
      return hex(bytes(tree.root()));
    });
    expect(roots).toEqual([
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ]);
  });

  it('of an empty tree is the hash of nothing', () => {
    expect(hex(bytes(new MerkleTree().root()))).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('are refused for anything but bytes', () => {
    expect(() => leafHash('text' as never)).toThrow(TypeError);
    expect(() => nodeHash([] as never, new Uint8Array())).toThrow(TypeError);
  });
});

describe('a tree', () => {
  it('proves its last leaf, whatever its size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (size) => {
        const before = treeOf(size - 1);
        const proof = before.proofOfNext().map(bytes);
        const root = bytes(treeOf(size).root());
        const claim = {
          leafIndex: BigInt(size - 1),
          treeSize: BigInt(size),
          leafHash: bytes(leaf(size - 1)),
          proof,
          root,
        };
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, leafHash: bytes(leaf(size)) })).toBe(false);
      }),
    );
  });

  it('goes on from a copy without touching the original', () => {
    const tree = treeOf(5);
    const root = tree.root();
    tree.copy().append(leaf(5));
    expect([tree.size, tree.root()]).toEqual([5, root]);
  });
});

describe('a proof', () => {
  const root = bytes(treeOf(2).root());
  const inclusion = { leafIndex: 1n, treeSize: 2n, leafHash: bytes(leaf(1)), proof: [bytes(leaf(0))], root };
  const consistency = { size1: 1n, size2: 2n, root1: bytes(leaf(0)), root2: root, proof: [bytes(leaf(1))] };

  it('holds', () => {
    expect([verifyInclusion(inclusion), verifyConsistency(consistency)]).toEqual([true, true]);
  });

  it.each([
    ['a negative index', { leafIndex: -1n }],
    ['an index beyond the tree', { leafIndex: 2n }],
    ['an empty tree', { treeSize: 0n }],
    ['a tree of more than 64 bits', { treeSize: 2n ** 65n }],
    ['a short hash', { leafHash: new Uint8Array(31) }],
    ['a short hash in the proof', { proof: [new Uint8Array(31)] }],
    ['a short root', { root: new Uint8Array(0) }],
  ])('of inclusion with %s does not hold', (_, change) => {
    expect(verifyInclusion({ ...inclusion, ...change })).toBe(false);
  });

  it.each([
    ['a first size of zero', { size1: 0n }],
    ['a negative size', { size1: -1n }],
    ['a first size beyond the second', { size1: 3n }],
    ['no hashes', { proof: [] }],
    ['a short hash', { proof: [new Uint8Array(31)] }],
    ['sizes that are equal, but a proof', { size1: 2n, root1: root }],
    ['a size of more than 64 bits', { size2: 2n ** 65n }],
  ])('of consistency with %s does not hold', (_, change) => {
    expect(verifyConsistency({ ...consistency, ...change })).toBe(false);
  });

  it('throws for wrong types only', () => {
    expect(() => verifyInclusion({ ...inclusion, leafIndex: 1 as never })).toThrow(TypeError);
    expect(() => verifyInclusion({ ...inclusion, proof: 'x' as never })).toThrow(TypeError);
    expect(() => verifyInclusion({ ...inclusion, root: 'x' as never })).toThrow(TypeError);
    expect(() => verifyConsistency({ ...consistency, size1: 1 as never })).toThrow(TypeError);
    expect(() => verifyConsistency({ ...consistency, root2: undefined as never })).toThrow(TypeError);
  });
});
