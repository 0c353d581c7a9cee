import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { notProven, ok, run, tampered, unavailable, usage } from '../memory-io.js';
import { sealedLog, testFolder } from '../sealed-log.js';

const firstLine = (text: string): string => text.split('\n')[0] as string;

describe('verify', () => {
  it('says INTACT and exits 0 for a sealed and closed log', async () => {
    const { file, trust } = await sealedLog();
    const { code, out, err } = await run(['verify', `file:${file}`, '--trust', trust]);
    expect([code, err]).toEqual([ok, '']);
    expect(firstLine(out)).toMatch(/^INTACT 5 records in 1 stream, \S+Z to \S+Z$/);
    expect(out).toContain('coverage: streams not enumerable');
  });

  it('takes the trust file from OTELSEAL_TRUST, and --trust before it', async () => {
    const { file, trust } = await sealedLog();
    expect((await run(['verify', `file:${file}`], { env: { OTELSEAL_TRUST: trust } })).code).toBe(ok);
    const other = await sealedLog();
    const both = await run(['verify', `file:${file}`, '--trust', other.trust], { env: { OTELSEAL_TRUST: trust } });
    expect([both.code, firstLine(both.out)]).toEqual([
      tampered,
      expect.stringMatching(/^NOT INTACT FOREIGN_KEY [0-9a-f]{32} #/),
    ]);
  });

  it('reads standard input', async () => {
    const { text, trust } = await sealedLog();
    const { code, out } = await run(['verify', 'file:-', '--trust', trust], { stdin: text });
    expect([code, firstLine(out)]).toEqual([ok, expect.stringContaining('INTACT 5 records')]);
  });

  it('takes the parts of a log from several files, in any order', async () => {
    const { text, trust, folder } = await sealedLog();
    const lines = text.trim().split('\n');
    const files = lines.map((line, index) => {
      const part = join(folder, `part-${index}.jsonl`);
      writeFileSync(part, line);
      return `file:${part}`;
    });
    expect(files.length).toBeGreaterThan(1);
    expect((await run(['verify', ...files.toReversed(), '--trust', trust])).code).toBe(ok);
    const short = await run(['verify', ...files.slice(0, -1), '--trust', trust]);
    expect([short.code, firstLine(short.out)]).toEqual([notProven, expect.stringMatching(/^NOT PROVEN UNCLOSED /)]);
  });

  it('names verdict, stream, number, field and place of a changed record and exits 1', async () => {
    const { file, text, trust } = await sealedLog();
    writeFileSync(file, text.replace('sent invalid input', 'sent valid input'));
    const { code, out } = await run(['verify', `file:${file}`, '--trust', trust]);
    expect(code).toBe(tampered);
    expect(firstLine(out)).toMatch(/^NOT INTACT DISPLAY_MISMATCH [0-9a-f]{32} #2 body .*logs\.jsonl:1\b/);
  });

  it('exits 2 without a trust file, whatever else holds', async () => {
    const { file, text } = await sealedLog();
    const intact = await run(['verify', `file:${file}`]);
    expect([intact.code, firstLine(intact.out)]).toEqual([notProven, expect.stringMatching(/^NOT PROVEN UNTRUSTED /)]);
    writeFileSync(file, text.replace('sent invalid input', 'sent valid input'));
    expect((await run(['verify', `file:${file}`])).code).toBe(notProven);
  });

  it('exits 2 for a log without its close record, and for one in which nothing is sealed', async () => {
    const open = await sealedLog({ close: false });
    const unclosed = await run(['verify', `file:${open.file}`, '--trust', open.trust]);
    expect([unclosed.code, firstLine(unclosed.out)]).toEqual([
      notProven,
      expect.stringMatching(/^NOT PROVEN UNCLOSED /),
    ]);
    const empty = await run(['verify', 'file:-', '--trust', open.trust], { stdin: '' });
    expect([empty.code, firstLine(empty.out)]).toEqual([
      notProven,
      'NOT PROVEN NOTHING_SEALED no sealed record was found',
    ]);
  });

  it('names a line that a crash tore, and exits 1 for one that two readers would read differently', async () => {
    const { text, trust } = await sealedLog();
    const torn = await run(['verify', 'file:-', '--trust', trust], { stdin: `${text}${text.slice(0, 100)}` });
    expect([torn.code, torn.out]).toEqual([
      ok,
      expect.stringContaining('coverage: 1 pieces of the source cannot be read, first -:4: it is not JSON'),
    ]);
    const twice = text.replace('"body":{', '"body":{"stringValue":"all is well"},"body":{');
    const ambiguous = await run(['verify', 'file:-', '--trust', trust], { stdin: `${text}${twice}` });
    expect([ambiguous.code, firstLine(ambiguous.out)]).toEqual([
      tampered,
      expect.stringMatching(/^NOT INTACT MODIFIED - #- .*an object has the same member twice.* -:4$/),
    ]);
  });

  it.each([['witness'], ['closed,witness']])('exits 2 when --require %s is not met', async (list) => {
    const { file, trust } = await sealedLog();
    const { code, out } = await run(['verify', `file:${file}`, '--trust', trust, '--require', list]);
    expect([code, firstLine(out)]).toEqual([notProven, expect.stringMatching(/^NOT PROVEN /)]);
  });

  it('takes --require closed and --accept redacted where they hold', async () => {
    const { file, trust } = await sealedLog();
    expect(
      (await run(['verify', `file:${file}`, '--trust', trust, '--require', 'closed', '--accept', 'redacted'])).code,
    ).toBe(ok);
  });

  it('judges only what was sealed from --from to --to', async () => {
    const { file, text, trust } = await sealedLog();
    const verify = (...range: string[]) => run(['verify', `file:${file}`, '--trust', trust, ...range]);
    const now = new Date();
    const [hourAgo, inAnHour] = [-1, 1].map((hours) => new Date(now.getTime() + hours * 3_600_000).toISOString());
    expect(await verify('--from', hourAgo as string, '--to', inAnHour as string)).toMatchObject({ code: ok });
    const before = await verify('--to', hourAgo as string);
    expect([before.code, firstLine(before.out)]).toEqual([notProven, expect.stringContaining('NOTHING_SEALED')]);
    writeFileSync(file, text.replace('sent invalid input', 'sent valid input'));
    expect(await verify('--from', hourAgo as string)).toMatchObject({ code: tampered });
    const changed = text.replace('sent invalid input', 'sent valid input');
    const fromStdin = await run(['verify', '-', '--trust', trust, '--from', hourAgo as string], { stdin: changed });
    expect(fromStdin.code).toBe(tampered);
  });

  it('prints the whole report as JSON with the same exit code', async () => {
    const { file, trust } = await sealedLog();
    const { code, out } = await run(['verify', `file:${file}`, '--trust', trust, '--json']);
    expect([code, JSON.parse(out)]).toEqual([
      ok,
      expect.objectContaining({
        verdict: 'INTACT',
        exitCode: 0,
        findings: [],
        streams: [expect.objectContaining({ closed: true, records: 5 })],
      }),
    ]);
  });

  it('keeps its verdict when nobody reads the report to its end', async () => {
    const { file, trust } = await sealedLog();
    expect((await run(['verify', `file:${file}`], { closeAfterWrites: 0 })).code).toBe(notProven);
    expect((await run(['verify', `file:${file}`, '--trust', trust], { closeAfterWrites: 0 })).code).toBe(ok);
  });

  it('shows progress to a person and to nobody else', async () => {
    const { file, trust } = await sealedLog();
    const seen = await run(['verify', `file:${file}`, '--trust', trust], { terminal: true });
    expect(seen.err.split('\r\u001b[K').slice(-2)).toEqual([expect.stringMatching(/^\d+ records read \(100 %\)$/), '']);
    expect(seen.out).not.toContain('\u001b');
  });
});

describe('verify refuses with 64', () => {
  it.each([
    [['verify'], 'verify needs a source'],
    [['verify', 'file:-', '-'], 'Standard input was given twice'],
    [['verify', 'file:a', '--from', 'yesterday'], '--from takes a time such as'],
    [['verify', 'file:a', '--to', '24'], '--to takes a time such as'],
    [
      ['verify', 'file:a', '--from', '2026-11-24T00:00:00Z', '--to', '2026-11-23T00:00:00Z'],
      '--from is later than --to',
    ],
    [['verify', 'file:a', '--require', 'witnes'], 'Did you mean witness?'],
    [['verify', 'file:a', '--require', 'closed,'], 'found ""'],
    [['verify', 'file:a', '--accept', 'anything'], '--accept takes redacted'],
    [['verify', 'loki:nowhere'], 'loki: needs an address'],
    [['verify', 'loki:https://user:hidden@loki'], 'must not hold credentials'],
    [['verify', 'loki:http://127.0.0.1:3100', '--selector', '{a="b"} |= "c"'], '--selector takes matchers'],
    [['verify', 'loki:http://127.0.0.1:3100', '--selector', '{}'], '--selector takes matchers'],
    [['verify', 'elasticsearch:http://127.0.0.1:9200', '--index', 'logs-*/_search?x='], '--index takes names'],
    [['verify', 'opensearch:http://127.0.0.1:9200', '--index', 'logs-*,-logs-shop'], '--index takes names'],
    [['verify', 'loki:http://127.0.0.1:3100', '--store-cert', 'x'], '--store-cert'],
    [['verify', 'file:a', '--trsut', 'x'], 'Did you mean --trust?'],
  ])('%j', async (args, message) => {
    expect(await run(args)).toMatchObject({ code: usage, out: '', err: expect.stringContaining(message) });
  });

  it.each([
    ['is not there', undefined, 'there is no such file'],
    ['is not JSON', '{', 'is not JSON'],
    ['has no roots', '{"version":1,"roots":[]}', 'roots must have at least one entry'],
    [
      'has a member too many',
      '{"version":1,"roots":[],"root":1}',
      'may have version, roots, witnesses, expectedServices',
    ],
    ['is larger than 1 MiB', ' '.repeat(10_000_000), 'larger than 1 MiB'],
  ])('a trust file that %s', async (_what, content, message) => {
    const trust = join(testFolder(), 'trust.json');
    if (content !== undefined) writeFileSync(trust, content);
    for (const [args, env, from] of [
      [['--trust', trust], {}, '--trust'],
      [[], { OTELSEAL_TRUST: trust }, 'OTELSEAL_TRUST'],
    ] as const) {
      const ran = await run(['verify', 'file:-', ...args], { env });
      expect(ran).toMatchObject({ code: usage, out: '', err: expect.stringContaining(message) });
      expect(ran.err).toContain(from);
    }
  });

  it('a compressed file', async () => {
    expect(await run(['verify', 'file:-'], { stdin: Buffer.from([0x1f, 0x8b, 8]) })).toMatchObject({ code: usage });
  });
});

describe('verify exits 69', () => {
  it('for a file that is not there, and for a folder', async () => {
    const folder = testFolder();
    expect(await run(['verify', `file:${join(folder, 'none.jsonl')}`])).toMatchObject({
      code: unavailable,
      out: '',
      err: expect.stringContaining('there is no such file'),
    });
    expect(await run(['verify', `file:${folder}`])).toMatchObject({
      code: unavailable,
      err: expect.stringContaining('it is a folder'),
    });
  });

  it('for a path that leads in circles', async () => {
    const path = join(testFolder(), 'loop');
    symlinkSync(path, path);
    expect(await run(['verify', `file:${path}`])).toMatchObject({
      code: unavailable,
      err: expect.stringContaining('too many symbolic links'),
    });
  });
});
