import { describe, expect, it, vi } from 'vitest';
import { NamePatterns } from '../../../src/sanitize/keys/name-patterns.js';

function patternsOf(isPin: RegExp) {
  return new NamePatterns({ isHeader: /header$/i, isPin });
}

describe('what a name says', () => {
  it('is what each of the patterns says, the first time and later', () => {
    const names = patternsOf(/pin$/);
    for (let times = 0; times < 2; times++) {
      expect(names.of('API_KEY_HEADER')).toEqual({ isHeader: true, isPin: false });
      expect(names.of('pin')).toEqual({ isHeader: false, isPin: true });
    }
  });

  it('is asked once of a name, and of a long one each time', () => {
    const pattern = /pin$/;
    const asked = vi.spyOn(pattern, 'test');
    const names = patternsOf(pattern);
    names.of('card pin');
    names.of('card pin');
    expect(asked).toHaveBeenCalledTimes(1);
    for (const length of [128, 128, 129, 129]) names.of('x'.repeat(length));
    expect(asked).toHaveBeenCalledTimes(4);
  });

  it('is remembered of 1,024 names at the most', () => {
    const pattern = /pin$/;
    const asked = vi.spyOn(pattern, 'test');
    const names = patternsOf(pattern);
    for (let name = 0; name < 1_024; name++) names.of(`n${name}`);
    names.of('n0');
    expect(asked).toHaveBeenCalledTimes(1_024);
    names.of('n1024');
    names.of('n0');
    expect(asked).toHaveBeenCalledTimes(1_026);
  });
});
