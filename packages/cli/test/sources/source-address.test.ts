import { describe, expect, it } from 'vitest';

import { parseSource } from '../../src/sources/source-address.js';

describe('a source', () => {
  it.each([
    ['file:audit.jsonl', 'audit.jsonl'],
    ['file:/var/log/a b.jsonl', '/var/log/a b.jsonl'],
    ['file:C:\\logs\\a.jsonl', 'C:\\logs\\a.jsonl'],
    ['file:./-', './-'],
  ])('%s is the file %s', (text, path) => {
    expect(parseSource(text)).toEqual({ kind: 'file', path, name: path });
  });

  it.each(['file:-', '-'])('is standard input when it is %s', (text) => {
    expect(parseSource(text)).toEqual({ kind: 'file', path: undefined, name: '-' });
  });

  it.each([
    ['loki:http://loki:3100', 'loki', 'http://loki:3100'],
    ['elasticsearch:https://es:9200/prefix', 'elasticsearch', 'https://es:9200/prefix'],
    ['opensearch:https://os:9200', 'opensearch', 'https://os:9200'],
  ])('%s is the %s at %s', (text, kind, url) => {
    expect(parseSource(text)).toEqual({ kind, url, name: text });
  });

  it.each([
    ['loki:nowhere', 'loki: needs an address'],
    ['elasticsearch:', 'elasticsearch: needs an address'],
    ['opensearch:http:///path', 'opensearch: needs an address'],
    ['audit.jsonl', 'For a file write "file:audit.jsonl"'],
    ['fiel:audit.jsonl', 'Did you mean file?'],
    ['https://example.test/', '"https://example.test/" is not a source'],
    ['file:', 'file: needs a path'],
    ['', '"" is not a source'],
  ])('is not %j', (text, message) => {
    expect(() => parseSource(text)).toThrow(
      expect.objectContaining({ code: 'ERR_USAGE', message: expect.stringContaining(message) }),
    );
  });
});
