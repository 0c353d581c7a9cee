import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditLogRecordProcessor } from '../../src/index.js';
import type { Segment } from '../../src/spool/segment.js';
import { inheritedSegment, SegmentReader } from '../../src/spool/segment-reader.js';
import { ROOT_PEM } from '../sealing-bench.js';
import { recovered } from './recovery.js';

const CHILD = fileURLToPath(new URL('./ending-child.ts', import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ending-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** How a process ended, by itself or by the signal that it is sent when it is ready. */
function ended(ending: string, signal?: NodeJS.Signals): Promise<string> {
  const settings = { directory: join(folder, 'spool'), pem: ROOT_PEM, ending };
  const child = spawn(process.execPath, [CHILD, JSON.stringify(settings)], { stdio: ['ignore', 'pipe', 'ignore'] });
  if (signal !== undefined) child.stdout.once('data', () => child.kill(signal));
  return new Promise((resolve) => child.on('close', (code, by) => resolve(by ?? `exit ${code}`)));
}

/** How the segment ends that a process has left. */
function segmentEnd(): string {
  const spool = join(folder, 'spool');
  const [name = ''] = readdirSync(spool, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.seg'));
  const reader = new SegmentReader(inheritedSegment(join(spool, name)) as Segment, 0);
  while (!reader.isAtEnd) reader.next(100);
  reader.close();
  return reader.state;
}

const next = () => recovered(join(folder, 'spool'), join(folder, 'received.jsonl'));

describe('a process that nobody shuts down', () => {
  it.each([
    ['exit', undefined, 'exit 3'],
    ['throw', undefined, 'exit 1'],
    ['reject', undefined, 'exit 1'],
    ['empty loop', undefined, 'exit 0'],
    ['exit listener', undefined, 'exit 0'],
    ['worker', undefined, 'exit 0'],
    ['in shutdown', undefined, 'exit 3'],
    ['signal', 'SIGTERM', 'SIGTERM'],
    ['signal', 'SIGINT', 'SIGINT'],
    ['signal', 'SIGHUP', 'SIGHUP'],
    ['handled signal', 'SIGTERM', 'exit 4'],
  ] as const)(
    'ends by %s %s as if we were not there, its stream closed and everything on disk',
    async (ending, signal, how) => {
      expect(await ended(ending, signal)).toBe(how);
      expect(segmentEnd()).toBe('whole'); // no zeros behind the last frame
      const { first, numbers, problems } = await next();
      expect(first).toMatch(/^INTACT/);
      expect([numbers.size, problems]).toEqual([/listener|handled/.test(ending) ? 21 : 20, []]);
    },
  );

  it('leaves an open stream where draining is switched off, and loses no record all the same', async () => {
    expect(await ended('no drain')).toBe('exit 3');
    expect(segmentEnd()).toBe('ended');
    const { first, numbers } = await next();
    expect(first).toMatch(/^NOT PROVEN (UNPROMISED_TAIL|UNANCHORED|UNCLOSED)/);
    expect(numbers.size).toBe(20);
  });
});

describe('a process with many processors', () => {
  it('has one listener for all of them, and none when they are shut down', async () => {
    const before = ['exit', 'SIGTERM'].map((event) => process.listenerCount(event));
    const many = Array.from(
      { length: 12 },
      (_, n) => new AuditLogRecordProcessor({ spool: { directory: join(folder, `spool${n}`) } }),
    );
    expect(['exit', 'SIGTERM'].map((event) => process.listenerCount(event))).toEqual(before.map((count) => count + 1));
    await Promise.all(many.map((each) => each.shutdown()));
    expect(['exit', 'SIGTERM'].map((event) => process.listenerCount(event))).toEqual(before);
  });
});
