import { describe, expect, it } from 'vitest';
import { cut, isInMarker, isMarkersOnly, omitted, redacted } from '../../src/sanitize/marker.js';
import { disjoint, replaceSpans, type Span } from '../../src/sanitize/span.js';

const span = (start: number, end: number, rule = 'r'): Span => ({ start, end, rule, replacement: `<${rule}>` });
const upper = (part: string) => part.toUpperCase();

describe('spans', () => {
  it.each([
    ['abcdef', [], 'ABCDEF'],
    ['abcdef', [span(0, 6)], '<r>'],
    ['abcdef', [span(0, 2)], '<r>CDEF'],
    ['abcdef', [span(4, 6)], 'ABCD<r>'],
    ['abcdef', [span(1, 2), span(2, 3, 's'), span(4, 5, 't')], 'A<r><s>D<t>F'],
    ['', [], ''],
  ] as const)('of %s are replaced, and what is between them encoded', (text, spans, clean) => {
    expect(replaceSpans(text, spans, upper)).toBe(clean);
  });

  it('ask for no encoding of nothing', () => {
    const parts: string[] = [];
    replaceSpans('abcd', [span(0, 2), span(2, 4)], (part) => {
      parts.push(part);
      return part;
    });
    expect(parts).toEqual([]);
  });

  it.each([
    [[], []],
    [[span(3, 5)], [span(3, 5)]],
    [
      [span(3, 5, 'b'), span(0, 2, 'a')],
      [span(0, 2, 'a'), span(3, 5, 'b')],
    ],
    [
      [span(0, 3, 'a'), span(3, 5, 'b')],
      [span(0, 3, 'a'), span(3, 5, 'b')],
    ],
    [[span(0, 3, 'a'), span(2, 5, 'b')], [span(0, 5, 'a')]],
    [[span(0, 5, 'a'), span(2, 5, 'b')], [span(0, 5, 'a')]],
    [[span(0, 5, 'a'), span(2, 4, 'b')], [span(0, 5, 'a')]],
    [[span(0, 2, 'a'), span(0, 5, 'b')], [span(0, 5, 'b')]],
    [[span(0, 2, 'a'), span(1, 4, 'b'), span(3, 6, 'c')], [span(0, 6, 'a')]],
  ])('that meet become one under the rule of the first: %j', (spans, merged) => {
    expect(disjoint(spans)).toEqual(merged);
  });
});

describe('a marker', () => {
  it('names its rule or its reason', () => {
    expect([redacted('pan'), cut('5 bytes'), omitted('getter')]).toEqual([
      '[REDACTED:pan]',
      '[CUT:5 bytes]',
      '[OMITTED:getter]',
    ]);
  });

  it.each([
    ['⟦[REDACTED:url-password]⟧', true],
    ['[⟦REDACTED:url-password]⟧', true],
    ['⟦[REDACTED:url-password⟧]', true],
    ['⟦[REDACTED:url-token]:[REDACTED:url-password]⟧', true],
    ['⟦[CUT:too deep]⟧', true],
    ['⟦[OMITTED:proxy] ⟧', true],
    ['⟦[REDACTED:sha-256]⟧', true],
    ['⟦x[REDACTED:pan]⟧', false],
    ['⟦[REDACTED:pan]é⟧', false],
    ['⟦[REDACTED:pan]7⟧', false],
    ['⟦[REDACTED:Pan]⟧', false],
    ['⟦[REDACTED:pan-]⟧', false],
    ['⟦[CUT:5 bytes]⟧', false],
    ['⟦[HIDDEN:pan]⟧', false],
    ['⟦::⟧', false],
    ['⟦a:b⟧', false],
    ['⟦---⟧', false],
    ['(⟦REDACTED:pan]⟧', false],
    ['⟦[REDACTED:pan⟧)', false],
    [`⟦${'-'.repeat(256)}[REDACTED:pan]⟧`, false],
    [`⟦${'-'.repeat(240)}[REDACTED:pan]⟧`, true],
  ])('alone is all of the value, with signs around it: %s', (line, isAll) => {
    const text = line.replaceAll(/[⟦⟧]/g, '');
    expect(isMarkersOnly(text, line.indexOf('⟦'), line.indexOf('⟧') - 1)).toBe(isAll);
  });

  it.each([
    ['[REDACTED:|url-password]', true],
    ['x [REDACTED:|pan] y', true],
    ['[REDACTED:|sha-256]', true],
    ['[REDACTED:u|rl-password]', false],
    ['(REDACTED:|pan]', false],
    ['[CUT:|pan]', false],
    ['[REDACTED:|pan', false],
    ['[REDACTED:|-pan]', false],
    ['[REDACTED:|Pan]', false],
    ['[REDACTED|:pan]', false],
  ])('has the name of its rule behind the colon: %s', (line, isInside) => {
    expect(isInMarker(line.replace('|', ''), line.indexOf('|'))).toBe(isInside);
  });
});
