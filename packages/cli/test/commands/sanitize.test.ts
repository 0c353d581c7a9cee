import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logsRequestLine, R10, readLogsJson } from '@otelseal/testing';
import { describe, expect, it } from 'vitest';

import { ok, run, tampered, usage } from '../memory-io.js';
import { sealedLog, testFolder } from '../sealed-log.js';

const line = (logRecord: object, scope: object = { name: 'app' }, resource: object = {}): string =>
  JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ scope, logRecords: [logRecord] }] }] });
const text = (stringValue: string) => ({ stringValue });

async function sanitized(input: string): Promise<ReturnType<typeof readLogsJson>> {
  const { code, out } = await run(['sanitize'], { stdin: input });
  expect(code).toBe(ok);
  return readLogsJson(out);
}

describe('sanitize --format otlp-json', () => {
  it('redacts and encodes in body, attributes, keys, resource and scope, and keeps everything else', async () => {
    const record = {
      timeUnixNano: '1790000000000000001',
      observedTimeUnixNano: '2',
      severityNumber: 13,
      severityText: 'WARN',
      body: text('login\u001b[2J failed'),
      attributes: [
        { key: 'password', value: text('hunter2') },
        { key: 'a\nb', value: { kvlistValue: { values: [{ key: 'api_key', value: text('0123456789abcdef') }] } } },
        { key: 'int', value: { intValue: '9007199254740993' } },
        { key: 'small', value: { intValue: '5' } },
        { key: 'double', value: { doubleValue: 5 } },
        { key: 'list', value: { arrayValue: { values: [{ boolValue: true }, {}, { bytesValue: 'AQID' }] } } },
      ],
      flags: 1,
      traceId: '5b8efff798038103d269b633813fc60c',
      spanId: 'eee19b7ec3c1b174',
      eventName: 'security.authn.login.failure',
      droppedAttributesCount: 2,
    };
    const resource = { attributes: [{ key: 'process.command_args', value: text('--password=hunter2') }] };
    const { code, out, err } = await run(['sanitize'], { stdin: `${line(record, { name: 'a\u0007pp' }, resource)}\n` });
    expect(code).toBe(ok);
    expect(out).not.toContain('hunter2');
    expect(out).not.toContain('0123456789abcdef');
    const [{ scopeLogs: [scopeLogs] = [] } = {}] = JSON.parse(out).resourceLogs;
    expect(scopeLogs.scope.name).toBe('a\\u0007pp');
    const { body, attributes, ...rest } = scopeLogs.logRecords[0];
    expect(body).toEqual(text('login\\u001b[2J failed'));
    expect(attributes.map(({ key }: { key: string }) => key)).toEqual([
      'password',
      'a\\u000ab',
      'int',
      'small',
      'double',
      'list',
    ]);
    expect(attributes.slice(2).map(({ value }: { value: object }) => value)).toEqual([
      { intValue: '9007199254740993' },
      { intValue: '5' },
      { doubleValue: 5 },
      { arrayValue: { values: [{ boolValue: true }, {}, { bytesValue: 'AQID' }] } },
    ]);
    const { body: _body, attributes: _attributes, ...untouched } = record;
    expect(rest).toEqual(untouched);
    expect(err).toMatch(/^otelseal: 1 lines, found: .*\d/);
    expect(err).not.toContain('hunter2');
  });

  it('leaves sealed records as they are, so that they still verify', async () => {
    const { text: log, trust } = await sealedLog({ records: [{ ...R10, attributes: { password: 'hunter2' } }, R10] });
    const { code, out, err } = await run(['sanitize'], { stdin: log });
    expect([code, err]).toEqual([ok, expect.stringContaining('6 sealed records left as they are')]);
    expect((await run(['verify', 'file:-', '--trust', trust], { stdin: out })).code).toBe(ok);
  });

  it('does not pass on members that it does not look at', async () => {
    const [resourceLogs] = await sanitized(line({ body: text('x'), secret: 'hunter2', traceId: 'hunter2' }));
    expect(JSON.stringify(resourceLogs)).not.toContain('hunter2');
  });

  it('loses none of two attributes of one name', async () => {
    const attributes = [
      { key: 'a', value: text('1') },
      { key: 'a', value: text('2') },
    ];
    const [resourceLogs] = await sanitized(line({ attributes }));
    expect(resourceLogs?.scopeLogs[0]?.logRecords[0]?.attributes.map(({ value }) => value)).toEqual([
      text('1'),
      text('2'),
    ]);
  });

  it('changes nothing in what is clean', async () => {
    const clean = logsRequestLine(
      readLogsJson(
        line({ timeUnixNano: '1', body: text('all is well'), attributes: [{ key: 'a', value: { intValue: '1' } }] }),
      ),
    );
    expect(logsRequestLine(await sanitized(clean))).toBe(clean);
  });

  it('leaves out lines that it cannot read, says so without showing them, and exits 1', async () => {
    const input = `${line({ body: text('first') })}\npassword=hunter2\n${line({ body: text('third') })}\n{"resourceLogs":[{"password":\n`;
    const { code, out, err } = await run(['sanitize'], { stdin: input });
    expect(code).toBe(tampered);
    expect(out.trim().split('\n')).toHaveLength(2);
    expect(err).toContain('left out 2 lines that cannot be read; the first is line 2: it is not JSON');
    expect(out + err).not.toContain('hunter2');
  });
});

describe('sanitize --format text', () => {
  it('makes every line one JSON string', async () => {
    const { code, out } = await run(['sanitize', '--format', 'text'], { stdin: 'a\u001b[31mb\r\nÄ "quoted"\n\nlast' });
    expect([code, out]).toEqual([ok, '"a\\\\u001b[31mb\\\\u000d"\n"\\u00c4 \\"quoted\\""\n""\n"last"\n']);
    expect(
      out
        .trim()
        .split('\n')
        .map((each) => JSON.parse(each)),
    ).toEqual(['a\\u001b[31mb\\u000d', 'Ä "quoted"', '', 'last']);
  });

  it('reads a line that is one JSON string as the text that it stands for', async () => {
    const lines = ['a\n"b"\u001b[31m', 'C:\\u001b', 'token ghp_\u0000'].map((each) => JSON.stringify(each));
    const { code, out } = await run(['sanitize', '--format=text'], {
      stdin: `${lines.join('\r\n')}\n"half\n["a\\n"]\n`,
    });
    const texts = out
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each));
    expect([code, texts]).toEqual([
      ok,
      ['a\\u000a"b"\\u001b[31m', 'C:\\u005cu001b', 'token ghp_\\u0000', '"half', '["a\\n"]'],
    ]);
  });

  it('shows with --decode what the control characters were, still as JSON strings', async () => {
    const encoded = await run(['sanitize', '--format=text'], { stdin: 'a\u001b[31m\\u001b\n' });
    const { code, out } = await run(['sanitize', '--format=text', '--decode'], { stdin: encoded.out });
    expect([code, JSON.parse(out)]).toEqual([ok, 'a\u001b[31m\\u001b']);
    expect(out).not.toContain('\u001b');
  });

  it('decodes lines of plain text too', async () => {
    const { out } = await run(['sanitize', '--format=text', '--decode'], { stdin: 'user a\\u000ab\n"half\n' });
    expect(out).toBe('"user a\\nb"\n"\\"half"\n');
  });
});

describe('sanitize --decode of OTLP JSON', () => {
  it('gives the texts back that were encoded', async () => {
    const encoded = await run(['sanitize'], { stdin: line({ body: text('a\u0000b\\u0041') }) });
    const { out } = await run(['sanitize', '--decode'], { stdin: encoded.out });
    expect(readLogsJson(out)[0]?.scopeLogs[0]?.logRecords[0]?.body).toEqual(text('a\u0000b\\u0041'));
  });
});

describe('sanitize --config', () => {
  const configured = async (content: string): ReturnType<typeof run> => {
    const file = join(testFolder(), 'sanitize.json');
    writeFileSync(file, content);
    return run(['sanitize', '--format=text', '--config', file], { stdin: 'x'.repeat(300) });
  };

  it('sets options of the sanitizer', async () => {
    const { code, out, err } = await configured('{"preset":"strict","bounds":{"maxTextLength":100}}');
    expect(code).toBe(ok);
    expect(JSON.parse(out)).toMatch(/^x{100}[^x]/);
    expect(err).toContain('too-long 1');
  });

  it('reads YAML, and lists what would change in a dry run, without values', async () => {
    const file = join(testFolder(), 'sanitize.yaml');
    writeFileSync(file, 'dryRun: true\nvalues:\n  - { name: employee, pattern: "EMP-[0-9]{6}" }\n');
    const stdin = 'EMP-123456 used password=hunter2';
    const { code, out, err } = await run(['sanitize', '--format=text', '--config', file], { stdin });
    expect(code).toBe(ok);
    expect(JSON.parse(out)).toBe(stdin);
    expect(err).toContain('would change body: employee 1\nwould change body: named-secret 1\n');
    expect(err).not.toContain('hunter2');
  });

  it.each([
    ['{', 'is neither YAML nor JSON'],
    ['a: &x 1\nb: *x', 'is neither YAML nor JSON'],
    ['[]', 'must hold options by name'],
    ['rules: { "a[": mask }', '--config: The path "a[" is malformed'],
    ['{"preset":"lenient"}', '--config: '],
    ['{"telemetry":{}}', 'telemetry cannot be set by a file'],
  ])('refuses %s with 64', async (content, message) => {
    expect(await configured(content)).toMatchObject({ code: usage, out: '', err: expect.stringContaining(message) });
  });
});

describe('sanitize', () => {
  it('refuses unknown formats and files as arguments', async () => {
    expect(await run(['sanitize', '--format', 'txt'])).toMatchObject({
      code: usage,
      err: expect.stringContaining('--format is otlp-json or text'),
    });
    expect(await run(['sanitize', 'a.log'])).toMatchObject({
      code: usage,
      err: expect.stringContaining('otelseal sanitize < "a.log"'),
    });
  });

  it('stops reading when nobody reads its output', async () => {
    let given = 0;
    const endless = (async function* () {
      for (; given < 1_000; given += 1) yield Buffer.from(`${'y'.repeat(1_000)}\n`.repeat(100));
    })();
    const { code } = await run(['sanitize', '--format=text'], { stdin: endless, closeAfterWrites: 2 });
    expect([code, given < 20]).toEqual([ok, true]);
  });
});
