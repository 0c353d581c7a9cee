/* Trees, computed by the recursive definition of RFC 6962 §2.1 rather than by the code that the vectors are to test. */

interface Hashes {
  readonly leafHash: (data: Uint8Array) => Uint8Array;
  readonly nodeHash: (left: Uint8Array, right: Uint8Array) => Uint8Array;
}

/** The inputs of Certificate Transparency's own reference test. */
const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const SIZE = 20;

export function treeVectors({ leafHash, nodeHash }: Hashes): Readonly<Record<string, unknown>> {
  const inputs = Array.from(
    { length: SIZE },
    (_, index) => INPUTS[index] ?? Buffer.from(`leaf ${index}`).toString('hex'),
  );
  const leaves = inputs.map((input) => leafHash(Buffer.from(input, 'hex')));
  const root = (from: number, to: number): Uint8Array => {
    if (to - from === 1) return leaves[from] as Uint8Array;
    const middle = from + half(to - from);
    return nodeHash(root(from, middle), root(middle, to));
  };
  const path = (index: number, from: number, to: number): Uint8Array[] => {
    if (to - from === 1) return [];
    const middle = from + half(to - from);
    return index < middle
      ? [...path(index, from, middle), root(middle, to)]
      : [...path(index, middle, to), root(from, middle)];
  };
  const prefix = (size: number, from: number, to: number, whole: boolean): Uint8Array[] => {
    if (size === to - from) return whole ? [] : [root(from, to)];
    const middle = from + half(to - from);
    return size <= middle - from
      ? [...prefix(size, from, middle, whole), root(middle, to)]
      : [...prefix(size - (middle - from), middle, to, false), root(from, middle)];
  };
  const sizes = Array.from({ length: SIZE }, (_, index) => index + 1);
  const inclusion = [1, 2, 7, 8, 13, 20].flatMap((size) =>
    sizes.slice(0, size).map((n) => ({
      leafIndex: n - 1,
      treeSize: size,
      leafHash: hex(leaves[n - 1]),
      proof: path(n - 1, 0, size).map(hex),
      root: hex(root(0, size)),
    })),
  );
  const consistency = [
    [1, 1],
    [1, 2],
    [1, 8],
    [2, 7],
    [3, 7],
    [4, 7],
    [6, 8],
    [7, 13],
    [8, 13],
    [8, 16],
    [13, 20],
    [20, 20],
  ].map(([size1 = 0, size2 = 0]) => ({
    size1,
    size2,
    root1: hex(root(0, size1)),
    root2: hex(root(0, size2)),
    proof: prefix(size1, 0, size2, true).map(hex),
  }));
  return {
    'tree.json': {
      about:
        'RFC 6962 section 2.1 and SPEC.md section 7. Hashes in hexadecimal. All proofs hold; with any one hash, size or index changed they do not.',
      leaves: inputs.map((data, index) => ({ data, hash: hex(leaves[index]) })),
      nodes: [
        {
          left: hex(Buffer.from('N123')),
          right: hex(Buffer.from('N456')),
          hash: hex(nodeHash(Buffer.from('N123'), Buffer.from('N456'))),
        },
      ],
      trees: sizes.map((size) => ({
        size,
        root: hex(root(0, size)),
        proofOfLastLeaf: path(size - 1, 0, size).map(hex),
      })),
      inclusion,
      consistency,
    },
  };
}

/** The largest power of two below `size`. */
function half(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

function hex(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('hex');
}
