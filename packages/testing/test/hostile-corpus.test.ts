import { describe, expect, it } from 'vitest';

import { HOSTILE_KEYS, HOSTILE_TEXTS, unsafeForTerminal } from '../src/hostile-corpus.js';

describe('the hostile corpus', () => {
  it('has a distinct name and a distinct text for every attack', () => {
    expect(new Set(HOSTILE_TEXTS.map(({ name }) => name)).size).toBe(HOSTILE_TEXTS.length);
    expect(new Set(HOSTILE_TEXTS.map(({ text }) => text)).size).toBe(HOSTILE_TEXTS.length);
    expect(new Set(HOSTILE_KEYS).size).toBe(HOSTILE_KEYS.length);
  });

  it('contains every control character', () => {
    const all = HOSTILE_TEXTS.map(({ text }) => text).join('');
    const controls = [...Array(0x20).keys(), 0x7f, ...Array.from({ length: 0x20 }, (_, index) => 0x80 + index)];
    expect(controls.filter((code) => !all.includes(String.fromCharCode(code)))).toEqual([]);
  });
});

describe('the check of terminal output', () => {
  it.each([
    ['\u001b[2J', 'U+001B'],
    ['a\rb', 'U+000D'],
    ['a\tb', 'U+0009'],
    ['\u009b31m', 'U+009B'],
    ['\u202eabc', 'U+202E'],
    ['x\u200bx', 'U+200B'],
    ['\u{e0041}', 'U+E0041'],
    ['\ud800', 'U+D800'],
    ['e\u034f', 'U+034F'],
  ])('finds what is dangerous in %j', (output, found) => {
    expect(unsafeForTerminal(output)).toBe(found);
  });

  it('lets text, line feeds and emoji pass', () => {
    expect(unsafeForTerminal('INTACT ✔ 12 records\nМосква 東京 😀 é\n')).toBeUndefined();
  });
});
