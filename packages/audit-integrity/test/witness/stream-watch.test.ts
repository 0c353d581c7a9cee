import { describe, expect, it } from 'vitest';
import { cosignedPayload, type StreamWatch } from '../../src/index.js';
import { parseAddCheckpoint, parseAddOrigin } from '../../src/witness/witness-request.js';
import { at, certificateOf, EPOCH, epochKeyOf, keyOf, loginFailure, open, rotationOf } from '../sealed-streams.js';
import { WitnessBench, watching } from './witnessed.js';

/** A stream that is followed, and the next checkpoint after one more record. */
function followed() {
  const sealer = open();
  const watch = watching(sealer);
  let n = 0;
  const grow = () => {
    n += 1;
    watch.add('record', sealer.seal(loginFailure(n), at(n)).payload);
    const checkpoint = sealer.checkpoint();
    watch.add('checkpoint', checkpoint.payload);
    return checkpoint;
  };
  return { sealer, watch, grow };
}
const sendNext = (watch: StreamWatch) => {
  const next = watch.next as NonNullable<StreamWatch['next']>;
  watch.sending(next);
  return next;
};

describe('a watched stream', () => {
  it('has nothing to send before its first checkpoint, and nothing that was confirmed', () => {
    const { watch, grow } = followed();
    expect([watch.next, watch.newest, watch.seenSize, watch.admissions]).toEqual([undefined, undefined, 0, []]);
    grow();
    expect(watch.next).toBe(watch.newest);
    sendNext(watch);
    watch.confirmed();
    expect([watch.next, watch.newest?.size, watch.seenSize]).toEqual([undefined, 2, 2]);
    watch.confirmed(); // of nothing
    expect(watch.seenSize).toBe(2);
  });

  it('tries the next checkpoint in place of one that was refused for good, and proves its growth all the same', () => {
    const bench = new WitnessBench();
    const { watch, grow } = followed();
    expect(bench.submit(watch, grow())).not.toBeTypeOf('number');
    grow();
    const refused = sendNext(watch);
    grow();
    expect(watch.next).toBe(refused);
    watch.refused();
    expect(watch.next).toBe(watch.newest);
    expect([watch.next?.size, watch.next?.body(refused.size), watch.seenSize]).toEqual([4, expect.any(String), 2]);
    expect(bench.submit(watch, grow())).not.toBeTypeOf('number');
    expect(watch.seenSize).toBe(5);
  });

  it('proves its growth since what was on its way for long, whatever came in between', () => {
    const bench = new WitnessBench();
    const { sealer, watch, grow } = followed();
    grow();
    for (const body of watch.admissions) {
      expect(bench.addOrigin(body)).toBe(200);
      watch.admitted();
    }
    const sent = sendNext(watch);
    for (let n = 0; n < 3; n += 1) grow();
    expect([watch.next, watch.newest?.size, sealer.size]).toEqual([sent, 5, 5]);
    expect(bench.addCheckpoint(sent.body(0) ?? '').status).toBe(200);
    watch.confirmed();
    const last = grow();
    expect(watch.next?.size).toBe(6);
    expect(bench.submit(watch, last)).not.toBeTypeOf('number');
    expect([watch.next, watch.seenSize]).toEqual([undefined, 6]);
  });

  it('may send again at once what was refused', () => {
    const { watch, grow } = followed();
    grow();
    const refused = sendNext(watch);
    watch.refused();
    watch.refused(); // of nothing
    expect(watch.next).toBe(refused);
    grow();
    expect(watch.next?.body(refused.size)).toBeUndefined(); // it was told to forget it
  });

  it('does not count as sent what is not its newest', () => {
    const { watch, grow } = followed();
    grow();
    const old = watch.next as NonNullable<StreamWatch['next']>;
    grow();
    watch.sending(old);
    watch.confirmed();
    expect([watch.seenSize, watch.next?.size]).toEqual([0, 3]);
  });

  it('needs no proof from its own size or from nothing', () => {
    const { watch, grow } = followed();
    grow();
    for (const size of [0, 2]) {
      expect(parseAddCheckpoint(watch.next?.body(size) ?? '')).toMatchObject({ oldSize: size, proof: [] });
    }
    expect([watch.next?.body(1), watch.next?.body(3)]).toEqual([undefined, undefined]);
  });

  it('passes over tiles', () => {
    const { sealer, watch, grow } = followed();
    grow();
    watch.add('tile', sealer.tile().payload);
    grow();
    expect(watch.newest?.size).toBe(3);
  });

  it('prepares nothing more once it missed a record', () => {
    const { sealer, watch, grow } = followed();
    grow();
    const { newest } = watch;
    sealer.seal(loginFailure(9), at(9));
    grow();
    expect(watch.newest).toBe(newest);
  });

  it('shows a certificate for each epoch, in order', () => {
    const { sealer, watch, grow } = followed();
    const key = keyOf('epoch-2');
    const second = rotationOf(sealer, EPOCH, { epoch: 2, key });
    for (const record of sealer.rotate({ certificate: second, epochKey: epochKeyOf(key) }, at(5))) {
      watch.add(record.kind, record.payload);
    }
    grow();
    expect(watch.admissions.map(parseAddOrigin)).toEqual([
      { origin: sealer.origin, certificate: certificateOf() },
      { origin: sealer.origin, certificate: second },
    ]);
    watch.admitted();
    expect(watch.admissions.map((body) => parseAddOrigin(body).certificate)).toEqual([second]);
    watch.admitted();
    expect(watch.admissions).toEqual([]);
  });
});

describe('a cosigned payload', () => {
  it('has the line under its note, the directory beside it, and all else as it was', () => {
    const { grow } = followed();
    const { payload } = grow();
    const before = JSON.parse(payload);
    expect(JSON.parse(cosignedPayload(payload, '— w x\n', 'd'))).toEqual({
      ...before,
      note: `${before.note}— w x\n`,
      directory: 'd',
    });
    expect(JSON.parse(cosignedPayload(payload, '', ''))).toEqual(before);
    expect(before.proof).toBeDefined();
    const first = open().checkpoint().payload;
    expect(cosignedPayload(first, '', '')).toBe(first);
    expect(JSON.parse(first)).not.toHaveProperty('proof');
  });
});

describe('a request to a witness', () => {
  const refusal = (why: string) =>
    expect.objectContaining({ code: 'ERR_WITNESS', message: `Not a request to a witness: ${why}.` });
  const hash = Buffer.alloc(32, 1).toString('base64');

  it.each([
    ['old 0\n\nn', 0, 0],
    [`old 7\n${hash}\n\nn`, 7, 1],
    [`old 7\n${`${hash}\n`.repeat(63)}\nn`, 7, 63],
  ])('to cosign is read: %#', (body, oldSize, length) => {
    const { proof, ...read } = parseAddCheckpoint(body);
    expect([read, proof]).toEqual([{ oldSize, note: 'n' }, Array(length).fill(Buffer.alloc(32, 1).toString('latin1'))]);
  });

  it.each([
    ['', 'it does not begin with "old", a size and an empty line'],
    ['old 0', 'it does not begin with "old", a size and an empty line'],
    ['old 0\nn', 'it does not begin with "old", a size and an empty line'],
    ['new 0\n\nn', 'it does not begin with "old", a size and an empty line'],
    ['old x\n\nn', 'it does not begin with "old", a size and an empty line'],
    [`old 7\n${`${hash}\n`.repeat(64)}\nn`, 'a proof has at most 63 hashes'],
    [`old 7\n${Buffer.alloc(31).toString('base64')}\n\nn`, 'a line of its proof is not the base64 of a hash'],
    ['old 7\n!\n\nn', 'a line of its proof is not the base64 of a hash'],
  ])('to cosign is refused: %#', (body, why) => {
    expect(() => parseAddCheckpoint(body)).toThrow(refusal(why));
  });

  it.each(['', 'origin x', 'origin x\ny', 'origin \n\ny', 'origin x y\n\nz', 'x\norigin x\n\ny', 'Origin x\n\ny'])(
    'to admit is refused: %j',
    (body) => {
      const why = 'it is not "origin", the origin, an empty line and a certificate';
      expect(() => parseAddOrigin(body)).toThrow(refusal(why));
    },
  );

  it('to admit may have an empty certificate, which is refused when it is judged', () => {
    expect(parseAddOrigin('origin x\n\n')).toEqual({ origin: 'x', certificate: '' });
  });
});
