import { describe, expect, it } from 'vitest';
import { Additions } from '../../src/display/additions.js';
import { FileDisplay } from '../../src/display/file.js';
import { UnsignedNames } from '../../src/display/unsigned-names.js';
import type { StoredRecord } from '../../src/index.js';
import { type Leaf, readPayload } from '../../src/sealed-payload.js';
import type { SealedRecord } from '../../src/sealed-record.js';
import { changed } from '../judged.js';
import { stored } from '../sealed-streams.js';
import { around, type Change, field, put, text } from './changes.js';
import { fullRecord, sealed, WHO } from './full-record.js';

const FULL = fullRecord({
  map: { k: 'v' },
  list: ['a'],
  bytes: new Uint8Array([1]),
  long: 'y'.repeat(40_000),
});

function shown(record: SealedRecord, change: Change = () => {}) {
  const whole = stored([record], WHO).map((one) => ({
    ...one,
    resource: [...one.resource, text('service.namespace', 'eu')],
  }));
  const [given] = changed(whole, 0, change) as [StoredRecord];
  const additions = new Additions();
  const display = new FileDisplay(new UnsignedNames(['app.kept']), additions);
  const payload = readPayload(record.payload);
  const mismatch = display.ofLeaf(payload as Leaf, record.payload, given);
  return { mismatch, additions: additions.names, isPlain: display.isPlainly(payload as Leaf, record.payload, given) };
}
const number = (key: string, intValue: string) => ({ key, value: { intValue } });

describe('the display of a sealed record in a file', () => {
  it('is shown as it was signed, in any order and with any case of its ids', () => {
    expect(shown(FULL)).toEqual({ mismatch: undefined, additions: ['host.name'], isPlain: true });
    const turned: Change = ({ logRecord }) =>
      Object.assign(logRecord, { attributes: logRecord.attributes?.toReversed() });
    expect(shown(FULL, turned).mismatch).toBeUndefined();
    expect(shown(FULL, field('traceId', '0AF7651916CD43DD8448EB211C80319C')).mismatch).toBeUndefined();
    expect(shown(FULL, field('severityNumber', '13')).mismatch).toBeUndefined();
  });

  it.each<readonly [string, unknown, string]>([
    ['eventName', 'security.y', 'signed "security.x", shown "security.y"'],
    ['eventName', undefined, 'signed "security.x", shown nothing'],
    ['eventName', 5, 'signed "security.x", shown "5"'],
    ['timeUnixNano', '1', 'signed "1795449600010000000", shown "1"'],
    ['severityNumber', 9, 'signed "13", shown "9"'],
    ['severityNumber', 0, 'signed "13", shown "0"'],
    ['severityNumber', true, 'signed "13", shown "true"'],
    ['severityText', 'INFO', 'signed "WARN", shown "INFO"'],
    ['severityText', null, 'signed "WARN", shown "object"'],
    ['traceId', '', 'signed "0af7651916cd43dd8448eb211c80319c", shown ""'],
    ['spanId', ['x'], 'signed "b7ad6b7169203331", shown "object"'],
    ['flags', 0, 'signed "1", shown "0"'],
    ['droppedAttributesCount', 3, 'signed "2", shown "3"'],
    ['body', { stringValue: 'texT' }, 'the body is not the signed one'],
    ['body', undefined, 'the body is not the signed one'],
  ])('with %s as %j says what was signed and what is shown', (name, value, detail) => {
    expect(shown(FULL, field(name, value)).mismatch).toEqual({ field: name, detail });
  });

  it.each<readonly [string, unknown, boolean]>([
    ['eventName', '', true],
    ['eventName', 'x', false],
    ['severityNumber', '0', true],
    ['severityNumber', '', true],
    ['severityNumber', null, false],
    ['severityText', null, false],
    ['flags', 0, true],
    ['flags', 1, false],
    ['droppedAttributesCount', '0', true],
    ['traceId', 'ab', false],
    ['spanId', 'ab', false],
    ['body', {}, true],
    ['body', null, true],
    ['body', undefined, true],
    ['body', { stringValue: '' }, false],
    ['body', 'x', false],
  ])('that has no %s may show %j: %s', (name, value, may) => {
    expect(shown(sealed({}), field(name, value)).mismatch?.field).toBe(may ? undefined : name);
  });

  it.each<readonly [string, unknown, string]>([
    ['user.id', { stringValue: 'eve' }, 'signed "u1", shown "eve"'],
    ['user.id', undefined, 'signed "u1", shown nothing'],
    ['user.id', null, 'signed "u1", shown nothing'],
    ['user.id', { intValue: 5 }, 'signed "u1", shown 5'],
    ['user.id', { boolValue: true }, 'signed "u1", shown true'],
    ['user.id', { bytesValue: 'AQ==' }, 'signed "u1", shown bytes AQ=='],
    ['user.id', { arrayValue: {} }, 'signed "u1", shown a list'],
    ['user.id', { kvlistValue: {} }, 'signed "u1", shown a map'],
    ['user.id', { stringValue: 5 }, 'signed "u1", shown no value that could have been signed'],
    ['app.n', { intValue: '6' }, 'signed 5, shown 6'],
    ['map', { stringValue: 'x' }, 'signed a map, shown "x"'],
    ['list', { stringValue: 'x' }, 'signed a list, shown "x"'],
    ['bytes', { stringValue: 'x' }, 'signed bytes AQ==, shown "x"'],
    ['long', { stringValue: 'x' }, 'signed a text of 40004 characters, by its digest, shown "x"'],
    ['audit.sequence.number', { intValue: '9' }, 'signed 2, shown 9'],
    ['audit.sequence.stream_id', { stringValue: 'x' }, 'signed "0123456789abcdef0123456789abcdef", shown "x"'],
    ['audit.time', { stringValue: '1' }, 'signed "1795449600020000000", shown "1"'],
    ['event.name', undefined, 'signed "security.x", shown nothing'],
  ])('with the attribute %s as %j says what was signed and what is shown', (name, value, detail) => {
    expect(shown(FULL, put(name, value)).mismatch).toEqual({ field: name, detail });
  });

  it.each<readonly [string, Change, object]>([
    [
      'an attribute twice',
      ({ logRecord }) => (logRecord.attributes as object[]).push(text('user.id', 'u1')),
      { field: 'user.id', detail: 'the record has it twice' },
    ],
    [
      'the service twice',
      (record) => (record.resource as object[]).push(text('service.name', 'shop')),
      { field: 'service.name', detail: 'the resource has it twice' },
    ],
    [
      'an unsigned user',
      put('user.name', { stringValue: 'eve' }),
      { field: 'user.name', detail: 'it was not signed', unsigned: true },
    ],
    [
      'an unsigned word',
      put('app.kept', { stringValue: 'eve' }),
      { field: 'app.kept', detail: 'it was not signed', unsigned: true },
    ],
    ['an unsigned member', put('more', { kvlistValue: { values: [text('a', 'x'), text('b', 'x')] } }), { field: '' }],
    [
      'an unsigned member of a user',
      put('user', { kvlistValue: { values: [text('name', 'x')] } }),
      { field: 'user', detail: 'it was not signed', unsigned: true },
    ],
    [
      'what takes a signed place',
      put('app_n', { intValue: 6 }),
      { field: 'app_n', detail: 'it was not signed, and takes the place of one that was', unsigned: true },
    ],
    [
      'what takes a member’s place',
      put('map_k', { stringValue: 'w' }),
      { field: 'map_k', detail: 'it was not signed, and takes the place of one that was', unsigned: true },
    ],
    [
      'a user of the resource',
      around('user.name', 'eve'),
      { field: 'user.name', detail: 'an unsigned attribute of the resource' },
    ],
    [
      'a user of the scope',
      (record) => Object.assign(record, { scope: [text('user.name', 'eve')] }),
      { field: 'user.name', detail: 'an unsigned attribute of the scope' },
    ],
    [
      'a signed name of the resource',
      around('app.n', 'x'),
      { field: 'app.n', detail: 'the resource or scope shows it, too, as another value' },
    ],
    [
      'a signed name of the resource twice, at last as signed',
      (record) => (record.resource as object[]).push(text('app.n', 'x'), number('app.n', '5')),
      { field: 'app.n', detail: 'the resource or scope shows it, too, as another value' },
    ],
    [
      'a signed name of the scope in two spellings',
      (record) => Object.assign(record, { scope: [text('app-n', 'x'), number('app.n', '5')] }),
      { field: 'app.n', detail: 'the resource or scope shows it, too, as another value' },
    ],
    [
      'a member’s name of the scope',
      (record) => Object.assign(record, { scope: [text('map.k', 'v')] }),
      { field: 'map.k', detail: 'the resource or scope shows it, too, as another value' },
    ],
    [
      'another service',
      around('service.name', 'bank'),
      { field: 'service.name', detail: 'the resource names another than the signed one', identity: true },
    ],
    [
      'another namespace',
      around('service.namespace', ''),
      { field: 'service.namespace', detail: 'the resource names another than the signed one', identity: true },
    ],
    [
      'another instance',
      around('service.instance.id', 'x'),
      { field: 'service.instance.id', detail: 'the resource names another than the signed one', identity: true },
    ],
  ])('with %s', (_, change, expected) => {
    const { mismatch, isPlain } = shown(FULL, change);
    if ('detail' in expected) expect(mismatch).toEqual(expected);
    else expect(mismatch).toBeUndefined();
    expect(isPlain).toBe(false);
  });

  it('is not shown rightly where the resource takes the place of a member, however deep', () => {
    const record = sealed({ attributes: { deep: { a: { b: { c: 1 } }, z: 1 } } });
    for (const name of ['deep.a', 'deep.a.b', 'deep.a.b.c', 'deep.z']) {
      expect(shown(record, around(name, '1')).mismatch?.field).toBe(name);
    }
    expect(shown(record, around('deep.c', '1')).mismatch).toBeUndefined();
  });

  it('tells what was added, and is not plain with it', () => {
    const more = { kvlistValue: { values: [text('a', 'x')] } };
    expect(shown(FULL, put('more', more))).toEqual({
      mismatch: undefined,
      additions: ['host.name', 'more', 'more.a'],
      isPlain: false,
    });
    expect(shown(FULL, around('os.type', 'x'))).toEqual({
      mismatch: undefined,
      additions: ['host.name', 'os.type'],
      isPlain: true,
    });
  });
});
