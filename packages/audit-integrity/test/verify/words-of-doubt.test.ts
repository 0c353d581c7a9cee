import { describe, expect, it } from 'vitest';
import type { StoredRecord, VerifierOptions } from '../../src/index.js';
import { handMadeStream, opening } from '../hand-made-streams.js';
import { changed, editPayload, judge, payloadOf, without } from '../judged.js';
import {
  at,
  certificateOf,
  EPOCH,
  keyOf,
  loginFailure,
  loginStream,
  open,
  rotationOf,
  START,
  stored,
} from '../sealed-streams.js';
import { WitnessBench, witnessTrust } from '../witness/witnessed.js';

const NEXT = keyOf('epoch-2');
const RECORDS = stored(loginStream(6));
const close = { kind: 'close', control: { reason: 'x' } };
const told = (records: readonly StoredRecord[], options: VerifierOptions = {}) => {
  const { findings, conditions } = judge(records, options);
  return [
    ...findings.map(({ verdict, sequence, field, detail }) => `${verdict} ${sequence} ${field}: ${detail}`),
    ...conditions.map(({ condition, sequence, detail }) => `${condition} ${sequence}: ${detail}`),
  ];
};
const within = (from: number, to: number): VerifierOptions => ({
  range: { from: at(from), to: at(to), marginSeconds: 0 },
});

/** Four leaves, of which the third rotates by this certificate, and a checkpoint by this key. */
const rotating = (certificate: string, key = EPOCH) =>
  handMadeStream([opening(), { kind: 'record' }, { kind: 'rotate', control: { certificate } }, close], key);
const countersigned = (epoch: number) => rotationOf(open(), EPOCH, { key: NEXT, epoch });
const openedBy = (certificate: string) => handMadeStream([opening({ certificate }), close]);
const holding = (record: object) => handMadeStream([opening(), { kind: 'record', ...record }, close]);

/** Two leaves of one number, each rotating by another certificate. */
function rotatingTwice(): StoredRecord[] {
  const third = rotationOf(open(), NEXT, { key: keyOf('epoch-3'), epoch: 3 });
  const rotation = { kind: 'rotate', control: { certificate: countersigned(2) } };
  return [...handMadeStream([opening(), { kind: 'record' }, rotation]), rotating(third)[2] as StoredRecord];
}

describe('what is said of who speaks', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    [
      'a key of this process',
      told(stored(loginStream(2, open({ root: keyOf('stranger'), provisional: true })))),
      [
        'UNTRUSTED 1: the root "stranger" is not one of those that speak for this identity',
        'PROVISIONAL 1: the root key was made for this process and is nowhere pinned',
      ],
    ],
    [
      'a beginning with a later epoch',
      told(openedBy(certificateOf({ epoch: 2 }))),
      ['BAD_EPOCH 1 control.certificate: a stream opens with epoch 1'],
    ],
    [
      'a rotation that leaves an epoch out',
      told(rotating(countersigned(3))),
      ['BAD_EPOCH 3 control.certificate: the epochs do not follow each other'],
    ],
    [
      'a rotation that the outgoing key did not sign',
      told(rotating(certificateOf({ key: NEXT, epoch: 2 }))),
      ['BAD_EPOCH 3 control.certificate: the outgoing key did not countersign the certificate'],
    ],
    [
      'a rotation without a certificate',
      told(rotating('')),
      ['MODIFIED 3 control.certificate: Not a signed note: the blank line before its signatures is missing.'],
    ],
    [
      'a rotation that says nothing',
      told(handMadeStream([opening(), { kind: 'rotate' }, close])),
      ['MODIFIED 2 control.certificate: Not a signed note: the blank line before its signatures is missing.'],
    ],
    [
      'two rotations at one number',
      told(rotatingTwice()),
      [
        'BAD_EPOCH 3 control.certificate: the epochs overlap',
        'INSERTED 3 -: another record with this number was sealed',
        'UNCLOSED 3: no signed close: a crash, or someone cut off what came after record 3',
      ],
    ],
    [
      'a rotation under which the outgoing key signed nothing',
      told(rotating(countersigned(2), NEXT)),
      ['BAD_EPOCH 3 checkpoint: epoch 1 ends here without a checkpoint of its own at its end'],
    ],
    [
      'a checkpoint by the outgoing key',
      told(rotating(countersigned(2))),
      [
        "BAD_EPOCH 4 checkpoint: its key was not the stream's at this size",
        'UNANCHORED 1–4: no signed checkpoint covers them',
        'UNCLOSED 4: no signed close, and no checkpoint',
      ],
    ],
    [
      'a checkpoint by a stranger',
      told(handMadeStream([opening(), close], keyOf('stranger'))),
      [
        'FOREIGN_KEY 2 checkpoint: no key of this stream signed it',
        'UNANCHORED 1–2: no signed checkpoint covers them',
        'UNCLOSED 2: no signed close, and no checkpoint',
      ],
    ],
    [
      'a record of another retention class',
      told(holding({ retention: 'x' })),
      ['FOREIGN_KEY 2 identity: the record speaks under another identity than the stream was opened with'],
    ],
    [
      'a record from after the key was over',
      told(holding({ time: `${START[0] + 86_401}000000000` })),
      ["BAD_EPOCH 2 audit.time: it was sealed outside the validity of the key's certificate"],
    ],
  ])('where there is %s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});

const wrongSignature = () => {
  const end = /[A-Za-z0-9+/]{8}(?==\\u000a)/.exec(payloadOf(RECORDS.at(-1) as StoredRecord))?.[0] ?? '';
  const other = end.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
  return changed(RECORDS, -1, (record) => editPayload(record, end, other));
};
const otherProof = changed(RECORDS, -1, (record) => editPayload(record, /"0":".{8}/, '"0":"AAAAAAAA'));
/** Another history of so many leaves under the same key, from the third leaf on, and its checkpoint. */
const forked = (size: number) => {
  const sealer = open();
  const leaves = [1, 20, 21, 22]
    .slice(0, size - 1)
    .map((n, index) => sealer.seal(loginFailure(n), at(index * 10 + 10)));
  return stored([sealer.open, ...leaves, sealer.checkpoint()]);
};
const compromised = { trust: witnessTrust({}, { compromisedAfter: '2026-11-24T00:00:00Z' }) };
const seenPartly = () => {
  const records = loginStream(6);
  return stored([...new WitnessBench().witnessed(records.slice(0, 6)), ...records.slice(6)]);
};
/** The fourth leaf once more, changed in its text alone. */
const otherwise = (from: string, to: string) =>
  changed(RECORDS, 3, (record) => editPayload(record, from, to))[3] as StoredRecord;

describe('what is said of roots and leaves', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    [
      'a wrong signature',
      told(wrongSignature()),
      [
        'MODIFIED 8 checkpoint: its signature is wrong',
        'UNANCHORED 6–8: no signed checkpoint covers them',
        'UNCLOSED 8: no signed close: a crash, or someone cut off what came after record 5',
      ],
    ],
    [
      'another proof',
      told(otherProof),
      ["MODIFIED 8 proof: the checkpoint carries an inclusion proof that is not the tree's"],
    ],
    [
      'two histories of one size',
      told([...RECORDS, forked(5).at(-1) as StoredRecord]),
      ['EQUIVOCATION 5 root: two different roots of this size are signed'],
    ],
    [
      'a root of another history',
      told([...RECORDS, forked(4).at(-1) as StoredRecord]),
      ['EQUIVOCATION 4 root: the root signed here does not follow from the one signed before'],
    ],
    [
      'rivals that no root decides',
      told([...RECORDS.slice(0, 4), forked(5)[3] as StoredRecord]),
      [
        'INSERTED 4 -: several records claim this number, and no root decides',
        'UNANCHORED 1–4: no signed checkpoint covers them',
        'UNCLOSED 4: no signed close, and no checkpoint',
      ],
    ],
    [
      'another close than the signed one',
      told(changed(RECORDS, -2, (record) => editPayload(record, /"salt":"../, '"salt":"QQ'))),
      [
        'MODIFIED 8 audit.payload: the text that it carries is not the one that was sealed',
        'UNANCHORED 6–7: missing records keep the chain from reaching a root',
        'UNCLOSED 8: no signed close: a crash, or someone cut off what came after record 8',
      ],
    ],
    [
      'two changed copies, of which the first is named',
      told([...without(RECORDS, 3), otherwise('user3@', 'eve@'), otherwise('203.0.113.7', '203.0.113.8')]),
      [
        'MODIFIED 4 user.id: the text that it carries is not the one that was sealed',
        'INSERTED 4 -: another record with this number was sealed',
      ],
    ],
    [
      'what no witness saw before a compromise',
      told(seenPartly(), compromised),
      ["UNTRUSTED 6: of the records behind it no witness says that they were there before the root's compromise"],
    ],
    [
      'a root that may not speak, compromised or not',
      told(seenPartly(), { trust: witnessTrust({}, { services: ['bank'], compromisedAfter: '2026-11-24T00:00:00Z' }) }),
      ['FOREIGN_KEY 1 control.certificate: the root "root-1" may not seal for this identity'],
    ],
    [
      'a range of it',
      told(seenPartly(), { ...compromised, ...within(60, 90) }),
      [
        "UNTRUSTED 7: of the records behind it no witness says that they were there before the root's compromise",
        'UNANCHORED -: nothing here reaches back to the time before the range',
      ],
    ],
    ['a range long before all of it', told(RECORDS, within(-9_000_000, -8_000_000)), []],
  ])('where there is %s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});
