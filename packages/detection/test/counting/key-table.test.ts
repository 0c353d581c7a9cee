import { describe, expect, it } from 'vitest';
import { scaled } from '../../../../test/long/scale.js';
import { KeyTable } from '../../src/counting/key-table.js';
import { TableMemory } from '../../src/counting/table-memory.js';

const SHAPE = { numbers: 2, marks: 3 };

/** Keys as a keyed digest makes them, without its cost. */
function* digests(count: number, seed = 1): Generator<number> {
  let state = seed;
  for (let n = 0; n < count; n += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield (n % 1_000_000) * 4_294_967_296 + state + 1;
  }
}

describe('a table of keys', () => {
  it('keeps numbers and marks of a key', () => {
    const table = new KeyTable(TableMemory.of(65_536), SHAPE);
    expect(table.touch(17)).toBe(false);
    table.values[table.row + 1] = 42.5;
    table.set[table.first + 2] = 0xffffffff;
    table.touch(18);
    expect(table.touch(17)).toBe(true);
    expect([table.values[table.row], table.values[table.row + 1], table.set[table.first + 2]]).toEqual([
      0, 42.5, 0xffffffff,
    ]);
    expect(table.find(19)).toBe(false);
  });

  it.each([65_536, 1_048_576, 16_777_216])('of %i bytes takes no more, whatever comes', (maxBytes) => {
    const table = new KeyTable(TableMemory.of(maxBytes), SHAPE);
    const { bytes } = table;
    expect(bytes).toBeLessThanOrEqual(maxBytes);
    expect(bytes).toBeGreaterThan(maxBytes * 0.9);
    for (const key of digests(10 * table.rows)) table.touch(key);
    expect(table.bytes).toBe(bytes);
  });

  it('never confuses two keys, also when their rows were moved, kept and taken again', () => {
    const table = new KeyTable(TableMemory.of(32_768), SHAPE);
    const keys = [...digests(5_000)];
    for (let round = 0; round < 3; round += 1) {
      for (const key of keys) {
        if (table.touch(key)) expect(table.values[table.row]).toBe(key);
        table.values[table.row] = key;
        table.set[table.first] = key >>> 0;
      }
    }
  });

  it('starts a forgotten key with zeros', () => {
    const table = new KeyTable(TableMemory.of(32_768), SHAPE);
    table.touch(5);
    table.values[table.row] = 9;
    for (const key of digests(10 * table.rows)) table.touch(key + 10);
    expect(table.touch(5)).toBe(false);
    expect(table.values[table.row]).toBe(0);
  });

  it('keeps whoever came three times through a flood of keys that come once', () => {
    const table = new KeyTable(TableMemory.of(1_048_576), SHAPE);
    for (let n = 1; n <= 3; n += 1) {
      table.touch(7);
      table.values[table.row] = n;
    }
    for (const key of digests(Math.min(10_000_000, scaled(300_000)))) table.touch(key + 10);
    expect(table.touch(7)).toBe(true);
    expect(table.values[table.row]).toBe(3);
  });

  it('keeps whoever comes now and then through a flood', () => {
    const table = new KeyTable(TableMemory.of(1_048_576), SHAPE);
    let count = 0;
    for (const key of digests(200_000)) {
      table.touch(key + 10);
      count += 1;
      if (count % 2_000 !== 0) continue;
      table.touch(7);
      table.values[table.row] = (table.values[table.row] ?? 0) + 1;
    }
    table.touch(7);
    expect(table.values[table.row]).toBe(100);
  });
});
