import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeFrame, FRAME_LEAF, FRAME_PLACE } from '../../src/spool/frame.js';
import { HEADER_BYTES, type Segment } from '../../src/spool/segment.js';
import { SegmentFile } from '../../src/spool/segment-file.js';
import { inheritedSegment, SegmentReader } from '../../src/spool/segment-reader.js';

/** Bytes that the disk takes at once before it is full. */
const disk = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY, code: 'ENOSPC', truncates: true }));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const refusal = (): Error => Object.assign(new Error(disk.code), { code: disk.code });
  return {
    ...real,
    writeSync: (descriptor: number, bytes: Uint8Array, offset: number, length: number, at: number): number => {
      const inside = Math.max(0, Math.min(length, real.fstatSync(descriptor).size - at));
      const done = Math.min(length, inside + disk.left);
      if (done === 0) throw refusal();
      disk.left -= Math.max(0, done - inside);
      return real.writeSync(descriptor, bytes, offset, done, at);
    },
    ftruncateSync: (descriptor: number, size: number): void => {
      if (!disk.truncates) throw refusal();
      disk.left += Math.max(0, real.fstatSync(descriptor).size - size);
      real.ftruncateSync(descriptor, size);
    },
  };
});

const PLACE = encodeFrame(FRAME_PLACE, 0, Buffer.from('a resource and a scope'));
const LEAF = encodeFrame(FRAME_LEAF, 0, Buffer.alloc(987, 'a sealed record '));
const PAGE_BYTES = 4_096;
const MOST_ZEROS = 65_536;
let folder: string;
let path: string;

beforeEach(() => {
  Object.assign(disk, { left: Number.POSITIVE_INFINITY, code: 'ENOSPC', truncates: true });
  folder = mkdtempSync(join(tmpdir(), 'zeros-'));
  path = join(folder, '00000001.seg');
});
afterEach(() => rmSync(folder, { recursive: true }));

function written(frames: number): SegmentFile {
  const file = new SegmentFile(path, 'application/x-protobuf', 0);
  file.append(PLACE);
  for (let count = frames; count > 0; count -= 1) appended(file);
  return file;
}

function appended(file: SegmentFile): void {
  file.reserve(LEAF.length);
  file.append(LEAF);
}

/** What the next process reads there, and how it ends. */
function read(own = false): { readonly records: number; readonly state: string } {
  const reader = new SegmentReader({ ...(inheritedSegment(path) as Segment), own }, 0);
  let records = 0;
  try {
    for (let found = reader.next(7); found.length > 0; found = reader.next(7)) records += found.length;
    return { records, state: reader.state };
  } finally {
    reader.close();
  }
}

describe('a segment that is written', () => {
  it('has zeros ahead in whole pages, as many as it has bytes at most, and ends with its last frame when it is closed', () => {
    const file = written(0);
    const ahead: number[] = [];
    for (let count = 300; count > 0; count -= 1) {
      appended(file);
      const { size } = statSync(path);
      if (size === file.size) continue;
      expect(size % PAGE_BYTES).toBe(0);
      ahead.push(size - file.size);
    }
    expect([
      ahead.every((bytes) => bytes < MOST_ZEROS),
      Math.max(...ahead) > MOST_ZEROS - PAGE_BYTES - LEAF.length,
    ]).toEqual([true, true]);
    expect(ahead.length).toBeGreaterThan(280);
    expect(read()).toEqual({ records: 300, state: 'ended' });
    file.close();
    expect([statSync(path).size, read()]).toEqual([file.size, { records: 300, state: 'whole' }]);
  });

  it('has none where it has hardly begun, and none for much at once', () => {
    const file = written(1);
    expect(statSync(path).size).toBe(file.size);
    const much = encodeFrame(FRAME_LEAF, 0, Buffer.alloc(2 * MOST_ZEROS, 'x'));
    file.reserve(much.length);
    file.append(much);
    expect(statSync(path).size).toBe(file.size);
    file.close();
  });

  it.each([0, 1, 1_000, PAGE_BYTES])('takes whatever a disk has room for, of which %d bytes are left', (left) => {
    const file = written(10);
    const before = file.size;
    file.cut();
    disk.left = LEAF.length + left;
    appended(file);
    expect([file.size, statSync(path).size]).toEqual([before + LEAF.length, before + LEAF.length]);
    expect(disk.left).toBe(left);
    disk.left = Number.POSITIVE_INFINITY;
    appended(file);
    expect(statSync(path).size).toBe(file.size); // asked for none any more
    file.close();
    expect(read()).toEqual({ records: 12, state: 'whole' });
  });

  it('takes back a frame of which a part was written, and the zeros behind it', () => {
    const file = written(10);
    const much = encodeFrame(FRAME_LEAF, 0, Buffer.alloc(MOST_ZEROS, 'x'));
    disk.left = 5;
    expect(() => file.append(much)).toThrow('ENOSPC');
    expect(statSync(path).size).toBe(file.size);
    disk.left = Number.POSITIVE_INFINITY;
    appended(file);
    file.close();
    expect(read()).toEqual({ records: 11, state: 'whole' });
  });

  it('on a disk that takes nothing back keeps its zeros, which are its end', () => {
    const file = written(20);
    disk.truncates = false;
    file.close();
    expect(statSync(path).size).toBeGreaterThan(file.size);
    expect(read()).toEqual({ records: 20, state: 'ended' });
  });
});

describe('a segment with zeros that a process has left', () => {
  /** As it is on disk, its frames' end, and what is to be read there instead. */
  function left(change: (bytes: Buffer, end: number) => Buffer): { readonly records: number; readonly state: string } {
    const file = written(10);
    const bytes = readFileSync(path);
    rmSync(path);
    writeFileSync(path, change(bytes, file.size));
    file.close();
    return read();
  }

  it('is read to its last frame, whatever of the zeros is there', () => {
    expect(left((bytes) => bytes)).toEqual({ records: 10, state: 'ended' });
    for (let length = 0; length < 2 * PAGE_BYTES; length += 511) {
      rmSync(path);
      const whole = left((bytes, end) => Buffer.concat([bytes.subarray(0, end), Buffer.alloc(length)]));
      expect([length, whole.records, whole.state]).toEqual([length, 10, length === 0 ? 'whole' : 'ended']);
    }
  });

  it('and with the first bytes of one more frame is torn there, at every one of them', () => {
    for (let length = 1; length < LEAF.length; length += length < 20 ? 1 : 61) {
      rmSync(path, { force: true });
      const torn = left((bytes, end) => {
        LEAF.copy(bytes, end, 0, length);
        return bytes;
      });
      expect([length, torn]).toEqual([length, { records: 10, state: 'torn' }]);
    }
  });

  it('is damaged where anything follows the zeros: a page that the disk did not take', () => {
    for (const gap of [8, 100, 2_000]) {
      rmSync(path, { force: true });
      const holed = left((bytes, end) => Buffer.concat([bytes.subarray(0, end), Buffer.alloc(gap), LEAF]));
      expect([gap, holed]).toEqual([gap, { records: 10, state: 'damaged' }]);
    }
  });

  it('is damaged where a whole frame is not what was written, with nothing but zeros behind it', () => {
    const edited = left((bytes, end) => {
      bytes[end - 5] = 0x58;
      return bytes;
    });
    expect(edited).toEqual({ records: 9, state: 'damaged' });
  });

  it('is damaged where a frame claims to be longer than any', () => {
    const edited = (end: number, bytes: Buffer): Buffer => {
      bytes[end + 3] = 0x7f; // the highest byte of its length
      return bytes;
    };
    expect(left((bytes, end) => edited(end - 2 * LEAF.length, bytes))).toEqual({ records: 8, state: 'damaged' });
    rmSync(path);
    expect(left((bytes, end) => edited(end - LEAF.length, bytes).subarray(0, end))).toEqual({
      ...{ records: 9, state: 'damaged' },
    });
  });

  it('is damaged where more zeros follow than anybody looks through', () => {
    const file = written(10);
    truncateSync(path, 40_000_000);
    expect(read()).toEqual({ records: 10, state: 'damaged' });
    truncateSync(path, 30_000_000);
    expect(read()).toEqual({ records: 10, state: 'ended' });
    file.close();
  });

  it('of zeros alone, or with a part of its first bytes, is empty', () => {
    for (const begun of ['', 'o', 'otelseal-spoo', 'otelseal-spool1']) {
      writeFileSync(path, Buffer.concat([Buffer.from(begun), Buffer.alloc(9_000)]));
      expect(inheritedSegment(path)).toBe('empty');
    }
    writeFileSync(path, Buffer.concat([Buffer.alloc(HEADER_BYTES), LEAF]));
    expect(inheritedSegment(path)).toBeUndefined();
  });

  it('is not one of this process: what the disk has confirmed to it has no zeros', () => {
    const file = written(10);
    expect(read(true)).toEqual({ records: 10, state: 'damaged' });
    file.close();
  });
});
