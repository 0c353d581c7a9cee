import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { exportedLog, exportOf, filesOf, testLog, verificationOf } from '../evidence/exported.js';
import { notProven, ok, run, tampered, unavailable, usage } from '../memory-io.js';
import { STREAM_START, sealedLines } from '../test-stream.js';

const timeOf = (second: number): string => new Date((STREAM_START + second) * 1_000).toISOString();
const firstLine = (out: string): string => out.split('\n')[0] as string;

/** Numbers of leaves in a bundle's records by stream. */
function leavesIn(out: string): Record<string, number[]> {
  const found: Record<string, number[]> = {};
  for (const [, payload] of (filesOf(out)['records.otlp.jsonl'] as string).matchAll(
    /"stringValue":"(\{\\".*?\\"v\\":\\"1\\"\})"/g,
  )) {
    const { stream, sequence } = JSON.parse(JSON.parse(`"${payload}"`)) as { stream: string; sequence?: string };
    const numbers = found[stream[0] as string] ?? [];
    if (sequence !== undefined) numbers.push(Number(sequence));
    found[stream[0] as string] = numbers;
  }
  return found;
}

describe('evidence export', () => {
  it('writes a folder that verifies without the log, with the verdict that verify gives', async () => {
    const log = testLog();
    const verified = await run(['verify', `file:${log.file}`, '--trust', log.trust]);
    const exported = await exportOf(log);
    expect([exported.code, firstLine(exported.out), exported.err]).toEqual([ok, firstLine(verified.out), '']);
    writeFileSync(log.file, 'gone');
    const { code, out } = await verificationOf(log.out, log.trust);
    expect([code, firstLine(out)]).toEqual([ok, firstLine(verified.out)]);
    expect(firstLine(out)).toMatch(/^INTACT 52 records in 2 streams/);
  });

  it('writes for its owner alone, and leaves nothing else behind', async () => {
    const { out, folder } = await exportedLog();
    expect(lstatSync(out).mode & 0o777).toBe(0o700);
    expect(readdirSync(out).map((name) => lstatSync(join(out, name)).mode & 0o777)).toEqual(Array(5).fill(0o600));
    expect(readdirSync(out).toSorted()).toEqual([
      'README.md',
      'SHA256SUMS',
      'claimed-trust.json',
      'manifest.json',
      'records.otlp.jsonl',
    ]);
    expect(readdirSync(folder).toSorted()).toEqual(['audit.jsonl', 'bundle', 'trust.json']);
  });

  it('overwrites nothing', async () => {
    const log = testLog();
    mkdirSync(log.out);
    expect(await exportOf(log)).toMatchObject({
      code: usage,
      out: '',
      err: expect.stringContaining('is there already'),
    });
    expect(readdirSync(log.folder).toSorted()).toEqual(['audit.jsonl', 'bundle', 'trust.json']);
  });

  it('proves a range with the records that it needs, and no others', async () => {
    const log = await exportedLog(['--from', timeOf(7), '--to', timeOf(12)]);
    // 7 s was sealed as number 8. The one before it says where the range begins; the first checkpoint after it has 16 leaves.
    expect(leavesIn(log.out)['a']).toEqual([1, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
    const { code, out } = await verificationOf(log.out, log.trust);
    expect([code, firstLine(out)]).toEqual([ok, expect.stringMatching(/^INTACT 18 records in 2 streams/)]);
    expect(out).toContain('coverage: only the range was judged');
    const source = await run([
      'verify',
      `file:${log.file}`,
      '--trust',
      log.trust,
      '--from',
      timeOf(7),
      '--to',
      timeOf(12),
    ]);
    expect(firstLine(out)).toBe(firstLine(source.out));
  });

  it('does not let a range be asked for more than it covers', async () => {
    const log = await exportedLog(['--from', timeOf(7), '--to', timeOf(12)]);
    const beyond = await verificationOf(log.out, log.trust, '--from', timeOf(3));
    expect([beyond.code, beyond.err]).toEqual([usage, expect.stringContaining('can only ask for a part of that')]);
    for (const halfOpen of [
      ['--from', timeOf(9)],
      ['--to', timeOf(10)],
    ]) {
      const { code, err } = await verificationOf(log.out, log.trust, ...halfOpen); // the other end is open: it asks for all of it
      expect([code, err]).toEqual([usage, expect.stringContaining('can only ask for a part of that')]);
    }
    const part = await verificationOf(log.out, log.trust, '--from', timeOf(9), '--to', timeOf(10));
    expect([part.code, firstLine(part.out)]).toEqual([ok, expect.stringMatching(/^INTACT /)]);
  });

  it.each([
    [['--service', 'shop'], { a: 26 }],
    [['--service', 'b*'], { b: 26 }],
    [['--stream', 'b'.repeat(32)], { b: 26 }],
    [['--service', 'shop', '--stream', 'b'.repeat(32)], { a: 26, b: 26 }],
  ])('takes the streams of %j alone', async (options, expected) => {
    const log = await exportedLog(options);
    const counts = Object.entries(leavesIn(log.out)).map(([stream, numbers]) => [stream, numbers.length]);
    expect(Object.fromEntries(counts)).toEqual(expected);
    const { code, out } = await verificationOf(log.out, log.trust);
    expect([code, out]).toEqual([ok, expect.stringContaining('it says nothing of others')]);
  });

  it('leaves out log records that are not sealed, and says how many', async () => {
    const app = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'PRIVATE' } }] }] }] };
    const log = testLog([JSON.stringify(app), ...sealedLines(), 'torn {"resourceLogs":']);
    const { out } = await exportOf(log);
    expect(out).toContain('left out: 1 ordinary log records');
    expect(out).toContain('left out: 1 pieces that could not be read');
    expect(filesOf(log.out)['records.otlp.jsonl']).not.toContain('PRIVATE');
    expect(JSON.parse(filesOf(log.out)['manifest.json'] as string).leftOut).toEqual({ ordinary: 1, unreadable: 1 });
    expect((await verificationOf(log.out, log.trust)).out).toContain('1 pieces of its sources could not be read');
  });

  it('exports what was tampered with, so that the bundle shows it', async () => {
    const lines = sealedLines();
    lines[2] = (lines[2] as string).replace('user4', 'user5');
    const log = testLog(lines);
    const exported = await exportOf(log);
    expect([exported.code, firstLine(exported.out)]).toEqual([
      ok,
      expect.stringMatching(/^NOT INTACT DISPLAY_MISMATCH a{32} #\d+ user\.id/),
    ]);
    const { code, out } = await verificationOf(log.out, log.trust);
    expect([code, firstLine(out)]).toEqual([
      tampered,
      expect.stringMatching(/^NOT INTACT DISPLAY_MISMATCH a{32} #\d+ user\.id/),
    ]);
  });

  it('exports an unsealed record that speaks as a security event, when it shows a time of the range', async () => {
    const forged = (name: string, second: number) => ({
      eventName: `security.${name}`,
      timeUnixNano: `${STREAM_START + second}000000000`,
    });
    const line = JSON.stringify({
      resourceLogs: [{ scopeLogs: [{ logRecords: [forged('inside', 9), forged('outside', 20)] }] }],
    });
    const log = await exportedLog(['--from', timeOf(7), '--to', timeOf(12)], [...sealedLines(), line]);
    const records = filesOf(log.out)['records.otlp.jsonl'];
    expect([records?.includes('security.inside'), records?.includes('security.outside')]).toEqual([true, false]);
    const { out } = await verificationOf(log.out, log.trust);
    expect(firstLine(out)).toMatch(/^NOT INTACT UNSIGNED - #- eventName/);
  });

  it('shows a record that was taken out of the range as missing', async () => {
    const lines = sealedLines().map((line) => {
      const request = JSON.parse(line);
      for (const { scopeLogs } of request.resourceLogs)
        for (const scope of scopeLogs)
          scope.logRecords = scope.logRecords.filter((record: unknown) => !JSON.stringify(record).includes('did 9"'));
      return JSON.stringify(request);
    });
    const log = await exportedLog(['--from', timeOf(7), '--to', timeOf(12)], lines);
    const { code, out } = await verificationOf(log.out, log.trust);
    expect([code, firstLine(out)]).toEqual([tampered, expect.stringMatching(/^NOT INTACT MISSING a{32} #10 /)]);
  });

  it('reads standard input', async () => {
    const log = testLog();
    const args = [
      'evidence',
      'export',
      '-',
      '--trust',
      log.trust,
      '--out',
      log.out,
      '--from',
      timeOf(7),
      '--to',
      timeOf(12),
    ];
    expect((await run(args, { stdin: readFileSync(log.file) })).code).toBe(ok);
    expect((await verificationOf(log.out, log.trust)).code).toBe(ok);
  });

  it('writes nothing where nothing is sealed', async () => {
    const log = testLog();
    for (const options of [
      ['--service', 'nobody'],
      ['--to', timeOf(-3_600)],
    ]) {
      const { code, out } = await exportOf(log, ...options);
      expect([code, firstLine(out)]).toEqual([notProven, expect.stringMatching(/^NOT PROVEN NOTHING_SEALED /)]);
    }
    expect(readdirSync(log.folder).toSorted()).toEqual(['audit.jsonl', 'trust.json']);
  });

  it('says what it wrote as JSON', async () => {
    const log = testLog();
    const { out } = await exportOf(log, '--json');
    const digest = JSON.parse(out).sha256 as string;
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      verdict: 'INTACT',
      verdictExitCode: 0,
      wholeStreams: false,
      bundle: log.out,
    });
    const { code } = await verificationOf(log.out, log.trust, '--sha256', digest);
    expect(code).toBe(ok);
  });

  it.each([
    [[], 'needs a source'],
    [['file:x', '--out', 'y'], 'needs --trust'],
    [['file:x', '--trust', 'y'], 'needs --out'],
    [['file:x', '--out', 'y', '--trust', 'z', '--stream', 'abc'], "--stream takes a stream's id"],
    [['file:x', '--out', 'y', '--trust', 'z', '--actor', 'me'], 'There is no option'],
  ])('refuses %j', async (args, message) => {
    const given = args.length === 0 ? ['--out', join(testLog().folder, 'b'), '--trust', testLog().trust] : args;
    const { code, err } = await run(['evidence', 'export', ...given]);
    expect([code, err]).toEqual([usage, expect.stringContaining(message)]);
  });
});

describe('evidence verify', () => {
  it('proves nothing by what lies in the bundle', async () => {
    const { out: bundle } = await exportedLog();
    const { code, out } = await verificationOf(bundle, undefined);
    expect([code, firstLine(out)]).toEqual([
      notProven,
      expect.stringMatching(/^NOT PROVEN UNTRUSTED a{32} #1 no trust file was given$/),
    ]);
  });

  it('believes nobody but the given keys', async () => {
    const log = await exportedLog();
    const other = join(log.folder, 'other.json');
    await run(['keys', 'generate', '--out', join(log.folder, 'other.pem'), '--trust', other]);
    expect(await verificationOf(log.out, other)).toMatchObject({
      code: tampered,
      out: expect.stringMatching(/^NOT INTACT FOREIGN_KEY/),
    });
  });

  it('takes another bundle than the one that was named for tampered with', async () => {
    const log = await exportedLog();
    const { code, out } = await verificationOf(log.out, log.trust, '--sha256', '0'.repeat(64));
    expect([code, firstLine(out)]).toEqual([tampered, expect.stringMatching(/^NOT INTACT MODIFIED - #- SHA256SUMS /)]);
  });

  it('does not let a bundle decide which expected services it may leave out', async () => {
    const log = testLog(sealedLines(), { expectedServices: ['shop', 'bank'] });
    await exportOf(log, '--service', 'shop');
    const unasked = await verificationOf(log.out, log.trust);
    expect([unasked.code, unasked.err]).toEqual([
      usage,
      expect.stringContaining('If that part is what you asked for, say --service "shop"'),
    ]);
    expect((await verificationOf(log.out, log.trust, '--service', 'bank')).code).toBe(usage);
    expect(await verificationOf(log.out, log.trust, '--service', 'shop')).toMatchObject({
      code: ok,
      out: expect.stringMatching(/^INTACT 26 records/),
    });
  });

  it('misses an expected service in a bundle that was not cut', async () => {
    const log = testLog(sealedLines(), { expectedServices: ['shop', 'payments'] });
    await exportOf(log);
    expect((await verificationOf(log.out, log.trust)).out).toMatch(/^NOT INTACT STREAM_MISSING - #- service\.name/);
  });

  it('refuses what is no bundle', async () => {
    const { folder, file, trust } = testLog();
    expect((await verificationOf(join(folder, 'nothing'), trust)).code).toBe(unavailable);
    expect((await verificationOf(file, trust)).code).toBe(usage);
    expect((await verificationOf(folder, trust)).code).toBe(usage);
    expect((await run(['evidence', 'verify'])).code).toBe(usage);
    expect((await run(['evidence'])).err).toContain('evidence needs one of: export, verify');
  });
});
