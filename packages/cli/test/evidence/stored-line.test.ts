import { describe, expect, it } from 'vitest';

import { elasticsearchLine, lokiLine, parseElasticsearchLine, parseLokiLine } from '../../src/evidence/stored-line.js';

const elasticsearch = (source: unknown) =>
  parseElasticsearchLine(Buffer.from(elasticsearchLine({ place: 'logs/1', source })), 'here');

describe('a line of a bundle', () => {
  it('says all that Loki gave', () => {
    const entry = {
      place: 'loki 1',
      timestamp: '1795449600000000001',
      line: 'a\n"b"\u2028\u0000',
      labels: { service_name: 'shop', ['__proto__']: 'x' },
      structuredMetadata: { audit_payload: '{"v":"1"}', event_name: '' },
    };
    expect(parseLokiLine(Buffer.from(lokiLine(entry)), 'here')).toEqual({ ...entry, place: 'here' });
  });

  it.each([
    ['whole numbers beyond 2^53', { attributes: { n: 9_007_199_254_740_993n, m: -(2n ** 63n) } }],
    ['numbers beyond any double', { n: Number.POSITIVE_INFINITY, m: Number.NEGATIVE_INFINITY }],
    ['texts and what nests', { a: ['x', { 'b.c': null, d: [true, 1.5, 1e-7] }], '': 'é\ud83d\ude00' }],
    ['a text for a document', 'text'],
  ])('loses nothing of a document: %s', (_name, source) => {
    expect(elasticsearch(source)).toEqual({ place: 'here', source });
  });

  it('is one line, whatever it holds', () => {
    const text = 'a\nb\r\u2028c';
    const entry = { place: '', timestamp: '1', line: text, labels: {}, structuredMetadata: {} };
    expect(lokiLine(entry) + elasticsearchLine({ place: text, source: text })).not.toContain('\n');
  });

  it.each([
    '{"timestamp":"1","line":"x","labels":{"a":1},"structuredMetadata":{}}',
    '{"timestamp":"1","line":"x","labels":{},"labels":{},"structuredMetadata":{}}',
    '{"timestamp":"x","line":"x","labels":{},"structuredMetadata":{}}',
    '{"timestamp":"1","line":"x","labels":[],"structuredMetadata":{}}',
    '{"timestamp":"1","line":"x","labels":{}}',
    `{"timestamp":"1","line":"x","labels":{},"structuredMetadata":${'{"a":'.repeat(20_000)}`,
    'NaN',
    '',
  ])('is refused when no export wrote it: %.60s', (line) => {
    expect(() => parseLokiLine(Buffer.from(line), 'here')).toThrow(SyntaxError);
    expect(() => parseElasticsearchLine(Buffer.from(line), 'here')).toThrow(SyntaxError);
  });
});
