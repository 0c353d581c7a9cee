import { describe, expect, it } from 'vitest';
import { cosignedPayload, StreamWatch } from '../../src/index.js';
import { parseAddCheckpoint, parseAddOrigin } from '../../src/witness/witness-request.js';
import { at, certificateOf, keyOf, loginFailure, loginStream, open } from '../sealed-streams.js';
import { WitnessBench, watching } from './witnessed.js';

const RECORDS = loginStream(10);
const send = (watch: StreamWatch) => {
  const next = watch.next as NonNullable<StreamWatch['next']>;
  watch.sending(next);
  return next;
};

describe('a stream that is followed by its payloads', () => {
  it('is the one that its leaves name: each tells the hash of the one before it', () => {
    const bench = new WitnessBench();
    const watch = new StreamWatch();
    for (const record of RECORDS) {
      const text = record.payload.replace('"s:user2@', '"s:eve@');
      watch.add(record.kind, record.payload.includes('"sequence":"3"') ? text : record.payload);
      if (record.kind === 'checkpoint') expect(bench.submit(watch, record)).not.toBeTypeOf('number');
    }
    expect(watch.seenSize).toBe(12);
  });

  it('shows no certificate where a leaf holds none', () => {
    for (const payload of ['{"v":"1"}', '{"control":"x"}', '{"control":{"a":"b"}}']) {
      const watch = new StreamWatch();
      watch.add('open', payload);
      watch.add('checkpoint', (RECORDS.find(({ kind }) => kind === 'checkpoint') as { payload: string }).payload);
      expect([watch.admissions, watch.next]).toEqual([[], undefined]);
    }
  });

  it('that opened without its root waits for the certificate that a root signed later', () => {
    const sealer = open({ root: keyOf('stranger'), provisional: true });
    const watch = watching(sealer);
    watch.add('checkpoint', sealer.checkpoint().payload);
    expect([watch.newest?.size, watch.next, watch.admissions]).toEqual([1, undefined, []]);
    watch.add('rotate', sealer.endorse({ certificate: certificateOf() }, at(1)).payload);
    watch.add('checkpoint', sealer.checkpoint().payload);
    expect(watch.admissions.map(parseAddOrigin)).toEqual([{ origin: sealer.origin, certificate: certificateOf() }]);
    expect(watch.next?.size).toBe(2);
  });

  it('may have two checkpoints of one size', () => {
    const sealer = open();
    const watch = watching(sealer);
    const first = sealer.checkpoint();
    for (const { payload } of [first, first, sealer.checkpoint()]) watch.add('checkpoint', payload);
    expect(watch.newest?.size).toBe(1);
    watch.add('record', sealer.seal(loginFailure(1), at(1)).payload);
    watch.add('checkpoint', sealer.checkpoint().payload);
    expect(watch.newest?.size).toBe(2);
  });

  it('is shown from nothing to a witness that lost what it had seen', () => {
    const bench = new WitnessBench();
    const watch = new StreamWatch();
    bench.witnessed(RECORDS.slice(0, 6), watch);
    for (const { kind, payload } of RECORDS.slice(6, 11)) watch.add(kind, payload);
    expect([watch.seenSize, watch.next?.size]).toEqual([5, 9]);
    expect(parseAddCheckpoint(watch.next?.body(0) ?? '')).toMatchObject({ oldSize: 0, proof: [] });
    expect(parseAddCheckpoint(watch.next?.body(5) ?? '').proof.length).toBeGreaterThan(0);
  });

  it('proves its growth since what was refused, sent again and confirmed', () => {
    const bench = new WitnessBench();
    const watch = new StreamWatch();
    const take = (from: number, to: number) => {
      for (const { kind, payload } of RECORDS.slice(from, to)) watch.add(kind, payload);
    };
    take(0, 6);
    for (const body of watch.admissions) bench.addOrigin(body);
    send(watch);
    watch.refused();
    const again = send(watch);
    take(6, 11);
    expect(bench.addCheckpoint(again.body(0) ?? '').status).toBe(200);
    watch.confirmed();
    take(11, 99);
    const last = send(watch);
    expect([last.size, bench.addCheckpoint(last.body(watch.seenSize) ?? '').status]).toEqual([12, 200]);
  });
});

describe('a payload that is no checkpoint’s', () => {
  it.each([
    ['{"kind":"checkpoint","note":"n","proof":"x","stream":"s","v":"1"}', { note: 'nl', stream: 's' }],
    [
      '{"kind":"checkpoint","note":"n","proof":{"0":{}},"stream":"s","v":"1"}',
      { note: 'nl', stream: 's', proof: { 0: '' } },
    ],
    ['{"v":"1"}', { note: 'l', stream: '' }],
  ])('is cosigned for what it holds: %s', (payload, expected) => {
    expect(JSON.parse(cosignedPayload(payload, 'l', ''))).toEqual({ kind: 'checkpoint', v: '1', ...expected });
  });
});
