import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderMessage } from '../src/render-message.js';

describe('a message template', () => {
  it('shows attributes by their names, and text as it stands', () => {
    expect(renderMessage('{a.b} did {c}.', { 'a.b': 'x', c: 3 })).toBe('x did 3.');
  });

  it('says unknown for what is absent, empty or of a kind the vocabulary does not have', () => {
    expect(renderMessage('{a} {b} {c} {d}', { b: '', c: { x: 1 }, d: [] })).toBe('unknown unknown unknown unknown');
  });

  it('leaves a segment out when one of its attributes is absent, and only then', () => {
    const template = 'x[ with {a}][ from {b} to {c}]';
    expect(renderMessage(template, { a: 'A', b: 'B' })).toBe('x with A');
    expect(renderMessage(template, { b: 'B', c: false })).toBe('x from B to false');
  });

  it('gives the same text on every call', () => {
    const render = () => renderMessage('{a}[ at {b}]', { a: '1', b: '2' });
    expect([render(), render()]).toEqual(['1 at 2', '1 at 2']);
  });

  it('stays exact beyond the number of templates that it keeps ready', () => {
    for (let n = 0; n < 2_000; n += 1) expect(renderMessage(`${n} {a}`, { a: 'x' })).toBe(`${n} x`);
  });
});

describe('a value in a message', () => {
  it('is quoted unless it is one plain word, so that it cannot pass for the sentence', () => {
    expect(renderMessage('{a}: failure', { a: 'bob: success' })).toBe('"bob: success": failure');
    expect(renderMessage('{a}', { a: 'u-1001.x@example.com/+:' })).toBe('u-1001.x@example.com/+:');
    expect(renderMessage('{a} failed', { a: 'x" succeeded "' })).toBe(`"x' succeeded '" failed`);
  });

  it('is never read as a template or as a replacement pattern', () => {
    expect(renderMessage('{a}', { a: '{b}', b: 'secret' })).toBe('"{b}"');
    expect(renderMessage('{a}', { a: "$& $1 $' $`" })).toBe(`"$& $1 $' $\`"`);
    expect(renderMessage('{a}', { a: '[ {b}]' })).toBe('"[ {b}]"');
  });

  it('is shown up to 256 units, never half of a character', () => {
    expect(renderMessage('{a}', { a: 'x'.repeat(257) })).toBe(`"${'x'.repeat(256)}…"`);
    expect(renderMessage('{a}', { a: `${'x'.repeat(255)}😀😀` })).toBe(`"${'x'.repeat(255)}…"`);
  });

  it('may be a list, of which sixteen items are shown', () => {
    expect(renderMessage('{a}', { a: ['admin', 'on call'] })).toBe('admin, "on call"');
    const many = Array.from({ length: 20 }, (_, n) => `r${n}`);
    expect(renderMessage('{a}', { a: many })).toBe(`${many.slice(0, 16).join(', ')} and 4 more`);
  });

  it('keeps the sentence bounded and never throws, whatever the attributes are', () => {
    const anything = fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), fc.anything());
    fc.assert(
      fc.property(anything, (attributes) => {
        const text = renderMessage('{a}[ {b}]{__proto__}', attributes);
        expect(text.length).toBeLessThan(3 * 16 * 262);
      }),
    );
  });
});

describe('hostile attributes', () => {
  it('do no more harm than being unknown', () => {
    const throwing = Object.defineProperty({}, 'a', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    const refusing = new Proxy(
      {},
      {
        getOwnPropertyDescriptor: () => {
          throw new Error('no');
        },
      },
    );
    expect(renderMessage('{a}', throwing)).toBe('unknown');
    expect(renderMessage('{a}', refusing)).toBe('unknown');
    expect(renderMessage('{constructor} {__proto__}', {})).toBe('unknown unknown');
  });
});
