import { describe, expect, it } from 'vitest';
import type { SealedRecord, StreamSealer } from '../src/index.js';
import { handMadeStream } from './hand-made-streams.js';
import { judge, verdictOf, without } from './judged.js';
import {
  at,
  certificateOf,
  EPOCH,
  epochKeyOf,
  IDENTITY,
  keyOf,
  loginFailure,
  open,
  ROOT,
  rotationOf,
  START,
  STREAM,
  stored,
  type TestKey,
  trustOf,
} from './sealed-streams.js';

const STAND_IN = keyOf('made-for-this-process');
const NEXT = keyOf('epoch-2');

/** A stream that begins while the root is away. */
function provisional(key: TestKey = EPOCH): StreamSealer {
  return open({ key, root: STAND_IN, provisional: true });
}

/** It goes on, is endorsed, rotates its key and ends. */
function endorsed(sealer = provisional(), first = EPOCH, endorsement = certificateOf()): SealedRecord[] {
  const records = [sealer.open, sealer.seal(loginFailure(1), at(10)), sealer.checkpoint()];
  records.push(sealer.endorse({ certificate: endorsement }, at(20)));
  records.push(
    ...sealer.rotate(
      { certificate: rotationOf(sealer, first, { key: NEXT, epoch: 2 }), epochKey: epochKeyOf(NEXT) },
      at(30),
    ),
  );
  records.push(sealer.seal(loginFailure(4), at(40)), sealer.close({ reason: 'x' }, at(50)), sealer.checkpoint());
  return records;
}

describe('a stream whose root was away when it began', () => {
  it('is proven from its first leaf on, once the root has signed the very certificate it opened with', () => {
    expect(verdictOf(stored(endorsed()))).toEqual(['INTACT']);
    expect(judge(stored(endorsed())).conditions).toEqual([]);
  });

  it('says to people that a root key vouches for it', () => {
    expect(endorsed()[3]).toMatchObject({
      eventName: 'audit.rotate',
      body: 'A root key vouches for this audit stream.',
    });
  });

  it('is PROVISIONAL and not proven as long as the root has not, and never forged', () => {
    const sealer = provisional();
    const records = [sealer.open, sealer.seal(loginFailure(1), at(10)), sealer.close({ reason: 'x' }, at(20))];
    const report = judge(stored([...records, sealer.checkpoint()]));
    expect([report.verdict, report.exitCode]).toEqual(['NOT PROVEN', 2]);
    expect(report.conditions.map(({ condition }) => condition)).toContain('PROVISIONAL');
  });

  it('without its endorsement misses a number like any other', () => {
    expect(verdictOf(without(stored(endorsed()), 3))).toContain('MISSING #3 -');
  });

  it('is not believed to the endorsement of a root that nobody pinned', () => {
    const records = endorsed(provisional(), EPOCH, certificateOf({ root: keyOf('stranger') }));
    expect(judge(stored(records), { trust: trustOf() }).verdict).not.toBe('INTACT');
  });

  it('is not believed to an endorsement that the trust file forbids', () => {
    const report = judge(stored(endorsed()), { trust: trustOf({ services: ['other'] }) });
    expect(report.verdict).not.toBe('INTACT');
  });

  it('cannot be given another beginning by whoever stole a later key', () => {
    // The thief holds epoch 2's key and shows its genuine certificate, and the genuine endorsement of epoch 1.
    const thief = keyOf('thief');
    const sealer = provisional(thief);
    const records = [sealer.open, sealer.seal(loginFailure(9), at(10)), sealer.checkpoint()];
    const own = JSON.parse(sealer.open.payload).control.certificate as string;
    expect(() => sealer.endorse({ certificate: certificateOf() }, at(20))).toThrow(
      expect.objectContaining({
        code: 'ERR_CERTIFICATE',
        message: 'An endorsement must sign the very certificate that the stream opened with.',
      }),
    );
    records.push(sealer.endorse({ certificate: own }, at(20))); // all that he can sign himself
    const certificate = rotationOf(sealer, thief, { key: NEXT, epoch: 2 });
    records.push(...sealer.rotate({ certificate, epochKey: epochKeyOf(NEXT) }, at(30)));
    records.push(sealer.close({ reason: 'x' }, at(40)), sealer.checkpoint());
    const report = judge(stored(records));
    expect(report.verdict).not.toBe('INTACT');
    expect(report.conditions.map(({ condition }) => condition)).toContain('PROVISIONAL');
  });

  it('that is not provisional cannot be endorsed, nor twice', () => {
    const refused = expect.objectContaining({
      ...{ code: 'ERR_STREAM', message: 'Only a provisional stream can be endorsed.' },
    });
    expect(() => open().endorse({ certificate: certificateOf() }, at(1))).toThrow(refused);
    const sealer = provisional();
    sealer.endorse({ certificate: certificateOf({ stream: STREAM, identity: IDENTITY, root: ROOT }) }, at(1));
    expect(() => sealer.endorse({ certificate: certificateOf() }, at(2))).toThrow(refused);
  });

  describe('by a signer who breaks the rules', () => {
    const close = { kind: 'close', control: { reason: 'x' } };
    const foreign = certificateOf({ root: keyOf('stranger') });
    const streamWith = (control: object, endorsement: object = { endorsement: certificateOf() }) =>
      handMadeStream([{ kind: 'open', control }, { kind: 'rotate', control: endorsement }, close]);

    it('is endorsed where it says that it is provisional, and nowhere else', () => {
      expect(verdictOf(streamWith({ certificate: foreign, provisional: 'true' }))).toEqual(['INTACT']);
      for (const more of [{}, { provisional: 'false' }, { provisional: 'yes' }]) {
        expect(verdictOf(streamWith({ certificate: foreign, ...more }))).toEqual([
          'FOREIGN_KEY #1 control.certificate',
        ]);
      }
    });

    it.each<readonly [string, string, string]>([
      ['of another stream', certificateOf({ stream: 'f'.repeat(32) }), 'REPLAY #1 control.certificate'],
      [
        'that was changed',
        certificateOf().replace('not-after 2026', 'not-after 2027'),
        'MODIFIED #1 control.certificate',
      ],
      ['that is none', 'x', 'MODIFIED #1 control.certificate'],
    ])('is no less forged for being provisional with a certificate %s', (_, certificate, expected) => {
      expect(verdictOf(streamWith({ certificate, provisional: 'true' }))).toEqual([expected]);
    });

    it.each<readonly [string, object]>([
      ['another certificate', { endorsement: certificateOf({ notAfter: START[0] + 3_600 }) }],
      ['what is none', { endorsement: 'x' }],
      ['the word of a stranger', { endorsement: foreign }],
    ])('is not endorsed by %s', (_, endorsement) => {
      const { verdict, conditions } = judge(streamWith({ certificate: foreign, provisional: 'true' }, endorsement));
      expect([verdict, conditions.map(({ condition }) => condition)]).toEqual([
        'NOT PROVEN',
        ['UNTRUSTED', 'PROVISIONAL'],
      ]);
    });
  });
});
