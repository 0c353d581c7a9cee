import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OtlpReceiver } from '@otelseal/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { DiskKnowledge, numbersIn } from './disk-knowledge.ts';
import { type TracedCall, tracedCalls } from './trace.ts';

const SERVICE = fileURLToPath(new URL('./spooling-service.ts', import.meta.url));
const CALLS = 'openat,write,pwrite64,writev,sendto,sendmsg,fsync,fdatasync';
const LONGEST_SHOWN = 4_194_304;
const RECORDS = 24;

let folder: string;
let calls: readonly TracedCall[];
let received: string;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'traced-')));
  const file = join(folder, 'received.jsonl');
  const receiver = await OtlpReceiver.start(file);
  const trace = join(folder, 'trace');
  const settings = JSON.stringify({ directory: join(folder, 'spool'), url: receiver.url });
  const options = [
    '-f',
    '-qq',
    '-y',
    '-s',
    String(LONGEST_SHOWN),
    '-e',
    `trace=${CALLS}`,
    '-e',
    'signal=none',
    '-o',
    trace,
  ];
  const child = spawn('strace', [...options, process.execPath, SERVICE, settings], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  await receiver.close();
  expect(code).toBe(0);
  calls = tracedCalls(readFileSync(trace, 'utf8'));
  received = readFileSync(file, 'utf8');
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What each moment that matters finds on disk: the text of the call, and what is known by then. */
function moments(
  isMeant: (call: TracedCall) => boolean,
  look: (call: TracedCall, disk: DiskKnowledge) => void,
): number {
  const disk = new DiskKnowledge();
  let seen = 0;
  for (const call of calls) {
    if (isMeant(call)) {
      seen += 1;
      look(call, disk);
    }
    disk.see(call);
  }
  return seen;
}

const isSaid = (word: string) => (call: TracedCall) =>
  call.name === 'write' && call.phase === 'begins' && call.text.startsWith('1<') && call.text.includes(word);

const isSent = ({ name, phase, text }: TracedCall): boolean =>
  /^(write|writev|sendto|sendmsg)$/.test(name) &&
  phase === 'begins' &&
  /^\d+<(socket|TCP)/.test(text) &&
  numbersIn(text).length > 0;

const upTo = (call: TracedCall): number[] =>
  Array.from({ length: Number(/ (\d+)/.exec(call.text.slice(call.text.indexOf('"')))?.[1]) }, (_, n) => n + 1);

describe('the system calls of a service with a spool', () => {
  it('write each record before its emit returns', () => {
    const emits = moments(isSaid('emitted'), (call, disk) => {
      expect(upTo(call).filter((record) => !disk.isWritten(record))).toEqual([]);
    });
    expect(emits).toBe(RECORDS);
  });

  it('have the disk confirm records, a checkpoint behind them and the names of their files before they are promised', () => {
    const promises = moments(isSaid('promised'), (call, disk) => {
      expect(upTo(call).filter((record) => !disk.isPromisable(record))).toEqual([]);
    });
    expect(promises).toBe(RECORDS / 6);
  });

  it('have the disk confirm records and the names of their files before they are sent', () => {
    const sent = new Set<number>();
    moments(isSent, (call, disk) => {
      for (const record of numbersIn(call.text)) sent.add(record);
      expect(numbersIn(call.text).filter((record) => !disk.isConfirmed(record))).toEqual([]);
    });
    expect(sent.size).toBe(RECORDS);
    expect(received).toContain('"n24."');
  });

  it('would be found out if a confirmation were missing', () => {
    const without = calls.filter(({ name }) => name !== 'fdatasync');
    const disk = new DiskKnowledge();
    for (const call of without) disk.see(call);
    expect([disk.isWritten(1), disk.isConfirmed(1)]).toEqual([true, false]);
  });
});
