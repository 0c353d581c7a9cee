/** A value of MaxMind's data section; numbers are doubles. */
type Data = string | number | { readonly [key: string]: Data } | readonly Data[] | bigint;

const MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
const RECORD_BYTES = 3;

/**
 * A small database in MaxMind's format, version 2.0, of IPv4 networks of whole bytes: enough for a real reader to read.
 * https://maxmind.github.io/MaxMind-DB/
 */
export function cityDatabase(cities: Readonly<Record<string, Data>>): Buffer {
  const nodes: [number, number][] = [[-1, -1]];
  const data: Buffer[] = [];
  let offset = 0;
  const leaves: { node: number; bit: 0 | 1; at: number }[] = [];
  for (const [network, city] of Object.entries(cities)) {
    const bytes = network.split('.').map(Number);
    const bits = bytes.flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((shift) => ((byte >> shift) & 1) as 0 | 1));
    let node = 0;
    for (const bit of bits.slice(0, -1)) {
      const next = nodes[node]?.[bit] ?? -1;
      if (next < 0) {
        nodes.push([-1, -1]);
        (nodes[node] as [number, number])[bit] = nodes.length - 1;
        node = nodes.length - 1;
      } else node = next;
    }
    leaves.push({ node, bit: bits.at(-1) as 0 | 1, at: offset });
    const encoded = encode(city);
    data.push(encoded);
    offset += encoded.length;
  }
  const count = nodes.length;
  const tree = Buffer.alloc(count * 2 * RECORD_BYTES);
  for (const [index, pair] of nodes.entries()) {
    for (const bit of [0, 1] as const) {
      const leaf = leaves.find((one) => one.node === index && one.bit === bit);
      const value = leaf === undefined ? (pair[bit] < 0 ? count : pair[bit]) : count + 16 + leaf.at;
      tree.writeUIntBE(value, (index * 2 + bit) * RECORD_BYTES, RECORD_BYTES);
    }
  }
  const metadata = encode({
    binary_format_major_version: 2n,
    binary_format_minor_version: 0n,
    build_epoch: 1_795_000_000n,
    database_type: 'Test-City',
    description: { en: 'made by a test' },
    ip_version: 4n,
    languages: ['en'],
    node_count: BigInt(count),
    record_size: 24n,
  });
  return Buffer.concat([tree, Buffer.alloc(16), ...data, MARKER, metadata]);
}

function encode(value: Data): Buffer {
  if (typeof value === 'string') return Buffer.concat([Buffer.from([(2 << 5) | value.length]), Buffer.from(value)]);
  if (typeof value === 'number') {
    const double = Buffer.alloc(8);
    double.writeDoubleBE(value);
    return Buffer.concat([Buffer.from([(3 << 5) | 8]), double]);
  }
  if (typeof value === 'bigint') {
    const whole = Buffer.alloc(4);
    whole.writeUInt32BE(Number(value));
    return Buffer.concat([Buffer.from([(6 << 5) | 4]), whole]);
  }
  if (Array.isArray(value)) return Buffer.concat([Buffer.from([value.length, 4]), ...value.map(encode)]);
  const entries = Object.entries(value);
  return Buffer.concat([
    Buffer.from([(7 << 5) | entries.length]),
    ...entries.flatMap(([key, item]) => [encode(key), encode(item)]),
  ]);
}
