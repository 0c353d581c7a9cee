import { describe, expect, it } from 'vitest';
import { formatRedaction, leafHash } from '../src/index.js';
import { parseRedaction } from '../src/redaction-statement.js';
import { START, STREAM } from './sealed-streams.js';

const STATEMENT = {
  ...{ stream: STREAM, sequence: 17, leafHash: leafHash(Buffer.from('leaf')) },
  ...{ reason: 'GDPR Art. 17, case 4711', time: START[0] },
};
const text = formatRedaction(STATEMENT);
const refused = (what: string) =>
  expect.objectContaining({ code: 'ERR_REDACTION', message: expect.stringContaining(`: its ${what} is not`) });

describe('the text of a redaction statement', () => {
  it('is these lines', () => {
    const leaf = Buffer.from(STATEMENT.leafHash).toString('base64url');
    expect(text).toBe(
      `otelseal/redaction/v1\nstream ${STREAM}\nsequence 17\nleaf ${leaf}\nreason GDPR%20Art.%2017%2C%20case%204711\ntime 2026-11-23T16:00:00Z\n`,
    );
  });

  it.each([
    ['as it is', {}],
    ['with the largest number', { sequence: Number.MAX_SAFE_INTEGER }],
    ['with the longest reason', { reason: 'x'.repeat(1_000) }],
    ['with a reason in any script', { reason: 'Löschung 削除 😀' }],
    ['of 1970', { time: 0 }],
  ])('is read as it was written: %s', (_, change) => {
    const statement = { ...STATEMENT, ...change };
    const read = parseRedaction(formatRedaction(statement));
    expect({ ...read, leafHash: Buffer.from(read.leafHash) }).toEqual({
      ...statement,
      leafHash: Buffer.from(statement.leafHash),
    });
  });

  it.each([
    ['no reason', { reason: '' }, 'lines'],
    ['a reason that is too long', { reason: 'x'.repeat(1_001) }, 'reason'],
    ['a reason that is no text', { reason: '\ud800' }, 'reason'],
    ['a stream of 31 digits', { stream: STREAM.slice(1) }, 'stream'],
    ['a stream in upper case', { stream: STREAM.toUpperCase() }, 'stream'],
    ['number 0', { sequence: 0 }, 'lines'],
    ['a negative number', { sequence: -1 }, 'lines'],
    ['a number that cannot be counted to', { sequence: 9_007_199_254_740_992 }, 'sequence'],
    ['a short hash', { leafHash: new Uint8Array(31) }, 'lines'],
    ['a long hash', { leafHash: new Uint8Array(33) }, 'lines'],
    ['a part of a second', { time: 0.5 }, 'time'],
    ['a time that no calendar has', { time: 9e12 }, 'time'],
    ['no time', { time: Number.NaN }, 'time'],
  ])('is not written with %s', (_, change, what) => {
    expect(() => formatRedaction({ ...STATEMENT, ...change })).toThrow(refused(what));
  });

  it.each([
    ['another label', 'redaction/v1', 'redaction/v2', 'lines'],
    ['a line before it', /^/, 'x\n', 'lines'],
    ['a line behind it', /$/, 'x\n', 'lines'],
    ['two lines in another order', /(stream .*\n)(sequence .*\n)/, '$2$1', 'lines'],
    ['bits in the hash that no encoder writes', /(leaf .{42})./, '$1B', 'leaf'],
    ['a letter encoded that need not be', 'GDPR', '%47DPR', 'reason'],
    ['a percent sign alone', 'GDPR', '%', 'reason'],
    ['a day that February has not', '-11-23', '-02-30', 'time'],
    ['a time in another zone', 'T16:00:00Z', 'T16:00:00+', 'time'],
    ['a time without a Z', 'T16:00:00Z', 'T16:00:000', 'time'],
    ['milliseconds', '2026-11-23T16:00:00Z', '2026-11-23T16:00.0Z0', 'time'],
    ['no line feed at its end', /\n$/, '', 'lines'],
    ['zeros before its number', 'sequence 17', 'sequence 017', 'lines'],
  ])('is refused with %s', (_, from, to, what) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect(() => parseRedaction(changed)).toThrow(refused(what));
  });
});
