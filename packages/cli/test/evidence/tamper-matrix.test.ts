import { createHash } from 'node:crypto';
import { appendFileSync, copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { notProven, ok, tampered, usage } from '../memory-io.js';
import { copyOf, exportedLog, filesOf, madeToAgree, verificationOf } from './exported.js';

const FILES = ['README.md', 'SHA256SUMS', 'claimed-trust.json', 'manifest.json', 'records.otlp.jsonl'] as const;
const RANGE = ['--from', '2026-11-23T16:00:07Z', '--to', '2026-11-23T16:00:12Z'];

const firstLine = (out: string): string => out.split('\n')[0] as string;

/** What somebody does to one file, without knowing how a bundle holds together. */
const ALTERATIONS: Readonly<Record<string, (out: string, name: string) => void>> = {
  'flips a bit in the middle of': (out, name) => {
    const bytes = readFileSync(join(out, name));
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] as number) ^ 1;
    writeFileSync(join(out, name), bytes);
  },
  'flips the last bit of': (out, name) => {
    const bytes = readFileSync(join(out, name));
    bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
    writeFileSync(join(out, name), bytes);
  },
  takes: (out, name) => rmSync(join(out, name)),
  empties: (out, name) => writeFileSync(join(out, name), ''),
  'cuts off half of': (out, name) => {
    const bytes = readFileSync(join(out, name));
    writeFileSync(join(out, name), bytes.subarray(0, bytes.length >> 1));
  },
  'writes something behind': (out, name) => appendFileSync(join(out, name), ' '),
  'swaps lines of': (out, name) => {
    const lines = readFileSync(join(out, name), 'utf8').split('\n');
    [lines[0], lines[1]] = [lines[1] ?? '', lines[0] ?? ''];
    writeFileSync(join(out, name), lines.join('\n'));
  },
  'doubles the first line of': (out, name) => {
    const text = readFileSync(join(out, name), 'utf8');
    writeFileSync(join(out, name), `${text.slice(0, text.indexOf('\n') + 1)}${text}`);
  },
  'copies under another name': (out, name) => copyFileSync(join(out, name), join(out, `copy-of-${name}`)),
  'copies into a file that another store would have': (out, name) =>
    copyFileSync(join(out, name), join(out, 'records.loki.jsonl')),
  'swaps with its neighbour': (out, name) => {
    const neighbour = FILES[(FILES.indexOf(name as 'README.md') + 1) % FILES.length] as string;
    renameSync(join(out, name), join(out, 'held'));
    renameSync(join(out, neighbour), join(out, name));
    renameSync(join(out, 'held'), join(out, neighbour));
  },
};

describe.each([
  ['a whole log', []],
  ['a range', RANGE],
] as const)('a bundle of %s', (_name, options) => {
  it('shows every alteration of every file', { timeout: 60_000 }, async () => {
    const { out, folder, trust } = await exportedLog(options);
    const seen: Record<string, number> = {};
    for (const [alteration, alter] of Object.entries(ALTERATIONS)) {
      for (const name of FILES) {
        const copy = copyOf(out, join(folder, 'copy'));
        alter(copy, name);
        const ran = await verificationOf(copy, trust);
        seen[`${alteration} ${name}`] = ran.code;
        const isVerdict = ran.code === tampered && /^NOT INTACT \S+ \S+ #\S+ \S+ /.test(ran.out);
        const isRefusal = ran.code === usage && ran.out === '' && ran.err.includes('is no evidence bundle');
        expect(isVerdict || isRefusal, `${alteration} ${name}: ${ran.code} ${ran.out}${ran.err}`).toBe(true);
        rmSync(copy, { recursive: true });
      }
    }
    // Only what cannot be read as a bundle at all is refused; everything else is a verdict.
    const refused = Object.entries(seen).flatMap(([what, code]) => (code === usage ? [what] : []));
    expect(refused.every((what) => /manifest\.json|SHA256SUMS|README\.md/.test(what))).toBe(true);
    expect(seen['flips a bit in the middle of manifest.json']).toBe(tampered);
    expect(seen['takes records.otlp.jsonl']).toBe(tampered);
  });

  it('cannot be forged by who makes its lists agree again', { timeout: 60_000 }, async () => {
    const { out, folder, trust } = await exportedLog(options);
    const lines = (filesOf(out)['records.otlp.jsonl'] as string).trimEnd().split('\n');
    const forged = async (changed: readonly string[]) => {
      const copy = copyOf(out, join(folder, 'copy'));
      writeFileSync(join(copy, 'records.otlp.jsonl'), `${changed.join('\n')}\n`);
      madeToAgree(copy);
      const ran = await verificationOf(copy, trust);
      rmSync(copy, { recursive: true });
      return ran;
    };
    for (const [at, line] of lines.entries()) {
      const without = await forged(lines.toSpliced(at, 1));
      expect([tampered, notProven], `without line ${at + 1}: ${firstLine(without.out)}`).toContain(without.code);
      // Of the record before the range only its place is proven, not what is shown of it.
      const changed = line
        .replaceAll(/"did ([7-9]|1[0-5])"/g, '"did 9$1"')
        .replaceAll(/sealed, root /g, 'sealed, tree ');
      const ran = await forged(lines.with(at, changed));
      expect(ran.code, `line ${at + 1} changed: ${firstLine(ran.out)}`).toBe(changed === line ? ok : tampered);
      expect((await forged([...lines, line])).code, `line ${at + 1} twice`).toBe(ok); // the same again changes nothing
    }
    expect((await forged(lines.toReversed())).code, 'in another order').toBe(ok);
  });

  it('is the one that was exported only with the digest that the export printed', async () => {
    const { out, trust } = await exportedLog(options);
    const digest = createHash('sha256')
      .update(filesOf(out)['SHA256SUMS'] as string)
      .digest('hex');
    expect((await verificationOf(out, trust, '--sha256', digest)).code).toBe(ok);
    const manifest = JSON.parse(filesOf(out)['manifest.json'] as string);
    writeFileSync(join(out, 'manifest.json'), JSON.stringify({ ...manifest, sources: ['file:elsewhere'] }));
    madeToAgree(out);
    expect((await verificationOf(out, trust)).code).toBe(ok); // nobody signed it
    expect((await verificationOf(out, trust, '--sha256', digest)).code).toBe(tampered);
  });
});
