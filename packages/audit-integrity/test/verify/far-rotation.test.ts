import { describe, expect, it } from 'vitest';
import { canonicalRecordText } from '../../src/canonical-record.js';
import { formatNote, type VerifierOptions } from '../../src/index.js';
import type { SealedRecord } from '../../src/sealed-record.js';
import { judge } from '../judged.js';
import {
  at,
  EPOCH,
  epochKeyOf,
  keyOf,
  loginFailure,
  open,
  rotationOf,
  signWith,
  stored,
  type TestKey,
} from '../sealed-streams.js';
import { withPayload } from '../witness/witnessed.js';

const NEXT = keyOf('epoch-2');
const RANGE: VerifierOptions = { range: { from: at(50_000), to: at(70_000), marginSeconds: 5 } };

/** A record a second, a checkpoint after every fourth, a rotation after the 20th, far before the range. */
function streamAndOrigin(): { readonly records: readonly SealedRecord[]; readonly origin: string } {
  const sealer = open();
  const records = [sealer.open];
  for (let n = 1; n <= 80; n += 1) {
    records.push(sealer.seal(loginFailure(n), at(n * 1_000)));
    if (n % 4 === 0) records.push(sealer.checkpoint());
    if (n !== 20) continue;
    const certificate = rotationOf(sealer, EPOCH, { key: NEXT, epoch: 2 });
    records.push(...sealer.rotate({ certificate, epochKey: epochKeyOf(NEXT) }, at(20_500)));
  }
  return {
    records: [...records, sealer.close({ reason: 'x' }, at(80_500)), sealer.checkpoint()],
    origin: sealer.origin,
  };
}

const { records, origin } = streamAndOrigin();
const end = records.findIndex(({ kind }) => kind === 'rotate') + 1;

/** The checkpoint that ends with the rotation, signed by another key or under another name. */
function signedAnew(key: TestKey, name = origin, change = (text: string) => text): SealedRecord {
  const checkpoint = records[end] as SealedRecord;
  const { note, ...members } = JSON.parse(checkpoint.payload);
  const text = change(note.slice(0, note.lastIndexOf('\n\n') + 1));
  const signed = formatNote(text, { name, publicKey: key.publicKey, signature: signWith(key, text) });
  return withPayload(checkpoint, canonicalRecordText({ ...members, note: signed }));
}

describe('a rotation far before the range', () => {
  const judged = (checkpoint: SealedRecord | undefined) => {
    const { verdict, findings } = judge(
      stored(records.toSpliced(end, 1, ...(checkpoint === undefined ? [] : [checkpoint]))),
      RANGE,
    );
    return [verdict, ...findings.map(({ sequence, detail }) => `${sequence} ${detail}`)];
  };

  it('counts where a checkpoint of the outgoing key ends with it', () => {
    expect(judged(records[end])).toEqual(['INTACT']);
    expect(judged(signedAnew(EPOCH))).toEqual(['INTACT']);
  });

  it.each<readonly [string, SealedRecord | undefined]>([
    ['there is none', undefined],
    ['it is signed by the next key', signedAnew(NEXT)],
    ['it is signed by a stranger', signedAnew(keyOf('stranger'))],
    ['it is signed under another name', signedAnew(EPOCH, 'x')],
    ['it is of another origin', signedAnew(EPOCH, origin, (text) => text.replace('/shop/', '/bank/'))],
  ])('does not, where %s', (_, checkpoint) => {
    expect(judged(checkpoint)[0]).not.toBe('INTACT');
  });
});
