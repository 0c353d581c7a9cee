import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KeyFragments } from '../src/otlp/key-fragments.js';
import { tlsOf } from '../src/otlp/tls-files.js';
import { SurroundingNames } from '../src/sealing/surrounding-names.js';
import { TimeSlots } from '../src/sealing/time-slots.js';
import { decodeFrame, encodeFrame, FRAME_LEAF, MAX_FRAME_BYTES } from '../src/spool/frame.js';
import { resolveWitness } from '../src/witness/witness-options.js';

function fileOf(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'bounds-')), 'file');
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

const invalid = expect.objectContaining({ code: 'ERR_OPTION_INVALID' });

/** Each bound is exceeded tenfold; the others have tests where they are used. */
describe('ten times as much as is allowed', () => {
  it('of names of attributes makes an encoder forget the earlier ones', () => {
    let encoded = 0;
    const fragments = new KeyFragments((key) => {
      encoded += 1;
      return Buffer.from(key);
    });
    for (let n = 0; n < 40_960; n += 1) fragments.of(`name.${n}`);
    expect(Buffer.from(fragments.of('name.40959')).toString()).toBe('name.40959');
    expect(encoded).toBe(40_960);
    expect(Buffer.from(fragments.of('name.0')).toString()).toBe('name.0');
    expect(encoded).toBe(40_961);
  });

  it('of the length of a name is encoded each time', () => {
    let encoded = 0;
    const fragments = new KeyFragments(() => {
      encoded += 1;
      return new Uint8Array();
    });
    fragments.of('n'.repeat(2_560));
    fragments.of('n'.repeat(2_560));
    expect(encoded).toBe(2);
  });

  it('of sets of names around records makes a sealer forget the earlier ones', () => {
    const names = new SurroundingNames();
    const placeOf = (n: number) =>
      ({ resource: { attributes: { [`name.${n}`]: 1 } }, instrumentationScope: { name: 'shop' } }) as never;
    const first = names.of(placeOf(0));
    expect(names.of(placeOf(0))).toBe(first);
    for (let n = 1; n <= 2_560; n += 1) names.of(placeOf(n));
    expect(names.of(placeOf(0))).not.toBe(first);
    expect(names.of(placeOf(0))).toEqual(first);
  });

  it('of time slots of one resource makes it forget the earlier ones', () => {
    const slots = new TimeSlots(1_000);
    const resource = { attributes: {} } as never;
    const first = slots.of(resource, [1, 0], [1, 0]);
    expect(slots.of(resource, [1, 0], [1, 0])).toBe(first);
    for (let second = 2; second <= 10_240; second += 1) slots.of(resource, [second, 0], [second, 0]);
    expect(slots.of(resource, [1, 0], [1, 0])).not.toBe(first);
    expect(slots.of(resource, [1, 0], [1, 0])).toEqual(first);
  });

  it('of the length of a frame is damage, and nothing is read for it', () => {
    const frame = encodeFrame(FRAME_LEAF, 0, Buffer.from('a sealed record'));
    frame.writeUInt32LE(10 * MAX_FRAME_BYTES, 0);
    expect(decodeFrame(frame, 0)).toBe('damaged');
  });

  it('of a PEM file is refused unread', () => {
    const certificateFile = fileOf('');
    truncateSync(certificateFile, 41_943_040);
    expect(() => tlsOf({ certificateFile })).toThrow(invalid);
  });

  it("of a witness's token is refused", () => {
    const vkey = 'witness.example+00000000+AAAA';
    const tokenFile = fileOf('t'.repeat(2_560));
    expect(() => resolveWitness({ url: 'https://witness.example/', tokenFile, vkey })).toThrow(
      expect.objectContaining({ message: expect.stringContaining('at most 256 characters') }),
    );
  });
});
