import { describe, expect, it } from 'vitest';
import type { Leaf } from '../../src/sealed-payload.js';
import { CollectedStream } from '../../src/verify/collected-stream.js';
import { judgeRelays } from '../../src/verify/relays.js';
import type { StreamVerdict } from '../../src/verify/stream-verdict.js';
import { tailOf } from '../../src/verify/tail.js';
import { hashOf, plain } from './plain-leaf.js';

describe('leaves beyond the last signed root', () => {
  const links = (...given: readonly (readonly [sequence: number, prev: number])[]) => {
    const stream = new CollectedStream('a');
    for (const [sequence, prev] of given)
      stream.addPlainLeaf(plain(sequence, hashOf(sequence), { prev: hashOf(prev) }), 'x');
    return stream;
  };
  const tail = (size: number, ...given: readonly (readonly [number, number])[]) => {
    const stream = links(...given);
    return tailOf(stream, stream.leaves.runs(), size);
  };

  it.each<readonly [string, ReturnType<typeof tail>, readonly number[], string, string]>([
    ['hold', tail(1, [1, 0], [2, 1], [3, 2]), [], '', '2-3'],
    ['hold from the first', tail(0, [1, 0], [2, 1]), [], '', '1-2'],
    ['are none', tail(3, [1, 0], [2, 1], [3, 2]), [], '', ''],
    ['have a hole', tail(1, [1, 0], [2, 1], [5, 4], [6, 5]), [], '3-4', '2-2 5-6'],
    ['begin late', tail(1, [1, 0], [3, 2]), [], '2-2', '3-3'],
    ['do not fit once', tail(1, [1, 0], [2, 1], [3, 9], [4, 3]), [2], '', '3-4'],
    ['do not fit the signed one', tail(1, [1, 0], [2, 9], [3, 2]), [2], '', '3-3'],
    ['fit none of their neighbours', tail(1, [1, 0], [2, 1], [3, 9], [4, 9], [5, 4]), [3], '', '2-2 4-5'],
    ['do not fit at the end', tail(1, [1, 0], [2, 1], [3, 9]), [2], '', '3-3'],
  ])('that %s', (_, { missing, modified, unanchored }, odd, gone, open) => {
    const text = (runs: readonly { first: number; last: number }[]) =>
      runs.map(({ first, last }) => `${first}-${last}`).join(' ');
    expect([modified, text(missing), text(unanchored)]).toEqual([odd, gone, open]);
  });
});

describe('what a relay saw', () => {
  const relayed = (sequence: string, hash: string, stream = 'b') => {
    const members: Record<string, string> = {
      sequence,
      leaf: Buffer.from(hash, 'latin1').toString('base64url'),
      stream,
    };
    const control = { text: (name: string) => members[name] };
    return { hash: hashOf(7), place: 'x', leaf: { kind: 'relay', sequence: 7, control } as unknown as Leaf };
  };
  const findings = (
    relay: ReturnType<typeof relayed>,
    more: Partial<StreamVerdict> = {},
    listed = ['a', 'b'],
    times = 1,
  ) => {
    const [outer, inner] = [new CollectedStream('a'), new CollectedStream('b')];
    outer.addPlainLeaf(plain(7), 'x');
    outer.relays.push(...Array<typeof relay>(times).fill(relay));
    for (const sequence of [1, 2, 4]) inner.addPlainLeaf(plain(sequence), 'x');
    const verdicts = listed.map((stream) => ({
      stream,
      trusted: stream === 'a',
      signedSize: 7,
      ...(stream === 'a' ? more : {}),
    }));
    return judgeRelays(verdicts as StreamVerdict[], [outer, inner]);
  };

  it.each<readonly [string, ReturnType<typeof findings>, object[]]>([
    ['is here', findings(relayed('2', hashOf(2))), []],
    [
      'is another record',
      findings(relayed('2', hashOf(9))),
      [
        {
          verdict: 'MODIFIED',
          stream: 'b',
          sequence: '2',
          field: 'audit.payload',
          detail: 'the relay a saw another record of this number',
        },
      ],
    ],
    [
      'is not here',
      findings(relayed('5', hashOf(5))),
      [
        {
          verdict: 'MISSING',
          stream: 'b',
          sequence: '5',
          field: '-',
          detail: 'the relay a saw it, and it is not here',
        },
      ],
    ],
    ['is a hole', findings(relayed('3', hashOf(3))), []],
    ['is of no stream here', findings(relayed('2', hashOf(9), 'c')), []],
    ['is of a stream that is not judged', findings(relayed('2', hashOf(9)), {}, ['a']), []],
    ['was not signed', findings(relayed('2', hashOf(9)), { signedSize: 6 }), []],
    ['is said by nobody that is trusted', findings(relayed('2', hashOf(9)), { trusted: false }), []],
    ['is said by another leaf', findings({ ...relayed('2', hashOf(9)), hash: hashOf(8) }), []],
    ['is no number', findings(relayed('x', hashOf(9))), []],
    ['is no hash', findings(relayed('2', 'x')), []],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  it('otherwise is said up to a thousand times', () => {
    expect(findings(relayed('2', hashOf(9)), {}, ['a', 'b'], 10_000)).toHaveLength(1_000);
  });
});
