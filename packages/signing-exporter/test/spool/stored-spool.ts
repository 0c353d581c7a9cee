import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditLogRecordProcessor, type RootSigner } from '../../src/index.js';
import { decodeFrame, encodeFrame, FRAME_CHECKPOINT, FRAME_LEAF, type FrameType } from '../../src/spool/frame.js';
import { HEADER_BYTES } from '../../src/spool/segment.js';
import { ROOT, recordOf } from '../sealing-bench.js';

export interface StoredFrame {
  readonly type: FrameType;
  readonly placeId: number;
  content: Buffer;
}

/** A spool that its process has left, as somebody edits it who knows the format. */
export class StoredSpool {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** What a process leaves that never reached its receiver: so many records, in several segments. */
  static async left(
    how: { readonly closed: boolean; readonly protocol: string },
    signer: RootSigner = ROOT,
  ): Promise<StoredSpool> {
    const directory = join(mkdtempSync(join(tmpdir(), 'stored-')), 'spool');
    const audit = new AuditLogRecordProcessor({
      spool: { directory, segmentBytes: 8_000 },
      otlp: { url: 'http://127.0.0.1:9/v1/logs', protocol: how.protocol, timeoutMillis: 100 },
      signer,
      delivery: { shutdownTimeoutMs: 300 },
      sealing: { checkpointIntervalMs: 60_000 },
    });
    for (let n = 1; n <= 30; n += 1) {
      audit.onEmit(recordOf({ 'test.number': `n${n}.` }, { body: `login ${n} of thirty` }));
      if (n % 9 === 0) await audit.committed('spooled', { timeoutMs: 5_000 });
    }
    if (!how.closed) {
      const now = new StoredSpool(directory).copy(); // as it is on disk at this moment
      await audit.shutdown();
      return now.ownerGone();
    }
    await audit.shutdown();
    return new StoredSpool(directory);
  }

  copy(): StoredSpool {
    const directory = join(mkdtempSync(join(tmpdir(), 'stored-')), 'spool');
    execFileSync('cp', ['-a', this.directory, directory]); // modes included, which cpSync forgets
    return new StoredSpool(directory);
  }

  /** In order. */
  get segments(): readonly string[] {
    return readdirSync(this.directory)
      .filter((name) => name.startsWith('process-'))
      .flatMap((folder) =>
        readdirSync(join(this.directory, folder))
          .filter((name) => name.endsWith('.seg'))
          .map((name) => join(this.directory, folder, name)),
      );
  }

  /** Changes the frames of a segment and recomputes every checksum. */
  edit(at: number, change: (frames: StoredFrame[]) => void): void {
    const path = this.segments.at(at) ?? '';
    const bytes = readFileSync(path);
    const frames = framesIn(bytes);
    change(frames);
    const encoded = frames.map(({ type, placeId, content }) => encodeFrame(type, placeId, content));
    writeFileSync(path, Buffer.concat([bytes.subarray(0, HEADER_BYTES), ...encoded]));
  }

  framesOf(at: number): StoredFrame[] {
    return framesIn(readFileSync(this.segments.at(at) ?? ''));
  }

  remove(at: number): void {
    unlinkSync(this.segments.at(at) ?? '');
  }

  ownerGone(): this {
    for (const segment of this.segments) {
      const owner = join(segment, '..', 'owner.json');
      if (existsSync(owner))
        writeFileSync(owner, readFileSync(owner, 'utf8').replace(/"place":"[^"]*"/, '"place":"another boot"'));
    }
    return this;
  }
}

function framesIn(bytes: Buffer): StoredFrame[] {
  const frames: StoredFrame[] = [];
  for (
    let at = HEADER_BYTES, frame = decodeFrame(bytes, at);
    typeof frame === 'object';
    frame = decodeFrame(bytes, at)
  ) {
    frames.push({ type: frame.type, placeId: frame.placeId, content: Buffer.from(frame.content) });
    at = frame.end;
  }
  return frames;
}

export const isLeaf = ({ type }: StoredFrame): boolean => type === FRAME_LEAF;
export const isCheckpoint = ({ type }: StoredFrame): boolean => type === FRAME_CHECKPOINT;

/** The n-th leaf among frames. */
export function leafAt(frames: readonly StoredFrame[], n: number): StoredFrame {
  return frames.filter(isLeaf).at(n) as StoredFrame;
}

/** Another text of the same length, everywhere in the frame or only the first or last time that it is there. */
export function replaced(frame: StoredFrame, from: string, to: string, which: 'all' | 'first' | 'last' = 'all'): void {
  const text = frame.content.toString('latin1');
  if (!text.includes(from)) throw new Error(`There is no ${from} in this frame.`);
  const at = which === 'last' ? text.lastIndexOf(from) : text.indexOf(from);
  const changed = which === 'all' ? text.replaceAll(from, to) : text.slice(0, at) + to + text.slice(at + from.length);
  frame.content = Buffer.from(changed, 'latin1');
}
