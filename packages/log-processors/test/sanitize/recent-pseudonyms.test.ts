import { describe, expect, it } from 'vitest';
import { Pseudonyms } from '../../src/sanitize/pseudonym.js';
import { printOf, RecentPseudonyms } from '../../src/sanitize/recent-pseudonyms.js';

function remembering() {
  const recent = new RecentPseudonyms();
  const known = (value: string, kind = 'email', print = printOf(value)) => recent.get(kind, value, print);
  const come = (value: string, kind = 'email', print = printOf(value)) => {
    if (known(value, kind, print) === undefined) recent.add(kind, value, print, `p of ${kind} ${value}`);
  };
  return { recent, come, known };
}

describe('the memory of pseudonyms', () => {
  it('keeps who comes the second time', () => {
    const { come, known } = remembering();
    come('ada@example.com');
    expect(known('ada@example.com')).toBeUndefined();
    come('ada@example.com');
    expect(known('ada@example.com')).toBe('p of email ada@example.com');
  });

  it('takes nobody for another, not of another kind nor of the same print', () => {
    const { come, known } = remembering();
    for (const value of ['ada', 'bob']) for (let times = 0; times < 2; times++) come(value, 'email', 7);
    expect([known('ada', 'email', 7), known('bob', 'email', 7)]).toEqual(['p of email ada', 'p of email bob']);
    expect([known('ada', 'subject', 7), known('eve', 'email', 7)]).toEqual([undefined, undefined]);
  });

  it('forgets the older of two for a third of the same set', () => {
    const { come, known } = remembering();
    for (const value of ['ada', 'bob', 'eve']) for (let times = 0; times < 2; times++) come(value, 'email', 7);
    expect(['ada', 'bob', 'eve'].map((value) => known(value, 'email', 7))).toEqual([
      undefined,
      'p of email bob',
      'p of email eve',
    ]);
  });

  it('is not moved by a crowd of new people', () => {
    const { come, known } = remembering();
    for (let times = 0; times < 2; times++) come('ada@example.com');
    for (let person = 0; person < 100_000; person++) come(`a${person}@example.com`);
    expect(known('ada@example.com')).toBe('p of email ada@example.com');
  });

  it('keeps nothing that is long, empty or half a character', () => {
    const { come, known } = remembering();
    for (const value of ['x'.repeat(129), '', '\ud800']) {
      for (let times = 0; times < 3; times++) come(value);
      expect(known(value)).toBeFalsy();
    }
  });

  it('knows nobody once it was cleared', () => {
    const { recent, come, known } = remembering();
    for (let times = 0; times < 2; times++) come('ada');
    recent.clear();
    expect(known('ada')).toBeUndefined();
  });
});

describe('a pseudonym that is remembered', () => {
  it('is the one of the current period, also when a period comes back', () => {
    let period = 'a';
    const pseudonyms = new Pseudonyms({ keyId: 'k', key: Buffer.alloc(32, 7), period: () => period });
    const often = () => {
      pseudonyms.turn();
      return ['ada', 'ada', 'ada'].map((value) => pseudonyms.of('email', value));
    };
    const first = often();
    period = 'b';
    const second = often();
    period = 'a';
    expect(new Set(first).size).toBe(1);
    expect(new Set(second).size).toBe(1);
    expect(second[0]).not.toBe(first[0]);
    expect(often()).toEqual(first);
  });

  it('is the same for every spelling of the value', () => {
    const pseudonyms = new Pseudonyms({ keyId: 'k', key: Buffer.alloc(32, 7) });
    const spellings = ['ada@example.com', 'ADA@Example.com', ' ada@example.com ', 'ａｄａ@example.com'];
    for (let times = 0; times < 3; times++)
      expect(new Set(spellings.map((value) => pseudonyms.of('email', value))).size).toBe(1);
  });
});
