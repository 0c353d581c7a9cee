import { describe, expect, it } from 'vitest';
import { Additions } from '../../src/display/additions.js';
import { FileDisplay } from '../../src/display/file.js';
import { UnsignedNames } from '../../src/display/unsigned-names.js';
import { LinePath } from '../../src/lines/line-path.js';
import { loginStream, resourceOf, toLogRecord } from '../sealed-streams.js';

const LINES = loginStream(40)
  .filter(({ kind }) => kind === 'record')
  .map((record) => {
    const scopeLogs = [{ scope: { name: 'x' }, logRecords: [toLogRecord(record)] }];
    return JSON.stringify({ resourceLogs: [{ resource: { attributes: resourceOf() }, scopeLogs }] });
  });

/** How many of the lines were told by their text alone. */
function plainly(maxPatternLength?: number): number {
  const parse = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString());
  const path = new LinePath(new FileDisplay(new UnsignedNames([]), new Additions()), parse, maxPatternLength);
  let count = 0;
  for (const line of LINES) {
    const examined = path.examine(Buffer.from(line), 'x');
    if (examined === undefined) path.learn(JSON.parse(line));
    else if (examined.every((one) => 'hash' in one)) count += 1;
  }
  return count;
}

/** A line of a collector: many records, more text than is decoded at a time. */
function longLine(records: number): Buffer {
  const logRecords = loginStream(records)
    .filter(({ kind }) => kind === 'record')
    .map(toLogRecord);
  const scopeLogs = [{ scope: { name: 'x' }, logRecords }];
  return Buffer.from(JSON.stringify({ resourceLogs: [{ resource: { attributes: resourceOf() }, scopeLogs }] }));
}

describe('long lines', () => {
  it('are told by their text as well, wherever a record is cut while it is decoded', () => {
    const line = longLine(400);
    expect(line.length).toBeGreaterThan(300_000);
    const parse = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString());
    const path = new LinePath(new FileDisplay(new UnsignedNames([]), new Additions()), parse);
    path.learn(JSON.parse(line.toString()));
    const examined = path.examine(line, 'x') ?? [];
    expect(examined.filter((one) => 'hash' in one).map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 400 }, (_, index) => index + 2),
    );
    expect(path.examine(Buffer.from(line.toString().replace(/.$/, ' ')), 'x')).toBeUndefined();
  });
});

describe('patterns of records', () => {
  it('are learnt from the first that is like the others', () => {
    expect(plainly()).toBe(LINES.length - 1);
  });

  it('are no longer learnt when they take too much room, and all is read in full instead', () => {
    expect(plainly(100)).toBe(0);
  });
});
