import { describe, expect, it } from 'vitest';
import { SYMBOLS, symbolOfUnit } from '../../../src/sanitize/detect/symbols.js';

describe('the table of symbols', () => {
  it('says of every unit what is to be said of it, also of those that were not looked at', () => {
    const units = Array.from({ length: 0x10000 }, (_, unit) => unit);
    expect(units.filter((unit) => SYMBOLS[unit] !== symbolOfUnit(unit)).map((unit) => unit.toString(16))).toEqual([]);
  });
});
