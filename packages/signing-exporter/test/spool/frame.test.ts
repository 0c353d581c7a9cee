import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame, FRAME_LEAF } from '../../src/spool/frame.js';

const frame = encodeFrame(FRAME_LEAF, 7, Buffer.from('a sealed record'));

describe('a frame', () => {
  it('comes back as it was written, wherever it stands', () => {
    const decoded = decodeFrame(Buffer.concat([Buffer.from('before'), frame, frame]), 6);
    expect(decoded).toMatchObject({ type: FRAME_LEAF, placeId: 7, end: 6 + frame.length });
    expect(Buffer.from((decoded as { content: Uint8Array }).content).toString()).toBe('a sealed record');
  });

  it('is incomplete at every length but its own', () => {
    for (let length = 0; length < frame.length; length += 1)
      expect(decodeFrame(frame.subarray(0, length), 0)).toBeUndefined();
  });

  it('is never taken for another one when a bit is changed', () => {
    fc.assert(
      fc.property(fc.nat({ max: frame.length - 1 }), fc.nat({ max: 7 }), (at, bit) => {
        const changed = Buffer.from(frame);
        changed[at] = (changed[at] as number) ^ (1 << bit);
        expect(['damaged', undefined]).toContain(decodeFrame(changed, 0));
      }),
    );
  });
});
