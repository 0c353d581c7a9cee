import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaled } from '../../../../test/long/scale.js';
import { readLines } from '../../src/sources/line-reader.js';

async function* chunked(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  const reused = Buffer.alloc(bytes.length + 1);
  for (let from = 0, turn = 0; from < bytes.length; turn += 1) {
    const size = sizes.length === 0 ? bytes.length : (sizes[turn % sizes.length] as number);
    const chunk = bytes.subarray(from, from + size);
    chunk.copy(reused); // as a file reader that reads into the same memory again
    yield reused.subarray(0, chunk.length);
    from += size;
  }
}

async function linesOf(
  bytes: Buffer,
  sizes: readonly number[] = [],
  maxBytes = 1_000,
): Promise<(string | undefined)[]> {
  const lines: (string | undefined)[] = [];
  for await (const { number, bytes: line } of readLines(chunked(bytes, sizes), maxBytes)) {
    expect(number).toBe(lines.length + 1);
    lines.push(line?.toString('latin1'));
  }
  return lines;
}

describe('reading lines', () => {
  it('gives the same lines however the bytes are cut into chunks', async () => {
    const bytes = fc.array(fc.constantFrom(0x0a, 0x0d, 0x61, 0xe2, 0x80, 0xa8), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(bytes, fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 5 }), async (content, sizes) => {
        const buffer = Buffer.from(content);
        const expected = buffer.toString('latin1').split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect(await linesOf(buffer, sizes)).toEqual(expected);
      }),
      { numRuns: scaled(500) },
    );
  });

  it('splits at line feeds only: carriage returns and U+2028 are content', async () => {
    expect(await linesOf(Buffer.from('a\rb\u2028c\r\nd'))).toEqual([
      Buffer.from('a\rb\u2028c\r').toString('latin1'),
      'd',
    ]);
  });

  it('tells a last line without line feed from one with', async () => {
    const ends: boolean[] = [];
    for await (const { ended } of readLines(chunked(Buffer.from('a\nb'), [1]), 10)) ends.push(ended);
    expect(ends).toEqual([true, false]);
  });

  it('passes over a line beyond the bound and reads on behind it', async () => {
    const bytes = Buffer.from(`short\n${'x'.repeat(1_000)}\nend\n`);
    expect(await linesOf(bytes, [7], 100)).toEqual(['short', undefined, 'end']);
    expect(await linesOf(bytes, [], 100)).toEqual(['short', undefined, 'end']);
    expect(await linesOf(Buffer.from('x'.repeat(1_000)), [64], 100)).toEqual([undefined]);
  });

  it('holds no more than the bound of a line that never ends', async () => {
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (let count = 0; count < 20_000; count += 1) {
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        yield Buffer.alloc(100_000, 0x78);
      }
    }
    for await (const line of readLines(endless(), 1_000_000)) expect(line.bytes).toBeUndefined();
    expect(most).toBeLessThan(500_000_000); // 2 GB went through; what is garbage may lie about for a while
  });
});
