import { describe, expect, it } from 'vitest';
import { KeyTable } from '../../src/counting/key-table.js';
import { TableMemory } from '../../src/counting/table-memory.js';
import { DetectionEngine } from '../../src/detection-engine.js';

const SHAPE = { numbers: 1, marks: 2 };
const MIB = 1_048_576;

describe('the memory of tables', () => {
  it('is one block, of which every table has its own part', () => {
    const memory = TableMemory.of(MIB);
    const tables = [0.5, 0.3, 0.2].map((share) => new KeyTable(memory.part(share), SHAPE));
    expect(new Set(tables.map(({ values }) => values.buffer)).size).toBe(1);
    const keys = Array.from({ length: 40_000 }, (_, n) => (n + 1) * 97_003);
    for (const key of keys) {
      for (const [n, table] of tables.entries()) {
        if (table.touch(key * (n + 1))) expect(table.values[table.row]).toBe(key + n);
        table.values[table.row] = key + n;
        table.set[table.first + 1] = key;
      }
    }
    expect(tables.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(MIB);
  });

  it('gives the smallest tables what they need where their part is less than that', () => {
    const memory = TableMemory.of(256);
    const tables = [new KeyTable(memory.part(0.5), SHAPE), new KeyTable(memory.part(0.5), SHAPE)];
    for (const [n, table] of tables.entries()) {
      table.touch(7);
      table.values[table.row] = n + 1;
    }
    expect(tables.map((table) => table.find(7) && table.values[table.row])).toEqual([1, 2]);
  });

  it('of an engine that has seen nothing is reserved and not held', () => {
    const before = process.memoryUsage();
    const engine = new DetectionEngine({ memoryBytes: 256 * MIB });
    const { rss, arrayBuffers } = process.memoryUsage();
    expect(arrayBuffers - before.arrayBuffers).toBeGreaterThan(200 * MIB);
    expect(rss - before.rss).toBeLessThan(32 * MIB);
    expect(engine.bytes).toBeGreaterThan(200 * MIB);
  });
});
