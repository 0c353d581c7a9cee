import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatVkey } from '@otelseal/audit-integrity';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ok, run, tampered } from '../memory-io.js';
import { ROOT_KEY, STREAM_START } from '../test-stream.js';
import { exportOf, filesOf, LATER_MS, madeToAgree, testLog, verificationOf } from './exported.js';
import { ERASED, longStream, RECORDS, REDACTOR_KEY, STEP_SECONDS } from './long-stream.js';

const may = { organisation: 'default', tenant: 'default', environment: 'any', services: ['*'] };
const ROOTS = [
  { vkey: formatVkey('root', ROOT_KEY.publicKey), ...may },
  { vkey: formatVkey('redactor', REDACTOR_KEY), ...may, purpose: ['redact'] },
];
const LINES = longStream();

const timeOf = (record: number): string => new Date((STREAM_START + record * STEP_SECONDS) * 1_000).toISOString();
const longLog = (lines: readonly string[] = LINES) => testLog(lines, { roots: ROOTS });
const firstLine = (out: string): string => (out.split('\n')[0] as string).replace(/ at \S+:\d+$/, '');
const recordsIn = (out: string): number => (filesOf(out)['records.otlp.jsonl'] as string).split('\n').length - 1;

/** What is left of it when all before its second rotation is gone. */
function fromRotation(lines: readonly string[]): string[] {
  const rotations = [...lines.keys()].filter((at) => lines[at]?.includes('audit.rotate'));
  return lines.slice(rotations[1]);
}

describe('a range of a stream of many epochs', () => {
  it('is proven by its own records, the certificates and the ends of epochs', async () => {
    const log = longLog();
    await exportOf(log, '--from', timeOf(80), '--to', timeOf(82));
    const { code, out } = await verificationOf(log.out, log.trust);
    expect([code, firstLine(out)]).toEqual([ok, expect.stringMatching(/^INTACT \d records in 1 stream/)]);
    // One that opens, four that rotate with a checkpoint each, one statement, four or five of the range and two checkpoints.
    expect(recordsIn(log.out)).toBeLessThan(20);
  });

  it('keeps the statement of an erasure, wherever it stands', async () => {
    const log = longLog();
    const range = ['--from', timeOf(ERASED - 2), '--to', timeOf(ERASED + 2)];
    await exportOf(log, ...range);
    const strict = await verificationOf(log.out, log.trust);
    expect(firstLine(strict.out)).toMatch(/^NOT PROVEN REDACTED c{32} #32 /);
    expect((await verificationOf(log.out, log.trust, '--accept', 'redacted')).code).toBe(ok);
  });

  it('says of any range, tampered with or not, what the log says of it', { timeout: 240_000 }, async () => {
    const alterations = {
      nothing: (lines: readonly string[]) => lines,
      removed: (lines: readonly string[], at: number) => lines.toSpliced(at, 1),
      altered: (lines: readonly string[], at: number) =>
        lines.with(at, (lines[at] as string).replace('"did ', '"did not ')),
      doubled: (lines: readonly string[], at: number) => lines.toSpliced(at, 0, lines[at] as string),
      moved: (lines: readonly string[], at: number) => [...lines.toSpliced(at, 1), lines[at] as string],
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(alterations) as (keyof typeof alterations)[])),
        fc.nat(LINES.length - 1),
        fc.nat(RECORDS),
        fc.nat(RECORDS),
        async (alteration, at, one, other) => {
          const log = longLog(alterations[alteration](LINES, at));
          const range = ['--from', timeOf(Math.min(one, other)), '--to', timeOf(Math.max(one, other))];
          const source = await run(['verify', `file:${log.file}`, '--trust', log.trust, ...range], {
            now: () => LATER_MS,
          });
          const { code, out } = await exportOf(log, ...range);
          const bundle = await verificationOf(log.out, log.trust);
          rmSync(log.out, { recursive: true });
          expect([code, firstLine(out)]).toEqual([ok, firstLine(source.out)]);
          expect([bundle.code, firstLine(bundle.out)]).toEqual([source.code, firstLine(source.out)]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('writes whole streams where the range alone would prove less', async () => {
    const log = longLog();
    const range = ['--from', timeOf(ERASED), '--to', timeOf(ERASED + 20)]; // the record before the range is not the one before the erased one
    const { out } = await exportOf(log, ...range);
    expect(out).toContain('whole streams were written: the range alone would have proven less');
    const { code, out: report } = await verificationOf(log.out, log.trust, '--accept', 'redacted');
    expect([code, report]).toEqual([ok, expect.stringContaining('coverage: the bundle holds more than the range')]);
  });

  it('is gone by its age only with the word of the exporter', async () => {
    const log = longLog(fromRotation(longStream({ minimumRetentionSeconds: 3_600 })));
    const { out } = await exportOf(log);
    expect([firstLine(out), out]).toEqual([
      expect.stringMatching(/^INTACT /),
      expect.stringContaining('some records had expired: verify with --sha256'),
    ]);
    const digest = (/^sha256: ([0-9a-f]{64}) /m.exec(out) as RegExpExecArray)[1] as string;
    expect(firstLine((await verificationOf(log.out, log.trust)).out)).toMatch(/^NOT PROVEN EXPIRED c{32} #1\S* /);
    expect((await verificationOf(log.out, log.trust, '--sha256', digest)).code).toBe(ok);
    expect((await verificationOf(log.out, log.trust, '--from', timeOf(60))).code).toBe(ok);
  });

  it('is not gone by its age because somebody who cut it says that it was exported later', async () => {
    const log = longLog(longStream({ minimumRetentionSeconds: 86_400 }));
    await exportOf(log);
    const path = join(log.out, 'records.otlp.jsonl');
    const lines = (filesOf(log.out)['records.otlp.jsonl'] as string).split('\n');
    writeFileSync(path, fromRotation(lines).join('\n'));
    madeToAgree(log.out);
    expect((await verificationOf(log.out, log.trust)).out).toMatch(/^NOT INTACT MISSING /);
    const manifest = JSON.parse(filesOf(log.out)['manifest.json'] as string);
    const exported = new Date(LATER_MS + 80_000_000).toISOString();
    writeFileSync(join(log.out, 'manifest.json'), JSON.stringify({ ...manifest, exported }));
    madeToAgree(log.out);
    expect(firstLine((await verificationOf(log.out, log.trust)).out)).toMatch(/^NOT PROVEN EXPIRED /);
  });

  it('is not proven by a bundle whose certificates somebody left out', async () => {
    const log = longLog();
    await exportOf(log, '--from', timeOf(80), '--to', timeOf(82));
    const path = join(log.out, 'records.otlp.jsonl');
    const lines = (filesOf(log.out)['records.otlp.jsonl'] as string).split('\n');
    writeFileSync(path, lines.filter((line) => !line.includes('audit.rotate')).join('\n'));
    const { code } = await verificationOf(log.out, log.trust);
    expect(code).toBe(tampered);
  });
});
