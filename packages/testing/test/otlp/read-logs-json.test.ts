import { describe, expect, it } from 'vitest';
import { countRecords, MalformedRequest } from '../../src/otlp/logs-request.js';
import { logsRequestLine } from '../../src/otlp/logs-request-line.js';
import { readLogsJson } from '../../src/otlp/read-logs-json.js';
import { ITS_LINE, ONE_OF_EVERYTHING } from './otlp-sample.js';

const recordWith = (member: string): string => `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{${member}}]}]}]}`;
const lineWith = (member: string): string => logsRequestLine(readLogsJson(recordWith(member)));

describe('a line of OTLP JSON', () => {
  it('is written as the collector writes it', () => {
    expect(logsRequestLine(ONE_OF_EVERYTHING)).toBe(ITS_LINE);
  });

  it('is read without loss', () => {
    expect(readLogsJson(ITS_LINE)).toEqual(ONE_OF_EVERYTHING);
    expect(countRecords(readLogsJson(ITS_LINE))).toBe(2);
  });
});

describe('reading OTLP JSON', () => {
  it.each([
    [
      'an integer beyond 2^53 as a number',
      '"body":{"intValue":9007199254740993}',
      '"body":{"intValue":"9007199254740993"}',
    ],
    [
      'observed time as a number',
      '"observedTimeUnixNano":1790000000000000001',
      '"observedTimeUnixNano":"1790000000000000001"',
    ],
    ['upper-case ids', '"traceId":"5B8EFFF798038103D269B633813FC60C"', '"traceId":"5b8efff798038103d269b633813fc60c"'],
    ['an id of zeros', '"traceId":"00000000000000000000000000000000","flags":1', '"flags":1}'],
    ['a lone surrogate', '"body":{"stringValue":"a\\ud800b"}', '"a\ufffdb"'],
    ['two kinds in one value', '"body":{"stringValue":"a","intValue":"2"}', '"body":{"intValue":"2"}'],
    ['null text', '"body":{"stringValue":null}', '"body":{"stringValue":""}'],
    ['unknown members', '"newMember":1,"flags":1', '"logRecords":[{"body":{},"flags":1}]'],
  ])('takes %s as the collector does', (_what, member, written) => {
    expect(lineWith(member)).toContain(written);
  });

  it.each([
    ['text that is a number', '"body":{"stringValue":5}'],
    ['an integer that is not one', '"body":{"intValue":"abc"}'],
    ['a fractional integer', '"body":{"intValue":1.5}'],
    ['a boolean as text', '"body":{"boolValue":"true"}'],
    ['bytes that are not base64', '"body":{"bytesValue":"AQI"}'],
    ['an id of the wrong length', '"traceId":"abc"'],
    ['a negative time', '"timeUnixNano":"-1"'],
    ['a time beyond 64 bits', '"timeUnixNano":"18446744073709551616"'],
    ['attributes that are an object', '"attributes":{}'],
  ])('refuses %s', (_what, member) => {
    expect(() => readLogsJson(recordWith(member))).toThrow(MalformedRequest);
  });

  it('refuses what is not JSON, and values that nest deeper than 64', () => {
    expect(() => readLogsJson('{"resourceLogs":[')).toThrow(MalformedRequest);
    const nested = (depth: number): string => `${'{"arrayValue":{"values":['.repeat(depth)}{}${']}}'.repeat(depth)}`;
    expect(countRecords(readLogsJson(recordWith(`"body":${nested(64)}`)))).toBe(1);
    expect(() => readLogsJson(recordWith(`"body":${nested(640)}`))).toThrow(MalformedRequest);
  });
});
