import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SealedRecord } from '../src/index.js';
import { changed, setAttribute, verdictOf } from './judged.js';
import { at, open, stored } from './sealed-streams.js';

function sealed(
  body: unknown,
  attributes: Record<string, unknown>,
): { readonly records: SealedRecord[]; readonly payload: Record<string, never> } {
  const sealer = open();
  const record = sealer.seal({ body, attributes }, at(1));
  const records = [sealer.open, record, sealer.close({ reason: 'x' }, at(2)), sealer.checkpoint()];
  return { records, payload: JSON.parse(record.payload) };
}

const manyAttributes = (count: number, text = 'value'): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`attribute.${String(n).padStart(5, '0')}`, `${text} ${n}`]),
  );

describe('a record that is too long', () => {
  it('is signed by the digest of its largest value, and checked against the value shown', () => {
    const { records, payload } = sealed('x'.repeat(30_000), { 'user.id': 'u1', short: 'y'.repeat(2_000) });
    expect(payload).toMatchObject({
      body: expect.stringMatching(/^h:30004:[A-Za-z0-9_-]{43}$/),
      attributes: { short: `s:${'y'.repeat(2_000)}` },
    });
    const list = stored(records);
    expect(verdictOf(list)).toEqual(['INTACT']);
    const edited = changed(list, 1, (record) => {
      record.logRecord.body = { stringValue: `${'x'.repeat(29_999)}y` };
    });
    expect(verdictOf(edited)).toEqual(['DISPLAY_MISMATCH #2 body']);
    const gone = changed(list, 1, (record) => {
      record.logRecord.body = {};
    });
    expect(verdictOf(gone)).toEqual(['DISPLAY_MISMATCH #2 body']);
  });

  it('is signed by several digests where one is not enough, largest first', () => {
    const { payload } = sealed('b'.repeat(9_000), {
      a: 'a'.repeat(20_000),
      c: 'c'.repeat(15_000),
      d: 'd'.repeat(3_000),
    });
    const { attributes, body } = payload as unknown as { attributes: Record<string, string>; body: string };
    expect([body, attributes['a'], attributes['c'], attributes['d']].map((text) => text?.slice(0, 2))).toEqual([
      's:',
      'h:',
      'h:',
      's:',
    ]);
  });

  it('with a large map or list is signed by the digest of all of it', () => {
    const { records, payload } = sealed(undefined, {
      list: Array.from({ length: 4_000 }, (_, n) => n),
      map: manyAttributes(2_000),
    });
    expect(payload).toMatchObject({
      attributes: { list: expect.stringMatching(/^h:/), map: expect.stringMatching(/^h:/) },
    });
    expect(verdictOf(stored(records))).toEqual(['INTACT']);
  });

  it('with too many attributes gathers the last ones in one digest', () => {
    const { records, payload } = sealed('body', manyAttributes(2_000));
    const { attributes, rest } = payload as unknown as {
      attributes: Record<string, string>;
      rest: Record<string, string>;
    };
    const kept = Object.keys(attributes).length;
    expect(rest).toEqual({
      count: String(2_000 - kept),
      from: `attribute.${String(kept).padStart(5, '0')}`,
      sha256: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    });
    expect(kept).toBeGreaterThan(400);
    const list = stored(records);
    expect(verdictOf(list)).toEqual(['INTACT']);
    const last = changed(list, 1, (record) => setAttribute(record, 'attribute.01999', { stringValue: 'other' }));
    expect(verdictOf(last)).toEqual(['DISPLAY_MISMATCH #2 rest']);
    const gone = changed(list, 1, (record) => setAttribute(record, 'attribute.01999', undefined));
    expect(verdictOf(gone)).toEqual(['DISPLAY_MISMATCH #2 rest']);
    const swapped = changed(list, 1, (record) => setAttribute(record, 'attribute.00000', { stringValue: 'other' }));
    expect(verdictOf(swapped)).toEqual(['DISPLAY_MISMATCH #2 attribute.00000']);
  });

  it('may have attributes added on the way all the same', () => {
    const list = stored(sealed('body', manyAttributes(2_000)).records);
    const surroundings = changed(list, 1, (record) => {
      setAttribute(record, 'k8s.pod.name', { stringValue: 'shop-5c' });
      setAttribute(record, 'host.id', { stringValue: '7' });
    });
    expect(verdictOf(surroundings)).toEqual(['INTACT']);
    const unknown = changed(list, 1, (record) => setAttribute(record, 'zone', { stringValue: 'eu' }));
    expect(verdictOf(unknown)).toEqual(['INTACT']);
    const forbidden = changed(list, 1, (record) => setAttribute(record, 'user.role', { stringValue: 'admin' }));
    expect(verdictOf(forbidden)).toEqual(['DISPLAY_MISMATCH #2 user.role']);
  });

  it('has a payload of 24 KiB to the character before anything becomes a digest', () => {
    const lengthOf = (body: string): number => JSON.stringify(sealed(body, {}).payload).length;
    const room = 24_576 - lengthOf('');
    expect([lengthOf('x'.repeat(room)), lengthOf('x'.repeat(room + 1)) < 1_000]).toEqual([24_576, true]);
  });

  it('never has a payload of more than 24 KiB, and is intact', () => {
    const size = fc.integer({ min: 0, max: 40_000 });
    const character = fc.constantFrom('x', 'é', '"', '\u{1f600}');
    const attributes = fc.array(fc.tuple(size, character), { maxLength: 6 });
    fc.assert(
      fc.property(attributes, fc.integer({ min: 0, max: 900 }), size, (large, small, body) => {
        const values = Object.fromEntries(large.map(([length, unit], n) => [`large.${n}`, unit.repeat(length)]));
        const { records } = sealed('b'.repeat(body), { ...values, ...manyAttributes(small, 'é') });
        expect(records[1]?.payload.length).toBeLessThanOrEqual(24_576);
        expect(verdictOf(stored(records))).toEqual(['INTACT']);
      }),
    );
  });
});
