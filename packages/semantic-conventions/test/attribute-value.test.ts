import { describe, expect, it } from 'vitest';
import { readAttribute } from '../src/attribute-value.js';

describe('reading an attribute', () => {
  it.each([['text'], [''], [0], [-1.5], [true], [['a', 'b']], [[]]])('gives %j as it is', (value) => {
    expect(readAttribute({ a: value }, 'a')).toEqual(value);
  });

  it.each([[null], [undefined], [{ b: 1 }], [1n], [Symbol('x')], [() => 1], [new Date(0)]])(
    'treats a value of another kind as absent (case %#)',
    (value) => {
      expect(readAttribute({ a: value }, 'a')).toBeUndefined();
    },
  );

  it('keeps only the texts of a mixed list', () => {
    expect(readAttribute({ a: ['x', 1, null, 'y'] }, 'a')).toEqual(['x', 'y']);
  });

  it('sees own attributes only', () => {
    expect(readAttribute(Object.create({ a: 'inherited' }), 'a')).toBeUndefined();
    expect(readAttribute({}, 'toString')).toBeUndefined();
  });

  it('survives a list whose items throw', () => {
    const list = new Proxy(['x'], {
      get: (target, key) => {
        if (key === '0') throw new Error('no');
        return Reflect.get(target, key);
      },
    });
    expect(readAttribute({ a: list }, 'a')).toBeUndefined();
  });
});
