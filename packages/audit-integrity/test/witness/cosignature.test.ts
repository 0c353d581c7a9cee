import { describe, expect, it } from 'vitest';
import { cosignaturesOf, formatNote, formatWitnessVkey } from '../../src/index.js';
import { printable, printableBare } from '../../src/printable.js';
import { splitNote } from '../../src/signed-note.js';
import { parseVkey, verifierKey } from '../../src/verifier-key.js';
import { isCheckpointOf } from '../../src/verify/signature-memory.js';
import { cosignatureLine, cosignedAt, parseWitnessVkey } from '../../src/witness/cosignature.js';
import { keyOf, ROOT, signWith, vkeyOf } from '../sealed-streams.js';
import { WITNESS_KEY, witnessSigner } from './witnessed.js';

const TEXT = 'a/b\n1\nroot\n';
const NAME = 'witness.example/w1';
const KEY = parseWitnessVkey(formatWitnessVkey(NAME, WITNESS_KEY.publicKey));
const noteOf = (line: string) => `${formatNote(TEXT, { ...ROOT, signature: signWith(ROOT, TEXT) })}${line}`;
const lineOf = (seconds: number, signer = witnessSigner()) => cosignatureLine(TEXT, seconds, signer);
const readLine = (line: string) => {
  const read = splitNote(noteOf(line)).signatures.at(-1);
  if (read === undefined) throw new Error('no line');
  return read;
};

describe('a cosignature', () => {
  it.each([1, 1_795_449_600, Number.MAX_SAFE_INTEGER])('of second %i says when it was made', (seconds) => {
    expect(cosignedAt(TEXT, readLine(lineOf(seconds)), KEY)).toBe(seconds);
    expect(cosignaturesOf(noteOf(lineOf(seconds)), [KEY])).toEqual([{ name: NAME, keyId: KEY.keyId, seconds }]);
  });

  it('counts neither before the first second nor behind the last that can be counted to', () => {
    const at = (seconds: bigint) => {
      const time = Buffer.alloc(8);
      time.writeBigUInt64BE(seconds);
      const signature = signWith(WITNESS_KEY, `cosignature/v1\ntime ${seconds}\n${TEXT}`);
      return cosignedAt(TEXT, { name: NAME, keyId: KEY.keyId, signature: Buffer.concat([time, signature]) }, KEY);
    };
    expect([at(1n), at(0n), at(2n ** 53n), at(2n ** 53n - 1n)]).toEqual([1, undefined, undefined, 2 ** 53 - 1]);
  });

  it.each<readonly [string, () => number | undefined]>([
    ['another text', () => cosignedAt(TEXT.replace('1', '2'), readLine(lineOf(5)), KEY)],
    ['another name', () => cosignedAt(TEXT, { ...readLine(lineOf(5)), name: 'x' }, KEY)],
    ['another key id', () => cosignedAt(TEXT, { ...readLine(lineOf(5)), keyId: '00000000' }, KEY)],
    ['another key', () => cosignedAt(TEXT, readLine(lineOf(5, witnessSigner(keyOf('x')))), KEY)],
    [
      'a byte less',
      () => cosignedAt(TEXT, { ...readLine(lineOf(5)), signature: readLine(lineOf(5)).signature.slice(0, -1) }, KEY),
    ],
    [
      'a byte more',
      () =>
        cosignedAt(
          TEXT,
          { ...readLine(lineOf(5)), signature: Buffer.concat([readLine(lineOf(5)).signature, Buffer.alloc(1)]) },
          KEY,
        ),
    ],
    [
      'another time',
      () => {
        const { signature, ...line } = readLine(lineOf(5));
        return cosignedAt(
          TEXT,
          { ...line, signature: Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0, 0, 6]), signature.slice(8)]) },
          KEY,
        );
      },
    ],
  ])('does not count with %s', (_, read) => {
    expect(read()).toBeUndefined();
  });

  it('is told of each witness that is asked for, and of no other', () => {
    const other = witnessSigner(keyOf('w2'), 'w2');
    const note = noteOf(lineOf(5) + lineOf(6, other));
    const vkey = formatWitnessVkey('w2', other.publicKey);
    expect(cosignaturesOf(note, []).length).toBe(0);
    expect(cosignaturesOf(note, [vkey, KEY]).map(({ name, seconds }) => [name, seconds])).toEqual([
      [NAME, 5],
      ['w2', 6],
    ]);
    expect(() => parseWitnessVkey(vkeyOf(ROOT))).toThrow(expect.objectContaining({ code: 'ERR_KEY_REFUSED' }));
    expect(() => parseVkey(vkey)).toThrow(expect.objectContaining({ code: 'ERR_KEY_REFUSED' }));
  });
});

describe('whether a key signed a checkpoint', () => {
  it('is remembered for each key apart', () => {
    const note = splitNote(noteOf(''));
    const right = parseVkey(vkeyOf(ROOT));
    const wrong = { ...verifierKey(ROOT.name, keyOf('x').publicKey), keyId: right.keyId };
    for (let again = 0; again < 2; again += 1) {
      expect([isCheckpointOf(note, right), isCheckpointOf(note, wrong)]).toEqual([true, false]);
    }
    const other = splitNote(noteOf(''));
    expect([isCheckpointOf(other, wrong), isCheckpointOf(other, right), isCheckpointOf(other, wrong)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(isCheckpointOf(other, { ...right, name: 'x' })).toBe(false);
    expect(isCheckpointOf(other, { ...right, keyId: '00000000' })).toBe(false);
  });
});

describe('what a stranger wrote, in a message', () => {
  it.each([
    ['a', 'a'],
    ['a"\n\u202e', 'a\\"\\u000a\\u202e'],
    ['x'.repeat(120), 'x'.repeat(120)],
    ['x'.repeat(121), `${'x'.repeat(120)}...`],
    ['x'.repeat(9_999), `${'x'.repeat(120)}...`],
    ['é'.repeat(20), '\\u00e9'.repeat(20)],
    ['é'.repeat(21), `${'\\u00e9'.repeat(20)}...`],
    ['\ud800', '\\ufffd'],
  ])('is cut and in ASCII: %#', (given, shown) => {
    expect([printableBare(given), printable(given)]).toEqual([shown, `"${shown}"`]);
  });
});
