import type { RecordInput } from '@otelseal/audit-integrity';
import { HOSTILE_TEXTS, type LogRecordInput, R10, R35 } from '@otelseal/testing';

/** Names that meet another one in some store, or that a seal or a store needs for itself. */
const TROUBLESOME_NAMES: readonly string[] = [
  'user_id',
  'user..id',
  'a.b',
  'a_b',
  'A.b',
  'trace_id',
  'service.name',
  'event.name',
  'message',
  'audit.payload',
  'audit.sequence.fields',
  'audit.sequence.salt',
  'renamed.0.x',
  '__proto__',
  'constructor',
  '9lives',
  ' ',
];

/** Values of every kind that OTLP carries, at their edges. */
const VALUES: readonly unknown[] = [
  '',
  ' ',
  0,
  -0,
  7,
  Number.MAX_SAFE_INTEGER,
  2 ** 60,
  0.1,
  1e-7,
  1e300,
  5e-324,
  Number.NaN,
  Number.NEGATIVE_INFINITY,
  true,
  false,
  new Uint8Array([0, 255, 10]),
  new Uint8Array(),
  [],
  ['a', 1, true, 0.5, ['b']],
  {},
  { name: 'value', 'a.b': 1, nested: { list: [1, 2] } },
];

/** Distinct enough that compression cannot remember one record for the other. */
function varied({ attributes, ...record }: LogRecordInput, index: number): RecordInput {
  const person = ((index * 7_919) % 1_009).toString(16).padStart(8, '7');
  const own = {
    'audit.actor.id': person,
    'audit.target.id': String(4_711 + index),
    'client.port': 40_000 + index,
    'client.address': `198.51.100.${(index * 31) % 256}`,
  };
  return { ...record, attributes: { ...attributes, ...own } };
}

/** @param family which of the fixed records */
export function ordinaryRecords(family: 'R10' | 'R35', count: number): readonly RecordInput[] {
  return Array.from({ length: count }, (_, index) => varied(family === 'R10' ? R10 : R35, index));
}

/** Ordinary records, then texts and names that an attacker chose, in every place, then values of every kind. */
export function allFamilies(): readonly RecordInput[] {
  const texts = HOSTILE_TEXTS.map(({ text }) => text.slice(0, 2_000));
  const names = [...TROUBLESOME_NAMES, ...texts.map((text) => text.slice(0, 60))];
  const login = { eventName: 'security.authn.login.failure', severityNumber: 13, severityText: 'WARN' };
  const base = {
    'user.id': 'u-17',
    'user.name': 'mallory',
    'client.port': 50_001,
    'security.reason': 'wrong_password',
  };
  return [
    ...ordinaryRecords('R10', 50),
    ...ordinaryRecords('R35', 50),
    ...texts.map((text) => ({ ...login, body: text, attributes: { ...base, 'user.agent': text } })),
    ...names.map((name) => ({ ...login, body: 'a name', attributes: { ...base, [name]: 'mine' } })),
    ...names.map((name) => ({ ...login, body: 'a member', attributes: { ...base, 'app.map': { [name]: 1 } } })),
    ...VALUES.map((value) => ({ ...login, body: value, attributes: { ...base, 'app.value': value } })),
  ];
}
