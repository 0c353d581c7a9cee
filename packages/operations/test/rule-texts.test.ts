import { HOSTILE_TEXTS } from '@otelseal/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { esqlText, logqlText } from '../src/index.js';
import { templateText } from '../src/rules/template-text.js';
import { yamlText } from '../src/rules/yaml-text.js';

const texts = HOSTILE_TEXTS.map(({ text }) => text.toWellFormed());
const anyText = fc.oneof(
  fc.constantFrom(...texts),
  fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
);

/** Go's strconv.Unquote for the escapes that we write. */
function unquoteGo(literal: string): string {
  const escapes = /\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|(["\\]))/g;
  return literal.slice(1, -1).replaceAll(escapes, (_, short: string, long: string, plain: string) => {
    return plain ?? String.fromCodePoint(Number.parseInt(short ?? long, 16));
  });
}

/** What the lexer of ES|QL does with a string literal. */
function unquoteEsql(literal: string): string {
  const meaning: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
  return literal.slice(1, -1).replaceAll(/\\(.)/g, (_, letter: string) => meaning[letter] ?? letter);
}

describe('a text as a literal', () => {
  it('of LogQL is printable ASCII, ends where it ends, and means the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const literal = logqlText(text);
        expect(literal).toMatch(/^"(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\.)*"$/);
        expect(unquoteGo(literal)).toBe(text);
      }),
    );
  });

  it('of ES|QL stays on its line, ends where it ends, and means the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const literal = esqlText(text);
        expect(literal).toMatch(/^"(?:[^"\\\n\r]|\\.)*"$/);
        expect(unquoteEsql(literal)).toBe(text);
      }),
    );
  });

  it('of YAML is the text for readers of 1.1 and 1.2', () => {
    const tricky = [
      ...texts,
      'no',
      'on',
      '0777',
      '1:30',
      '~',
      '=',
      '<<',
      '2026-11-23',
      '- a',
      'a: b',
      '{a',
      '# a',
      ' a ',
      '',
    ];
    for (const text of tricky) {
      const yaml = yamlText({ text }, 'a test');
      expect([parse(yaml).text, parse(yaml, { version: '1.1' }).text]).toEqual([text, text]);
    }
  });

  it('of a template of Go begins no action', () => {
    expect(templateText('a {{ .Labels }} b')).toBe('a {{ "{{" }} .Labels }} b');
  });
});
