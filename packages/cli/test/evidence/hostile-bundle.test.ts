import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOSTILE_TEXTS, unsafeForTerminal } from '@otelseal/testing';
import { describe, expect, it } from 'vitest';

import { notProven, ok, type Ran, run, tampered, usage } from '../memory-io.js';
import { STREAM_START, sealedLines } from '../test-stream.js';
import { digestsMadeToAgree, exportedLog, exportOf, type TestLog, testLog, verificationOf } from './exported.js';

/** A bundle whose manifest says something else, and whose digests agree with it. */
async function withManifest(
  change: (manifest: string) => string | Buffer,
): Promise<{ readonly log: TestLog; readonly ran: Ran }> {
  const log = await exportedLog();
  const path = join(log.out, 'manifest.json');
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  digestsMadeToAgree(log.out);
  return { log, ran: await verificationOf(log.out, log.trust) };
}

const withMember = (name: string, value: unknown) => (manifest: string) =>
  JSON.stringify({ ...JSON.parse(manifest), [name]: value });
const withFile = (file: object) => (manifest: string) => {
  const { files, ...rest } = JSON.parse(manifest);
  return JSON.stringify({
    ...rest,
    files: [...files, { name: 'README.md', bytes: 1, lines: 1, sha256: '0'.repeat(64), ...file }],
  });
};

describe('a bundle that somebody made to do harm', () => {
  it.each([
    ['a path that leads out', withFile({ name: '../trust.json' })],
    ['an absolute path', withFile({ name: '/etc/passwd' })],
    ['a file of another name', withFile({ name: 'records.jsonl' })],
    ['the manifest in the manifest', withFile({ name: 'manifest.json' })],
    ['a file twice', withFile({})],
    ['a digest that is none', withFile({ name: 'witness-directory.jsonl', sha256: 'g'.repeat(64) })],
    ['NaN', (text: string) => text.replace('"moreStreams": 0', '"moreStreams": NaN')],
    ['a negative count', withMember('moreStreams', -1)],
    [
      'a count that no double holds',
      (text: string) => text.replace('"moreStreams": 0', `"moreStreams": ${'9'.repeat(40)}`),
    ],
    ['a member twice', (text: string) => text.replace('"moreStreams": 0', '"moreStreams": 0, "moreStreams": 0')],
    ['a member that nobody knows', withMember('trust', { version: 1 })],
    ['__proto__', (text: string) => text.replace('"version": 1,', '"version": 1, "__proto__": {"reading": "store"},')],
    ['another version', withMember('version', 2)],
    ['a list for an object', withMember('range', [])],
    ['a time that is none', withMember('exported', 'yesterday')],
    ['too many streams', withMember('streams', Array(10_010).fill({}))],
    ['a text of 80 kB', withMember('tool', 'x'.repeat(81_920))],
    ['deep nesting', withMember('streams', 'DEEP')],
    ['40 MB', (text: string) => `${text}${' '.repeat(40 * 1024 * 1024)}`],
    ['bytes that are not UTF-8', (text: string) => Buffer.from(text.replace('otelseal', '\u00ff'), 'latin1')],
    ['nothing', () => ''],
    ['null', () => 'null'],
  ] as const)('is refused for a manifest with %s', async (name, change) => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const { ran } = await withManifest((text) => {
      const changed = change(text);
      return name === 'deep nesting' ? String(changed).replace('"DEEP"', deep) : changed;
    });
    expect([ran.code, ran.out, ran.err]).toEqual([usage, '', expect.stringContaining('is no evidence bundle')]);
  });

  it('is not followed through a link, and not read from a pipe or a folder', async () => {
    for (const name of ['records.otlp.jsonl', 'manifest.json', 'SHA256SUMS', 'README.md', 'claimed-trust.json']) {
      const log = await exportedLog();
      const path = join(log.out, name);
      renameSync(path, join(log.folder, 'elsewhere'));
      symlinkSync(join(log.folder, 'elsewhere'), path);
      const message = expect.stringContaining(`${name} is no regular file`);
      expect(await verificationOf(log.out, log.trust)).toMatchObject({ code: usage, out: '', err: message });
      rmSync(path);
      mkdirSync(path);
      expect(await verificationOf(log.out, log.trust)).toMatchObject({ code: usage, out: '', err: message });
      rmSync(path, { recursive: true });
      execFileSync('mkfifo', [path]);
      expect(await verificationOf(log.out, log.trust)).toMatchObject({ code: usage, out: '', err: message });
    }
  });

  it('is named for files that no export writes, a hundred of them, whatever they are called', async () => {
    const log = await exportedLog();
    for (let count = 0; count < 100; count += 1) writeFileSync(join(log.out, `\u001b[2J${count}`), '');
    const { code, out } = await verificationOf(log.out, log.trust);
    expect([code, unsafeForTerminal(out)]).toEqual([tampered, undefined]);
    expect(out.match(/^finding: INSERTED - #- \?\[2J\d+ /gm)).toHaveLength(20);
    expect(out).toContain('more files that no export writes');
  });

  it.each([...HOSTILE_TEXTS])('does not reach the terminal through its manifest: $name', async ({ text }) => {
    const { log, ran } = await withManifest((manifest) =>
      JSON.stringify({
        ...JSON.parse(manifest),
        tool: text.slice(0, 8_000),
        sources: [text.slice(0, 8_000)],
        verdict: { line: text, exitCode: 0 },
      }),
    );
    expect([ran.code, unsafeForTerminal(ran.out)]).toEqual([ok, undefined]);
    const { out } = await verificationOf(log.out, log.trust, '--json');
    expect(unsafeForTerminal(out)).toBeUndefined();
  });

  it('cannot make its records expired by saying that it was exported in the future', async () => {
    const { log, ran } = await withManifest(withMember('exported', '2999-01-01T00:00:00Z'));
    expect(ran.out).toContain('coverage: the bundle says that it was exported in the future');
    const then = await run(['evidence', 'verify', log.out, '--trust', log.trust, '--json'], {
      now: () => 1_795_536_000_000,
    });
    expect(JSON.parse(then.out).verdict).toBe('INTACT');
  });

  it('cannot pass a stream that was cut off for one that goes on, by saying when it was read', async () => {
    const log = testLog(sealedLines().slice(0, -2));
    await exportOf(log);
    expect(await verificationOf(log.out, log.trust)).toMatchObject({
      out: expect.stringMatching(/^NOT PROVEN UNANCHORED|^NOT PROVEN UNCLOSED/),
    });
    const path = join(log.out, 'manifest.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    const exported = new Date((STREAM_START + 30) * 1_000).toISOString();
    writeFileSync(path, JSON.stringify({ ...manifest, reading: 'store', exported }));
    digestsMadeToAgree(log.out);
    const { code, out } = await verificationOf(log.out, log.trust);
    expect([code, out]).toEqual([notProven, expect.stringMatching(/^NOT PROVEN UN/)]);
    // Who has the digest from the exporter has his word for the time.
    const digest = createHash('sha256')
      .update(readFileSync(join(log.out, 'SHA256SUMS')))
      .digest('hex');
    expect((await verificationOf(log.out, log.trust, '--sha256', digest)).code).toBe(ok);
  });

  it('cannot have lines of a store that no export writes', async () => {
    const log = await exportedLog();
    const lines = [
      '',
      '{',
      '[]',
      '{"timestamp":"1","line":"","labels":{},"structuredMetadata":{},"more":1}',
      '{"line":1}',
    ];
    writeFileSync(join(log.out, 'records.loki.jsonl'), `${lines.join('\n')}\n`);
    const { code, out } = await verificationOf(log.out, log.trust);
    expect(code).toBe(tampered);
    expect(out.match(/finding: MODIFIED - #- - \(.*\) at records\.loki\.jsonl:\d/g)).toHaveLength(lines.length);
  });
});
