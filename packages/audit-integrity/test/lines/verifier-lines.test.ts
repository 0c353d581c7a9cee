import { describe, expect, it } from 'vitest';
import { createVerifier, type Report, storedRecords, type VerifierOptions } from '../../src/index.js';
import type { SealedRecord } from '../../src/sealed-record.js';
import { at, loginFailure, loginStream, open, resourceOf, toLogRecord, trustOf } from '../sealed-streams.js';

function lineOf(...records: SealedRecord[]): string {
  const scopeLogs = [{ scope: { name: 'x' }, logRecords: records.map(toLogRecord) }];
  return JSON.stringify({ resourceLogs: [{ resource: { attributes: resourceOf() }, scopeLogs }] });
}

/** Each line by its text where that is enough, otherwise in full; how many were told by their text. */
function byText(
  lines: readonly string[],
  options: VerifierOptions = {},
): { report: Report; told: number; records: number } {
  const verifier = createVerifier({ trust: trustOf(), ...options });
  const reader = verifier.lines((bytes) => JSON.parse(Buffer.from(bytes).toString()));
  let told = 0;
  for (const [index, line] of lines.entries()) {
    const place = `audit.jsonl:${index + 1}`;
    if (reader.take(Buffer.from(line), place)) {
      told += 1;
      continue;
    }
    for (const record of storedRecords(JSON.parse(line), place)) verifier.add(record);
    reader.learn(JSON.parse(line));
  }
  return { report: verifier.finish(), told, records: verifier.records };
}

function inFull(lines: readonly string[], options: VerifierOptions = {}): Report {
  const verifier = createVerifier({ trust: trustOf(), ...options });
  for (const [index, line] of lines.entries()) {
    for (const record of storedRecords(JSON.parse(line), `audit.jsonl:${index + 1}`)) verifier.add(record);
  }
  return verifier.finish();
}

const STREAM = loginStream(20);
const LINES = STREAM.map((record) => lineOf(record));
/** Another record of the same stream and number. */
const RIVAL = open();
const FORK = Array.from({ length: 12 }, (_, n) => lineOf(RIVAL.seal(loginFailure(50 + n), at(n + 1)))).at(-1) as string;
const OTHER = loginStream(9, open({ streamId: 'f'.repeat(32) })).map((record) => lineOf(record));
const plain = STREAM.findIndex(({ sequence }) => sequence === 9);
const without = (...indices: number[]) => LINES.filter((_, index) => !indices.includes(index));

describe('a verifier that is given lines', () => {
  it.each<readonly [string, readonly string[], VerifierOptions, Report['verdict']]>([
    ['a stream', LINES, {}, 'INTACT'],
    ['a stream that came twice', [...LINES, ...LINES], {}, 'INTACT'],
    ['a stream in another order', LINES.toReversed(), {}, 'INTACT'],
    ['two streams', [...LINES, ...OTHER], {}, 'INTACT'],
    ['more streams than it may hold', [...LINES, ...OTHER], { maxStreams: 0, maxTrustedStreams: 1 }, 'NOT PROVEN'],
    ['a stream with a hole', without(plain), {}, 'NOT INTACT'],
    ['a stream with a fork', [...LINES, FORK], {}, 'NOT INTACT'],
    ['a stream with a fork that came twice', [...LINES, FORK, FORK], {}, 'NOT INTACT'],
    ['a stream without its end', LINES.slice(0, -3), {}, 'NOT PROVEN'],
    ['no trust', LINES, { trust: undefined }, 'NOT PROVEN'],
    ['a range', LINES, { range: { from: at(50), to: at(120), marginSeconds: 0 } }, 'NOT PROVEN'],
    ['a range from', LINES, { range: { from: at(50), marginSeconds: 0 } }, 'NOT PROVEN'],
    ['a range to', LINES, { range: { to: at(120), marginSeconds: 0 } }, 'NOT PROVEN'],
    [
      'a range and more streams than it may hold',
      [...LINES, ...OTHER],
      { maxStreams: 0, maxTrustedStreams: 1, range: { from: at(50), to: at(120), marginSeconds: 0 } },
      'NOT PROVEN',
    ],
  ])('says of %s what the full reading says', (_, lines, options, verdict) => {
    const { report, told, records } = byText(lines, options);
    expect(report).toEqual(inFull(lines, options));
    expect([report.verdict, records]).toEqual([verdict, lines.length]);
    expect(told).toBeGreaterThan(5);
  });

  it('reads in full what stands among plain records', () => {
    const [first, second, third] = STREAM.filter(({ kind }) => kind === 'record') as [
      SealedRecord,
      SealedRecord,
      SealedRecord,
    ];
    const more = { ...second, attributes: { ...second.attributes, 'user.name': 'eve' } };
    const lines = [lineOf(STREAM[0] as SealedRecord), lineOf(first), lineOf(third, more, third)];
    const { report, told, records } = byText(lines);
    expect([told, records]).toEqual([2, 5]);
    expect(report).toEqual(inFull(lines));
    expect(report.findings).toMatchObject([{ verdict: 'DISPLAY_MISMATCH', sequence: '3', field: 'user.name' }]);
  });
});
