import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { storedRecords, withOneRecordChanged } from '../src/demo/stored-records.ts';
import { lowerRefundInCopy } from '../src/demo/tampered-copy.ts';
import { printable } from '../src/demo/terminal.ts';
import { seenEvents, seenHostileNames } from '../src/demo/what-was-seen.ts';

const scratch = mkdtempSync(join(tmpdir(), 'otelseal-demo-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const log = join(scratch, 'log.jsonl');

const text = (key: string, stringValue: string): object => ({ key, value: { stringValue } });
const record = (eventName: string, severityText: string, body: string, ...attributes: object[]): object => ({
  eventName,
  severityText,
  body: { stringValue: body },
  attributes,
});
const line = (...logRecords: object[]): string => JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
const LINES = [
  line(record('security.sys.startup', 'WARN', 'started'), record('audit.open', 'INFO', 'opened')),
  line(
    record(
      'security.authn.login.failure',
      'WARN',
      'user "a\\u000ab" failed',
      text('security.reason', 'unknown_user'),
      text('audit.actor.id', 'a\\u000ab'),
    ),
    record(
      'security.transaction.complete',
      'INFO',
      'refund of 129.90',
      text('security.transaction.amount', '129.90'),
      text('audit.payload', '{"amount":"s:129.90"}'),
    ),
  ),
  line(record('security.sys.startup', 'WARN', 'started again')),
];
writeFileSync(log, `${LINES.join('\n')}\n`);

describe('the collector’s file', () => {
  it('is read record by record', () => {
    expect(storedRecords(log).map(({ eventName }) => eventName)).toEqual([
      'security.sys.startup',
      'audit.open',
      'security.authn.login.failure',
      'security.transaction.complete',
      'security.sys.startup',
    ]);
  });

  it('changes in one record only, wherever the amount stands there', () => {
    const tamperedLog = join(scratch, 'tampered.jsonl');
    expect(lowerRefundInCopy({ key: '', trust: '', log, tamperedLog }, '129.90', '29.90')).toEqual({ line: 2 });
    const tampered = readFileSync(tamperedLog, 'utf8').trimEnd().split('\n');
    expect([tampered[0], tampered[2]]).toEqual([LINES[0], LINES[2]]);
    expect(tampered[1]).toBe(LINES[1]?.replaceAll('129.90', '29.90'));
  });

  it('without the record to change is an error, not a silent copy', () => {
    expect(() =>
      withOneRecordChanged(
        log,
        () => false,
        (same) => same,
      ),
    ).toThrow('not in the file');
  });
});

describe('what is shown', () => {
  it('is one line per event, the worst first, control records left out', () => {
    expect(seenEvents(storedRecords(log))).toEqual([
      ['WARN', ' 2 ×', 'sys.startup', 'started'],
      ['WARN', ' 1 ×', 'authn.login.failure', 'user "a\\u000ab" failed'],
      ['INFO', ' 1 ×', 'transaction.complete', 'refund of 129.90'],
    ]);
  });

  it('is no longer than a screen, however much was seen', () => {
    const kinds = Array.from({ length: 30 }, (_, kind) => ({
      eventName: `security.kind${kind}.happened`,
      severityNumber: 9,
    }));
    const rows = seenEvents(kinds);
    expect(rows).toHaveLength(13);
    expect(rows.at(-1)?.[0]).toMatch(/^and 18 other kinds: kind12\.happened, .*kind29\.happened$/);
  });

  it('names the user names that were made to harm', () => {
    expect(seenHostileNames(storedRecords(log))).toEqual(['a\\u000ab']);
  });

  it('cannot steer a terminal', () => {
    expect(printable('a\u001b[2J\r\n\u202e…')).toBe('a\\u001b[2J\\u000d\\u000a\\u202e…');
  });
});
