import fc from 'fast-check';
import type { RecordInput } from '../src/index.js';

/** Text as strangers write it: controls, surrogates, quotes, names that stores and languages stumble over. */
const text: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    '',
    '"',
    '\\',
    '\\u0041',
    '\n',
    '\u2028',
    '\ud800',
    '\udfff\ud800',
    '\0',
    's:',
    'h:5:AAAA',
    '{"a":1}',
    '\ufffd',
  ),
);

/** Attribute names: conventional ones, reserved ones, colliding ones, and anything. */
const name: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('user.id', 'client.address', 'security.reason', 'audit.outcome', 'a.b', 'x'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('user_id', 'a_b', 'a-b', 'A.b', 'a..b', '__proto__', 'constructor', 'toString'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'trace_id',
      'service.name',
      'event.name',
      'audit.payload',
      'audit.sequence.number',
      'audit.time',
      'renamed.0.x',
      'renamed.1.trace_id',
      'message',
      'rest',
      '',
      '9',
      '__error__',
      'elasticsearch.index',
    ),
  },
  { weight: 1, arbitrary: text },
);

const number: fc.Arbitrary<number> = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(
    0,
    -0,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    2 ** 53,
    -(2 ** 53),
    1e21,
    1e300,
    5e-324,
    0.1,
    1e-7,
  ),
);

/** Values of every kind that an application can hand to a logger, valid or not. */
export const anyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    text,
    number,
    fc.boolean(),
    fc.constantFrom(undefined, null, Symbol('s'), () => 1, new Date(0), new Date(Number.NaN), new Error('boom')),
    fc.bigInt(),
    fc.uint8Array({ maxLength: 8 }),
    fc.array(tie('value'), { maxLength: 14 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }).map((object) => new Map(Object.entries(object))),
  ),
})).value;

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

export const anyRecord: fc.Arbitrary<RecordInput> = fc.record({
  hrTime: maybe(fc.tuple(fc.integer({ min: -5, max: 2 ** 34 }), fc.integer({ min: -1, max: 1e9 }))),
  eventName: maybe(fc.oneof(fc.constantFrom('security.authn.login.failure', 'audit.close', ''), text)),
  severityNumber: maybe(fc.integer({ min: -1, max: 30 })),
  severityText: maybe(text),
  spanContext: maybe(
    fc.record({
      traceId: fc.constantFrom('0af7651916cd43dd8448eb211c80319c', '0'.repeat(32), 'x'),
      spanId: fc.constantFrom('b7ad6b7169203331', ''),
      traceFlags: fc.integer({ min: -1, max: 300 }),
    }),
  ),
  body: anyValue,
  attributes: maybe(fc.dictionary(name, anyValue, { maxKeys: 12 })),
  droppedAttributesCount: maybe(fc.integer({ min: -1, max: 9 })),
});
