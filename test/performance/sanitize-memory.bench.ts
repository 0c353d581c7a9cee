// What a sanitizer holds in memory. In a process of its own, because modules build tables when they are loaded.
import type { Bench, Figure } from './figure.ts';

function memory(): { readonly tables: number; readonly heap: number } {
  globalThis.gc?.();
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  return { tables: arrayBuffers, heap: heapUsed };
}

function figure(what: string, value: number, more: Partial<Figure>): Figure {
  return { what, value, unit: 'B', ...more };
}

export default (async () => {
  const { R10 } = await import('@otelseal/testing');
  await import('@otelseal/semantic-conventions');
  const before = memory();
  const { createSanitizer } = await import('@otelseal/log-processors');
  const sanitizer = createSanitizer();
  for (let count = 0; count < 10; count += 1) sanitizer.sanitizeRecord(R10);
  const after = memory();
  const flooded = Array.from({ length: 100_000 }, (_, index) =>
    `value number ${index % 30_000} of a flood`.padEnd(200, '.'),
  );
  for (const text of flooded) sanitizer.sanitizeValue('note', text);
  const full = memory();
  return [
    figure("the sanitizer's tables", after.tables - before.tables, { bar: { atMost: 2 * 1024 * 1024 } }),
    figure('… with its code and rules', after.tables + after.heap - before.tables - before.heap, {}),
    figure('… what 100,000 texts leave behind', full.tables + full.heap - after.tables - after.heap, {
      note: 'the texts of the flood themselves included',
    }),
  ];
}) satisfies Bench;
