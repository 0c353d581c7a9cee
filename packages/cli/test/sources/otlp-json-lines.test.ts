import type { StoredRecord } from '@otelseal/audit-integrity';
import { describe, expect, it } from 'vitest';

import { readOtlpJsonLines } from '../../src/sources/otlp-json-lines.js';

const logs = (...bodies: string[]): string => {
  const logRecords = bodies.map((stringValue) => ({ body: { stringValue } }));
  return JSON.stringify({ resourceLogs: [{ scopeLogs: [{ scope: { name: 'app' }, logRecords }] }] });
};

async function read(content: string | Buffer, maxLineBytes = 10_000) {
  const records: StoredRecord[] = [];
  const unreadable: object[] = [];
  const sink = {
    add: (record: StoredRecord) => records.push(record),
    unreadable: (piece: object) => unreadable.push(piece),
  };
  let lines = 0;
  const onLine = async (): Promise<void> => {
    lines += 1;
  };
  const chunks = (async function* () {
    yield Buffer.from(content as string);
  })();
  await readOtlpJsonLines(chunks, sink, { name: 'x.jsonl', maxLineBytes, onLine });
  return {
    bodies: records.map(({ place, logRecord }) => `${place} ${logRecord.body?.stringValue}`),
    unreadable,
    lines,
  };
}

describe('OTLP JSON lines', () => {
  it('give every record with its file and line', async () => {
    expect(await read(`${logs('a', 'b')}\n\n${logs('c')}\n`)).toEqual({
      bodies: ['x.jsonl:1 a', 'x.jsonl:1 b', 'x.jsonl:3 c'],
      unreadable: [],
      lines: 3,
    });
  });

  it('may begin with a byte order mark and end without a line feed', async () => {
    expect((await read(`\ufeff${logs('a')}\n${logs('b')}`)).bodies).toEqual(['x.jsonl:1 a', 'x.jsonl:2 b']);
  });

  it('may hold other signals, which are passed over', async () => {
    const result = await read(`{"resourceSpans":[]}\n{"resourceMetrics":[]}\n{"resourceProfiles":[]}\n${logs('a')}`);
    expect([result.bodies, result.unreadable]).toEqual([['x.jsonl:4 a'], []]);
  });

  it('report what is no such line, and go on', async () => {
    const torn = logs('lost').slice(0, 30);
    const twice = logs('x').replace('"body"', '"body":{},"body"');
    const content = [
      torn,
      '[]',
      '"text"',
      '{}',
      '{"resourceLogs":{}}',
      twice,
      logs('x'.repeat(2_000)),
      logs('end'),
    ].join('\n');
    expect(await read(content, 1_000)).toMatchObject({
      bodies: ['x.jsonl:8 end'],
      unreadable: [
        { place: 'x.jsonl:1', why: 'it is not JSON', tampered: false },
        { place: 'x.jsonl:2', why: 'it holds no OTLP logs' },
        { place: 'x.jsonl:3', why: 'it holds no OTLP logs' },
        { place: 'x.jsonl:4', why: 'it holds no OTLP logs' },
        { place: 'x.jsonl:5', why: 'it holds no OTLP logs' },
        { place: 'x.jsonl:6', why: 'an object has the same member twice', tampered: true },
        { place: 'x.jsonl:7', why: 'the line is longer than 1000 bytes' },
      ],
    });
  });

  it('refuse a compressed file with advice', async () => {
    await expect(read(Buffer.from([0x1f, 0x8b, 8, 0]))).rejects.toMatchObject({
      code: 'ERR_USAGE',
      message: expect.stringContaining('zcat FILE | otelseal verify -'),
    });
  });
});
