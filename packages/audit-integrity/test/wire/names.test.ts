import { describe, expect, it } from 'vitest';
import type { WireSafeMap } from '../../src/index.js';
import { distinctMembers } from '../../src/wire/distinct-members.js';
import {
  isCollected,
  isConventionalName,
  isOfSurroundings,
  isReservedName,
  lokiName,
} from '../../src/wire/store-names.js';
import { wireSafeNames } from '../../src/wire/wire-safe-names.js';

describe('names of attributes', () => {
  const safe = (names: readonly string[], values: readonly unknown[] = [], neighbours: readonly string[] = []) =>
    wireSafeNames(names, values as never, neighbours);

  it.each<readonly [readonly string[], readonly string[]]>([
    [['x'.repeat(269)], ['x'.repeat(269)]],
    [['x'.repeat(270)], [`renamed.0.${'x'.repeat(256)}`]],
    [[`${'x'.repeat(255)}\u{1f600}${'x'.repeat(20)}`], [`renamed.0.${'x'.repeat(255)}\ufffd`]],
    [
      ['renamed.0.x', '_'],
      ['renamed.0.x', 'renamed.1._'],
    ],
    [
      ['renamed.0', '_'],
      ['renamed.0', 'renamed.1._'],
    ],
    [
      ['renamed.00x', '_'],
      ['renamed.00x', 'renamed.0._'],
    ],
    [
      ['renamed.1.x', '_', '__'],
      ['renamed.1.x', 'renamed.0._', 'renamed.2.__'],
    ],
    [
      ['renamed.1234567890123456.x', '_'],
      ['renamed.1234567890123456.x', 'renamed.0._'],
    ],
    [
      ['host', 'hosts', 'host.name', 'Host.name'],
      ['renamed.0.host', 'hosts', 'renamed.1.host.name', 'renamed.2.Host.name'],
    ],
    [
      ['geo.x', 'k8s', 'service.x'],
      ['geo.x', 'renamed.0.k8s', 'renamed.1.service.x'],
    ],
    [
      ['a.b', 'A.b', 'a_b'],
      ['a.b', 'A.b', 'renamed.0.a_b'],
    ],
    [
      ['Z b', 'Z-b'],
      ['Z b', 'renamed.0.Z-b'],
    ],
    [
      ['9a', 'key.9a'],
      ['renamed.0.9a', 'key.9a'],
    ],
  ])('%j become %j', (given, expected) => {
    expect(safe(given)).toEqual(expected);
  });

  it.each<readonly [readonly string[], readonly unknown[], readonly string[], readonly string[]]>([
    [['a', 'a.b'], [{ b: 1 }, 1], [], ['a', 'renamed.0.a.b']],
    [['a', 'a.b.c'], [{ b: { c: 1 } }, 1], [], ['a', 'renamed.0.a.b.c']],
    [['a', 'a.b'], [[{ b: 1 }], 1], [], ['a', 'renamed.0.a.b']],
    [['a', 'a.b'], [[[{ b: 1 }]], 1], [], ['a', 'renamed.0.a.b']],
    [['a', 'a.c.b'], [{ c: [{ b: 1 }] }, 1], [], ['a', 'renamed.0.a.c.b']],
    [['a', 'a.b'], [['b'], 1], [], ['a', 'a.b']],
    [['a', 'a.0'], [new Uint8Array(1), 1], [], ['a', 'a.0']],
    [['service'], [{ name: 1 }], [], ['renamed.0.service']],
    [['trace'], [{ id: 1 }], [], ['renamed.0.trace']],
    [['trace'], [[{ id: 1 }]], [], ['renamed.0.trace']],
    [['a.b', 'c'], [1, 1], ['a_b'], ['renamed.0.a.b', 'c']],
    [['a'], [{ b: 1 }], ['a.b'], ['renamed.0.a']],
    [['_'], [1], ['renamed.0.x'], ['renamed.1._']],
  ])('%j with %j beside %#', (given, values, neighbours, expected) => {
    expect(safe(given, values, neighbours)).toEqual(expected);
  });

  it.each<readonly [object, object]>([
    [
      { 'a.b': 1, a: { b: 2 } },
      { 'a.b': 1, 'renamed.0.a': { b: 2 } },
    ],
    [
      { x_y: 1, 'x.y': 2, 'x-y': 3 },
      { x_y: 1, 'renamed.0.x.y': 2, 'renamed.1.x-y': 3 },
    ],
    [
      { x_y: 1, 'x.y': 2, 'renamed.0.x.y': 3 },
      { x_y: 1, 'renamed.1.x.y': 2, 'renamed.0.x.y': 3 },
    ],
    [{ m: { x_y: 1, 'x.y': 2 } }, { m: { x_y: 1, 'renamed.0.x.y': 2 } }],
  ])('of members of a map are kept apart: %#', (given, expected) => {
    expect(distinctMembers(given as WireSafeMap)).toEqual(expected);
  });

  it('of members that do not meet are left as they are', () => {
    const map = { a: { b: 1 }, c: [1], b: 'x' };
    expect(distinctMembers(map)).toBe(map);
  });

  it.each([
    ['a.b', 'a_b'],
    ['a..b-ü c', 'a_b_c'],
    ['9lives', 'key_9lives'],
    ['a9', 'a9'],
    ['__a.b__', '__a.b__'],
    ['__a\nb__', '__a\nb__'],
    ['x__a__', 'x_a_'],
    ['__a__x', '_a_x'],
    ['', ''],
  ])('%j are to Loki %j', (name, label) => {
    expect(lokiName(name)).toBe(label);
  });

  it.each<readonly [string, boolean, boolean, boolean, boolean]>([
    ['audit.sequence.x', true, false, false, true],
    ['audit.sequences', false, false, false, true],
    ['data_stream.x', true, false, false, true],
    ['data_stream', false, false, false, true],
    ['my.data_stream.x', false, false, false, true],
    ['elasticsearch.x', true, false, false, true],
    ['__x__', true, false, false, false],
    ['a__x__', false, false, false, true],
    ['-', true, false, false, false],
    ['host', false, true, true, true],
    ['hostx', false, false, false, true],
    ['HOST_x', false, true, true, false],
    ['geo_x', false, true, false, true],
    ['xhost', false, false, false, true],
    ['a.b_1.c', false, false, false, true],
    ['a..b', false, false, false, false],
    ['1a', false, false, false, false],
    ['a.B', false, false, false, false],
    ['a.', false, false, false, false],
    ['Xa', false, false, false, false],
  ])('%s: reserved %s, of surroundings %s, collected %s, conventional %s', (name, ...kinds) => {
    const found = [isReservedName(name), isOfSurroundings(name), isCollected(name), isConventionalName(name)];
    expect(found).toEqual(kinds);
  });
});
