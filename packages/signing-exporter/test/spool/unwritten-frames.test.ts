import { describe, expect, it } from 'vitest';
import { NO_PLACE } from '../../src/otlp/record-codec.js';
import { decodeFrame, FRAME_LEAF, FRAME_PASSED, type Frame } from '../../src/spool/frame.js';
import { UnwrittenFrames } from '../../src/spool/unwritten-frames.js';

const content = (text: string) => Buffer.from(text);

function waiting(...texts: readonly string[]): UnwrittenFrames {
  const frames = new UnwrittenFrames();
  for (const text of texts) frames.add(FRAME_LEAF, NO_PLACE, (into, at) => into.put(at, content(text)));
  return frames;
}

function textsIn(bytes: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { content: found, end } = decodeFrame(bytes, at) as Frame;
    texts.push(Buffer.from(found).toString());
    at = end;
  }
  return texts;
}

describe('frames that no file has yet', () => {
  it('are whole frames when they are written, in the order in which they came', () => {
    const frames = waiting('one', 'two');
    frames.add(FRAME_PASSED, NO_PLACE, (into, at) => into.put(at, content('passed')));
    const { bytes, count } = frames.first(1_000, () => 7);
    expect(count).toBe(3);
    expect(textsIn(bytes)).toEqual(['one', 'two', 'passed']);
    expect(decodeFrame(bytes, 0)).toMatchObject({ type: FRAME_LEAF, placeId: 7 });
  });

  it('wait on behind those that a file has, and stand where the next segment has their place', () => {
    const frames = waiting('one', 'two', 'three');
    expect(textsIn(frames.first(1, () => 1).bytes)).toEqual(['one']);
    frames.written(1);
    frames.add(FRAME_LEAF, NO_PLACE, (into, at) => into.put(at, content('four')));
    const { bytes, count } = frames.first(1_000, () => 2);
    expect(textsIn(bytes)).toEqual(['two', 'three', 'four']);
    expect(decodeFrame(bytes, 0)).toMatchObject({ placeId: 2 });
    frames.written(count);
    expect(frames.count).toBe(0);
  });

  it('stay as they were when one cannot be encoded', () => {
    const frames = waiting('one');
    const fails = (): number => {
      throw new Error('No such value.');
    };
    expect(() => frames.add(FRAME_LEAF, NO_PLACE, fails)).toThrow('No such value.');
    frames.add(FRAME_LEAF, NO_PLACE, (into, at) => into.put(at, content('two')));
    expect(textsIn(frames.first(1_000, () => 1).bytes)).toEqual(['one', 'two']);
  });

  it('are kept when their bytes have to grow', () => {
    const large = 'x'.repeat(3_000_000);
    const frames = waiting('one', large, 'three');
    expect(textsIn(frames.first(10_000_000, () => 1).bytes)).toEqual(['one', large, 'three']);
    frames.written(3);
    expect(frames.first(1, () => 1)).toMatchObject({ count: 0 });
  });
});
