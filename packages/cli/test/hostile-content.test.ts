import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOSTILE_KEYS, HOSTILE_TEXTS, logsRequestLine, R10, readLogsJson, unsafeForTerminal } from '@otelseal/testing';
import { describe, expect, it } from 'vitest';

import { ok, run, tampered } from './memory-io.js';
import { sealedLog, testFolder } from './sealed-log.js';

/** Everything hostile as body, attribute name and attribute value. */
const HOSTILE_RECORDS = HOSTILE_TEXTS.map(({ text }, index) => ({
  ...R10,
  body: text,
  attributes: { ...R10.attributes, 'app.note': text, [HOSTILE_KEYS[index % HOSTILE_KEYS.length] as string]: text },
}));

describe('hostile log content', () => {
  it('is sealed, stored and verified as it is', async () => {
    const { file, trust } = await sealedLog({ records: HOSTILE_RECORDS });
    const { code, out } = await run(['verify', `file:${file}`, '--trust', trust]);
    expect([code, unsafeForTerminal(out)]).toEqual([ok, undefined]);
  });

  it('goes into a bundle as it is, and reaches no terminal on the way', async () => {
    const { file, trust, folder } = await sealedLog({ records: HOSTILE_RECORDS });
    const bundle = join(folder, 'bundle');
    for (const args of [
      ['export', `file:${file}`, '--out', bundle],
      ['verify', bundle],
      ['verify', bundle, '--json'],
    ]) {
      const { code, out } = await run(['evidence', ...args, '--trust', trust]);
      expect([code, unsafeForTerminal(out)], args.join(' ')).toEqual([ok, undefined]);
    }
  });

  it.each([...HOSTILE_TEXTS])('cannot reach the terminal through a report: $name', async ({ text }) => {
    const { text: log, trust } = await sealedLog();
    const request = JSON.parse(log.split('\n')[0] as string);
    const [record] = request.resourceLogs[0].scopeLogs[1].logRecords;
    const forged = structuredClone(record);
    record.body = { stringValue: text };
    record.attributes.push({ key: `user.${text}`, value: { stringValue: text } });
    forged.eventName = `security.${text}`;
    forged.attributes = [{ key: `security.${text}`, value: { stringValue: text } }];
    request.resourceLogs[0].scopeLogs[1].logRecords.push(forged);
    const stdin = `${JSON.stringify(request)}\n${log.split('\n').slice(1).join('\n')}`;
    for (const json of [[], ['--json']]) {
      const { code, out, err } = await run(['verify', 'file:-', '--trust', trust, ...json], { stdin });
      expect([code, unsafeForTerminal(out), err]).toEqual([tampered, undefined, '']);
    }
  });

  it.each([...HOSTILE_TEXTS])('cannot leave a story or a coverage as itself: $name', async ({ text }) => {
    const {
      file,
      text: log,
      trust,
      folder,
    } = await sealedLog({
      records: [
        {
          ...R10,
          eventName: `security.${text}`,
          severityText: text,
          body: text,
          attributes: { 'audit.actor.id': 'eve', 'client.address': text, 'session.id': text, [`app.${text}`]: text },
        },
      ],
    });
    const forged = {
      eventName: `security.${text}`,
      severityNumber: 17,
      severityText: text,
      body: { stringValue: text },
      attributes: ['audit.actor.id', 'user.id', 'client.address', 'audit.target.id', 'audit.outcome', text].map(
        (key) => ({
          key,
          value: { stringValue: key === 'user.id' ? 'eve' : text },
        }),
      ),
    };
    writeFileSync(file, `${log}${JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [forged] }] }] })}\n`);
    const page = join(folder, 'page.html');
    for (const args of [
      ['investigate', `file:${file}`, '--actor', 'eve', '--html', page],
      ['investigate', `file:${file}`, '--actor', 'eve', '--json'],
      ['coverage', `file:${file}`],
      ['coverage', `file:${file}`, '--json'],
    ]) {
      const { code, out } = await run([...args, '--trust', trust]);
      expect([code, unsafeForTerminal(out)], args.join(' ')).toEqual([ok, undefined]);
      if (args[0] === 'investigate' && !args.includes('--json')) {
        expect(out).toContain('actor eve: 2 rows');
        expect(out.split('\n').filter((line) => line.startsWith('    '))).toHaveLength(2);
      }
    }
    const html = readFileSync(page, 'utf8');
    expect([unsafeForTerminal(html), /<(?:script|img|svg)/i.test(html)]).toEqual([undefined, false]);
  });

  it.each([...HOSTILE_TEXTS])('is made harmless by sanitize: $name', async ({ text }) => {
    for (const format of ['text', 'otlp-json']) {
      const record = {
        body: { stringValue: text },
        eventName: text,
        severityText: text,
        attributes: [{ key: text, value: { stringValue: text } }],
      };
      const stdin =
        format === 'text'
          ? text
          : logsRequestLine(
              readLogsJson(JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] })),
            );
      const clean = await run(['sanitize', '--format', format], { stdin });
      expect([clean.code, unsafeForTerminal(clean.out), unsafeForTerminal(clean.err)]).toEqual([
        ok,
        undefined,
        undefined,
      ]);
      const decoded = await run(['sanitize', '--format', format, '--decode'], { stdin: clean.out });
      expect([decoded.code, unsafeForTerminal(decoded.out)]).toEqual([ok, undefined]);
    }
  });

  it.each([...HOSTILE_TEXTS])('as an argument is shown harmlessly: $name', async ({ text }) => {
    const commands = [
      [text],
      ['verify', text],
      ['verify', `file:${text}`],
      ['verify', 'file:-', `--${text}`],
      ['verify', 'file:-', `--trust=${text}`],
      ['verify', 'file:-', `--require=${text}`],
      ['investigate', text, '--actor', 'x'],
      ['investigate', `file:${text}`, `--actor=${text}`],
      ['investigate', 'file:-', `--trace=${text}`],
      ['investigate', 'file:-', '--actor=x', `--limit=${text}`],
      ['investigate', 'file:-', '--actor=x', `--pseudonym-key=${text}`],
      ['investigate', 'file:-', '--actor=x', `--html=/none/${text}`],
      ['coverage', text],
      ['coverage', `file:${text}`],
      ['replay', text],
      ['replay', `file:${text}`],
      ['replay', 'loki:http://127.0.0.1:9', `--from=${text}`],
      ['replay', 'loki:http://127.0.0.1:9', `--selector=${text}`],
      ['sanitize', text],
      ['sanitize', `--format=${text}`],
      ['sanitize', `--config=${text}`],
      ['keys', text],
      ['keys', 'show', `--key=${text}`],
      ['keys', 'generate', text],
    ];
    for (const args of commands) {
      const { code, out, err } = await run(args);
      expect([code >= 64, unsafeForTerminal(out + err)], args.join(' ')).toEqual([true, undefined]);
    }
  });

  it('in a file name is shown harmlessly', async () => {
    const folder = testFolder();
    mkdirSync(join(folder, 'a\u001b[2J'));
    const file = join(folder, 'a\u001b[2J', 'b\u202e.jsonl');
    const { text, trust } = await sealedLog();
    writeFileSync(file, text.replace('sent invalid input', 'sent valid input'));
    const { code, out } = await run(['verify', `file:${file}`, '--trust', trust]);
    expect([code, unsafeForTerminal(out)]).toEqual([tampered, undefined]);
  });
});
