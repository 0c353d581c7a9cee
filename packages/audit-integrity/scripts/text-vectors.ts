import { canonicalize, canonicalRecordText, wireSafeRecord } from '../dist/index.js';

/** Canonical texts, RFC 8785, and signed values: what must come out of what. */
export function textVectors(): Readonly<Record<string, unknown>> {
  return {
    'canonical-text.json': {
      about:
        'SPEC.md section 2. `text` is the canonical text of `record`. Each text in `refused` is the canonical text of nothing.',
      cases: RECORDS.map(([name, record]) => ({ name, record, text: canonicalRecordText(record) })),
      refused: REFUSED_TEXTS.map(([name, text]) => ({ name, text })),
    },
    'json-canonicalization.json': {
      about:
        'RFC 8785. `output` is the canonical form of the JSON text `input`. `numbers` gives IEEE 754 bits in hexadecimal and the text.',
      cases: JSON_TEXTS.map(([name, input]) => ({ name, input, output: canonicalize(JSON.parse(input)) })),
      numbers: NUMBERS.map(([bits, text]) => ({ bits, text })),
    },
    'attribute-names.json': {
      about:
        'SPEC.md section 3. `sealed` is the name under which a sealer sends an attribute that alone bears the name `given`. `together` gives attributes that are in one record, and all of them as they are sent.',
      cases: NAMES.map((given) => ({
        given,
        sealed: Object.keys(wireSafeRecord({ attributes: { [given]: 1 } }).attributes)[0],
      })),
      together: TOGETHER.map(([name, given]) => ({
        name,
        given,
        sealed: wireSafeRecord({ attributes: given }).attributes,
      })),
    },
    'values.json': {
      about: 'SPEC.md section 3. `signed` is the canonical text of V of the OTLP/JSON value.',
      cases: VALUES.map(([name, value, signed]) => ({ name, value, signed })),
    },
  };
}

const RECORDS: readonly (readonly [string, Parameters<typeof canonicalRecordText>[0]])[] = [
  ['empty object', {}],
  ['members in UTF-16 order', { b: '2', a: '1', B: '3', '10': '4', '9': '5' }],
  [
    'order by code units, not by code points',
    {
      '\u{1f600}': 'grinning face',
      '\ufb33': 'dalet with dagesh',
      '\u20ac': 'euro',
      '\r': 'return',
      '1': 'one',
      '\u0080': 'control',
      ö: 'o',
    },
  ],
  ['nested objects', { z: { y: { x: 'deep' } }, a: {} }],
  [
    'everything outside printable ASCII is escaped',
    { text: 'na\u00efve\n\t\u007f\u0080\u2028\ud83d\ude00\ufffd\u0000' },
  ],
  ['the quotation mark and the backslash', { 'a"b\\c': '"\\/' }],
  ['text that looks like an escape', { text: '\\u0041 \\n' }],
  ['text that looks like JSON', { text: '{"a":[1,2]}' }],
  ['an empty name', { '': 'x' }],
  ['names that begin alike', { ab: '1', a: '2', 'a.b': '3', a_b: '4', 'a-b': '5' }],
  ['names of JavaScript', { constructor: '1', toString: '2', hasOwnProperty: '3' }],
];

const NAMES: readonly string[] = [
  ...['user.id', 'a', 'A.b', '9lives', 'user..id', 'audit.outcome', 'renamed.5.x', 'message', 'geo.country.iso_code'],
  ...['trace_id', 'trace.id', 'flags', 'scope_name', 'detected_level', 'event.name', 'audit.payload', 'audit-time'],
  ...[
    'audit.sequence.number',
    'audit.sequence.anything',
    'data_stream.type',
    'elasticsearch.index',
    '__error__',
    '...',
  ],
  ...['host.name', 'Host.Name', 'host', 'hostname', 'hosts.name', 'cloud.region', 'k8s.pod.name', 'k8s_pod_name'],
  ...['container.id', 'process.pid', 'processes', 'service.version', 'service.name', 'deployment.environment.name'],
];

const TOGETHER: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['a name below that of a list', { a: ['x'], 'a.b': 1 }],
  ['a name below that of a map', { a: { c: 1 }, 'a.b': 1 }],
  ['the name of a member', { a: { b: 1 }, 'a.b': 1 }],
  ['the name of a member of a map in a list', { a: [{ b: 1 }, { b: 2 }], 'a.b': 1 }],
  ['the name of a member of a map in a list in a map', { a: { c: [[{ b: 1 }]] }, 'a.c.b': 1 }],
  ['a member with the name of a field', { trace: { id: 'x' } }],
  ['a member with the name of the seal', { audit: { payload: 'x' }, event: [{ name: 'x' }] }],
  ['members that meet', { a: { 'x.y': 1, x: { y: 2 }, x_y: 3 } }],
];

const REFUSED_TEXTS: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['a string', '"a"'],
  ['an array', '["a"]'],
  ['a number as a value', '{"a":1}'],
  ['a boolean as a value', '{"a":true}'],
  ['null as a value', '{"a":null}'],
  ['an array as a value', '{"a":[]}'],
  ['white space before', ' {"a":"1"}'],
  ['white space behind', '{"a":"1"}\n'],
  ['white space within', '{"a": "1"}'],
  ['unsorted names', '{"b":"1","a":"2"}'],
  ['a name twice', '{"a":"1","a":"2"}'],
  ['a comma too many', '{"a":"1",}'],
  ['no end', '{"a":"1"'],
  ['an open string', '{"a":"1}'],
  ['a backslash at the end of a string', '{"a":"1\\"}'],
  ['more behind the end', '{"a":"1"}{}'],
  ['a short escape', '{"a":"\\n"}'],
  ['an escaped slash', '{"a":"\\/"}'],
  ['an escape in upper case', '{"a":"\\u00EF"}'],
  ['a needless escape', '{"a":"\\u0041"}'],
  ['the quotation mark as \\u0022', '{"a":"\\u0022"}'],
  ['an unknown escape', '{"a":"\\x41"}'],
  ['an unfinished escape', '{"a":"\\u00e"}'],
  ['a character that must be escaped', '{"a":"\u00ef"}'],
  ['a control character', '{"a":"\u0001"}'],
  ['a lone surrogate', '{"a":"\\ud800"}'],
  ['surrogates the wrong way round', '{"a":"\\ude00\\ud83d"}'],
  ['single quotes', "{'a':'1'}"],
  ['a name without quotes', '{a:"1"}'],
];

const JSON_TEXTS: readonly (readonly [string, string])[] = [
  ['literals', '[true,false,null]'],
  [
    'numbers',
    '[0, -0, 1.0, 1e3, 1E400e0, 0.000001, 1e-7, 123456789012345680000, 1e21, 333333333.33333329]'.replace(
      '1E400e0',
      '4.50',
    ),
  ],
  ['strings', '"\\u20ac$\\u000f\\nA\'\\u0042\\"\\\\\\"\\/ \\u007f\\u2028"'],
  [
    'members sorted by UTF-16 code units',
    '{"\\u20ac":1,"\\r":2,"\\ufb33":3,"1":4,"\\ud83d\\ude00":5,"\\u0080":6,"\\u00f6":7}',
  ],
  ['nested', '{"b":[{"z":1,"a":[]},{}],"a":{"c":{},"b":null}}'],
  ['a name of JavaScript', '{"__proto__":1,"constructor":2}'],
];

/** RFC 8785, appendix B. */
const NUMBERS: readonly (readonly [string, string | null])[] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['7fffffffffffffff', null],
  ['7ff0000000000000', null],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

const VALUES: readonly (readonly [string, unknown, string])[] = [
  ['string', { stringValue: 'a' }, '"s:a"'],
  ['empty string', { stringValue: '' }, '"s:"'],
  ['string beyond ASCII', { stringValue: 'ï\n' }, '"s:\\u00ef\\u000a"'],
  ['string of digits', { stringValue: '5' }, '"s:5"'],
  ['string that looks signed', { stringValue: 'i:5' }, '"s:i:5"'],
  ['integer', { intValue: '5' }, '"i:5"'],
  ['negative integer', { intValue: '-5' }, '"i:-5"'],
  ['zero', { intValue: '0' }, '"i:0"'],
  ['largest exact integer', { intValue: '9007199254740991' }, '"i:9007199254740991"'],
  ['integer as a JSON number', { intValue: 7 }, '"i:7"'],
  ['double', { doubleValue: 0.1 }, '"d:0.1"'],
  ['small double', { doubleValue: 1e-7 }, '"d:1e-7"'],
  ['smallest double', { doubleValue: 5e-324 }, '"d:5e-324"'],
  ['negative double', { doubleValue: -2.5 }, '"d:-2.5"'],
  ['true', { boolValue: true }, '"b:true"'],
  ['false', { boolValue: false }, '"b:false"'],
  ['bytes', { bytesValue: 'AP8=' }, '"x:AP8="'],
  ['no bytes', { bytesValue: '' }, '"x:"'],
  ['array', { arrayValue: { values: [{ stringValue: 'a' }, { intValue: '1' }] } }, '{"a":{"0":"s:a","1":"i:1"}}'],
  ['empty array', { arrayValue: {} }, '{"a":{}}'],
  [
    'array of twelve',
    { arrayValue: { values: Array.from({ length: 12 }, (_, n) => ({ intValue: String(n) })) } },
    '{"a":{"0":"i:0","1":"i:1","10":"i:10","11":"i:11","2":"i:2","3":"i:3","4":"i:4","5":"i:5","6":"i:6","7":"i:7","8":"i:8","9":"i:9"}}',
  ],
  [
    'map',
    {
      kvlistValue: {
        values: [
          { key: 'z', value: { boolValue: true } },
          { key: 'a', value: { stringValue: 'x' } },
        ],
      },
    },
    '{"m":{"a":"s:x","z":"b:true"}}',
  ],
  ['empty map', { kvlistValue: {} }, '{"m":{}}'],
  [
    'map in an array in a map',
    {
      kvlistValue: {
        values: [
          {
            key: 'l',
            value: { arrayValue: { values: [{ kvlistValue: { values: [{ key: 'k', value: { intValue: '1' } }] } }] } },
          },
        ],
      },
    },
    '{"m":{"l":{"a":{"0":{"m":{"k":"i:1"}}}}}}',
  ],
];
