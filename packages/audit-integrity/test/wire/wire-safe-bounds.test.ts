import { describe, expect, it } from 'vitest';
import { type WireSafeMap, wireSafeRecord, wireSafeValue } from '../../src/index.js';

const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)]);

describe('the bounds of a wire-safe value', () => {
  it.each([
    [16, '"x"'],
    [17, '"[too deep]"'],
  ])('leave %i lists in each other with %s inside', (levels, inside) => {
    expect(JSON.stringify(wireSafeValue(nested(levels)))).toBe(`${'['.repeat(16)}${inside}${']'.repeat(16)}`);
  });

  it('leave what is in two places, but not in itself', () => {
    const shared = { a: 1 };
    expect(wireSafeValue([shared, shared])).toEqual([{ a: 1 }, { a: 1 }]);
  });

  it.each([
    [8_192, 8_192, 8_191],
    [8_193, 8_193, '[cut]'],
  ])('leave of a list of %i values %i', (length, kept, last) => {
    const list = wireSafeValue(Array.from({ length }, (_, n) => n)) as unknown[];
    expect([list.length, list.at(-1)]).toEqual([kept, last]);
  });

  it.each([
    [8_192, 8_192, undefined],
    [8_193, 8_193, '[cut]'],
  ])('leave of a map of %i members %i', (length, kept, cut) => {
    const map = wireSafeValue(Object.fromEntries(Array.from({ length }, (_, n) => [`k${n}`, n]))) as WireSafeMap;
    expect([Object.keys(map).length, map['[cut]']]).toEqual([kept, cut]);
    const asMap = wireSafeValue(new Map(Array.from({ length }, (_, n) => [`k${n}`, n]))) as WireSafeMap;
    expect([Object.keys(asMap).length, asMap['[cut]']]).toEqual([kept, cut]);
  });

  it.each<readonly [string, number, number, string]>([
    ['just fits', 100, 100, 'x'.repeat(100)],
    ['is one too long', 101, 100, `${'x'.repeat(68)}[cut: 33 more]`],
    ['is short', 32, 0, 'x'.repeat(32)],
    ['is one longer than short', 33, 0, '[cut: 33 more]'],
    ['is one longer than short, with a little room', 33, 32, '[cut: 33 more]'],
    ['is longer, with a little more room', 34, 33, 'x[cut: 33 more]'],
  ])('leave a text that %s', (_, length, room, kept) => {
    const budget = { values: 1, text: room };
    expect(wireSafeValue('x'.repeat(length), budget)).toBe(kept);
    expect(budget.text).toBe(Math.max(0, room - length));
  });

  it('cut no character in two', () => {
    const text = `${'x'.repeat(9)}\u{1f600}${'y'.repeat(60)}`;
    expect(wireSafeValue(text, { values: 1, text: 42 })).toBe('xxxxxxxxx[cut: 62 more]');
    expect(wireSafeValue(text, { values: 1, text: 43 })).toBe('xxxxxxxxx\u{1f600}[cut: 60 more]');
  });

  it('leave bytes whole or not at all', () => {
    const budget = { values: 1, text: 5 };
    expect(wireSafeValue(new Uint8Array(6), budget)).toBe('[cut: 6 bytes]');
    expect([wireSafeValue(new Uint8Array(5), budget), budget.text]).toEqual([new Uint8Array(5), 0]);
    expect(wireSafeValue(new Uint8Array(0), budget)).toEqual(new Uint8Array(0));
  });

  it('count the names of members as text', () => {
    const budget = { values: 9, text: 40 };
    expect(wireSafeValue({ ['n'.repeat(35)]: 1, ['m'.repeat(35)]: 2 }, budget)).toEqual({
      ['n'.repeat(35)]: 1,
      '[cut: 35 more]': 2,
    });
  });

  it.each([
    [
      { '\ud800': 1, '\udfff': 2 },
      { '\ufffd': 1, 'renamed.0.\udfff': 2 },
    ],
    [
      { 'renamed.0.': 1, '': 2 },
      { 'renamed.0.': 1, 'renamed.1.': 2 },
    ],
    [JSON.parse('{"renamed.0.__proto__":1,"__proto__":2}'), { 'renamed.0.__proto__': 1, 'renamed.1.__proto__': 2 }],
  ])('keep names of members apart: %#', (given, kept) => {
    const wellFormed = Object.fromEntries(Object.entries(kept).map(([name, value]) => [name.toWellFormed(), value]));
    expect(wireSafeValue(given)).toEqual(wellFormed);
  });

  it.each([
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    [Number.MIN_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
    [2 ** 53, '9007199254740992'],
    [-(2 ** 53), '-9007199254740992'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
  ])('leave the number %d as %j', (given, kept) => {
    expect(wireSafeValue(given)).toBe(kept);
  });
});

describe('the fields of a wire-safe record', () => {
  const TRACE = '0af7651916cd43dd8448eb211c80319c';
  const SPAN = 'b7ad6b7169203331';
  const fields = (input: object) => wireSafeRecord(input as never) as unknown as Record<string, unknown>;

  it.each<readonly [string, unknown, unknown]>([
    ['severityNumber', 0, undefined],
    ['severityNumber', 1, 1],
    ['severityNumber', 24, 24],
    ['severityNumber', 25, undefined],
    ['severityNumber', 1.5, undefined],
    ['severityNumber', '1', undefined],
    ['droppedAttributesCount', -1, 0],
    ['droppedAttributesCount', 0, 0],
    ['droppedAttributesCount', 1, 1],
    ['droppedAttributesCount', 0x7fff_ffff, 0x7fff_ffff],
    ['droppedAttributesCount', 0x8000_0000, 0],
    ['droppedAttributesCount', 0.5, 0],
    ['severityText', 'a\ud800', 'a\ufffd'],
    ['severityText', 5, undefined],
    ['severityText', 's'.repeat(256), 's'.repeat(256)],
    ['severityText', 's'.repeat(257), 's'.repeat(256)],
    ['severityText', `${'s'.repeat(255)}\u{1f600}`, `${'s'.repeat(255)}\ufffd`],
    ['eventName', '', undefined],
    ['eventName', 'audit.', 'renamed.audit.'],
    ['eventName', 'audit', 'audit'],
    ['eventName', 'my.audit.x', 'my.audit.x'],
    ['hrTime', [1, 2], [1, 2]],
    ['hrTime', [1, 1_000_000_000], undefined],
    ['hrTime', [1, 999_999_999], [1, 999_999_999]],
    ['hrTime', [1, -1], undefined],
    ['hrTime', [1, 2, 3], [1, 2]],
    ['hrTime', [1.5, 2], undefined],
    ['hrTime', 'x', undefined],
    ['spanContext', { traceId: TRACE, spanId: SPAN, traceFlags: 257 }, { traceId: TRACE, spanId: SPAN, traceFlags: 1 }],
    ['spanContext', { traceId: TRACE, spanId: SPAN }, { traceId: TRACE, spanId: SPAN, traceFlags: 0 }],
    ['spanContext', { traceId: TRACE, spanId: SPAN, traceFlags: 1.5 }, { traceId: TRACE, spanId: SPAN, traceFlags: 0 }],
    ['spanContext', { traceId: TRACE, spanId: '' }, { traceId: TRACE, spanId: '', traceFlags: 0 }],
    ['spanContext', { traceId: '', spanId: SPAN }, { traceId: '', spanId: SPAN, traceFlags: 0 }],
    ['spanContext', { traceId: '', spanId: '' }, undefined],
    ['spanContext', { traceId: `${TRACE}0`, spanId: SPAN }, undefined],
    ['spanContext', { traceId: `x${TRACE}`, spanId: SPAN }, undefined],
    ['spanContext', { traceId: TRACE.slice(1), spanId: SPAN }, undefined],
    ['spanContext', { traceId: TRACE.toUpperCase(), spanId: SPAN }, undefined],
    ['spanContext', { traceId: TRACE, spanId: SPAN.slice(1) }, undefined],
    ['spanContext', { traceId: TRACE, spanId: `${SPAN}0` }, undefined],
    ['spanContext', { traceId: TRACE, spanId: `x${SPAN}` }, undefined],
    ['spanContext', { traceId: 5, spanId: SPAN }, undefined],
    ['spanContext', { traceId: TRACE, spanId: 5 }, undefined],
    ['spanContext', null, undefined],
    ['spanContext', 'x', undefined],
    ['attributes', 'x', {}],
    ['attributes', null, {}],
    ['attributes', ['a'], { 0: 'a' }],
  ])('%s of %j is %j', (field, given, kept) => {
    expect(fields({ [field]: given })[field]).toEqual(kept);
  });

  it('cost only themselves when they throw', () => {
    const members = {
      ...{ hrTime: [1, 2], eventName: 'e', severityNumber: 9, severityText: 't', body: 'b', attributes: { a: 1 } },
      ...{ spanContext: { traceId: TRACE, spanId: SPAN, traceFlags: 1 }, droppedAttributesCount: 3 },
    };
    for (const name of Object.keys(members)) {
      const input = Object.defineProperty({ ...members }, name, {
        enumerable: true,
        get: () => {
          throw new Error('no');
        },
      });
      const lost = { eventName: '[unreadable]', severityText: '[unreadable]', body: '[unreadable]' }[name];
      const empty = name === 'attributes' ? {} : name === 'droppedAttributesCount' ? 0 : undefined;
      expect(fields(input)).toEqual({ ...members, [name]: lost ?? empty });
    }
  });

  it.each([
    [4_096, 4_096, 0],
    [4_097, 4_096, 1],
  ])('are of %i attributes %i, and %i dropped', (given, kept, dropped) => {
    const attributes = Object.fromEntries(Array.from({ length: given }, (_, n) => [`a${n}`, n]));
    const safe = wireSafeRecord({ attributes });
    expect([Object.keys(safe.attributes).length, safe.droppedAttributesCount]).toEqual([kept, dropped]);
  });

  it('count body and attributes together', () => {
    const body = Array.from({ length: 8_190 }, (_, n) => n);
    expect(wireSafeRecord({ body, attributes: { a: 1, b: 2, c: 3 } }).attributes).toEqual({ a: 1, b: 2, c: '[cut]' });
  });
});
