import type { Condition, Finding, Report, ReportedStream } from '@otelseal/audit-integrity';
import { describe, expect, it } from 'vitest';

import { searchedStreams, withUnsearched } from '../../src/stores/doubtful-streams.js';

const STRANGER = 'b'.repeat(32);

const streamOf = (stream: string, records: number, trusted = false) => ({ stream, records, trusted }) as ReportedStream;
const finding = (verdict: Finding['verdict'], stream: string): Finding => ({
  verdict,
  stream,
  sequence: '1–4',
  field: '-',
  detail: '4 records are not here',
});
const conditionOf = (condition: Condition) => ({ condition, stream: STRANGER, sequence: '5', detail: '' });

function reportWith(
  findings: readonly Finding[],
  conditions: readonly Condition[] = ['UNANCHORED', 'UNCLOSED'],
): Report {
  const counts: Record<string, number> = {};
  for (const { verdict } of findings) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return {
    ...{ version: 1, verdict: 'NOT INTACT', exitCode: 1, reason: '', range: { from: '', to: '' } },
    ...{ findings, conditions: conditions.map(conditionOf), streams: [], gaps: [], history: [], coverage: [], counts },
  } as Report;
}

describe('the streams that are searched for', () => {
  it('are all trusted ones, and of the others those with the most records', () => {
    const streams = [
      streamOf('a', 1, true),
      streamOf('b', 5),
      streamOf('c', 9),
      streamOf('d', 1),
      streamOf('e', 2, true),
    ];
    expect(searchedStreams(streams, 2)).toEqual(['a', 'e', 'c', 'b']);
    expect(searchedStreams(streams, -1)).toEqual(['a', 'e']);
  });
});

describe('a report of which streams were not searched for', () => {
  const left = new Set([STRANGER]);

  it('is as it was where there are none', () => {
    const report = reportWith([finding('MISSING', STRANGER)]);
    expect(withUnsearched(report, new Set(), false)).toBe(report);
  });

  it('keeps what is missing where everything was read', () => {
    const report = withUnsearched(reportWith([finding('MISSING', STRANGER)]), left, true);
    expect(report).toMatchObject({ verdict: 'NOT INTACT', exitCode: 1, counts: { MISSING: 1 } });
    expect(report.coverage).toEqual([expect.stringContaining('1 streams that no trusted key')]);
  });

  it('calls nothing missing that may be elsewhere, and is not INTACT', () => {
    const report = withUnsearched(reportWith([finding('MISSING', STRANGER)], ['UNTRUSTED', 'UNCLOSED']), left, false);
    expect(report).toMatchObject({ verdict: 'NOT PROVEN', exitCode: 2, reason: 'UNTRUSTED', findings: [], counts: {} });
    expect(report.conditions.map(({ condition }) => condition)).toEqual(['UNTRUSTED', 'UNANCHORED', 'UNCLOSED']);
    const alone = withUnsearched(reportWith([finding('MISSING', STRANGER)], []), left, false);
    expect(alone).toMatchObject({ verdict: 'NOT PROVEN', exitCode: 2, reason: 'UNANCHORED' });
  });

  it.each([
    ['of a trusted stream is missing', finding('MISSING', 'a'.repeat(32))],
    ['was modified in such a stream', finding('MODIFIED', STRANGER)],
  ])('leaves the verdict as it is where something %s', (_, other) => {
    const report = withUnsearched(reportWith([other, finding('MISSING', STRANGER)]), left, false);
    expect(report).toMatchObject({ verdict: 'NOT INTACT', exitCode: 1, findings: [other] });
  });

  it('gives no other verdict without a trust file', () => {
    const proven = { ...reportWith([finding('MISSING', STRANGER)]), verdict: 'NOT PROVEN', exitCode: 2 } as const;
    const report = withUnsearched({ ...proven, reason: 'UNTRUSTED' }, left, false);
    expect(report).toMatchObject({ verdict: 'NOT PROVEN', exitCode: 2, reason: 'UNTRUSTED' });
  });
});
