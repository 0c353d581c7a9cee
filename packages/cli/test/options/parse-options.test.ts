import { describe, expect, it } from 'vitest';

import { parseOptions } from '../../src/options/parse-options.js';

const SPECS = { trust: { type: 'string' }, json: { type: 'boolean' } } as const;
const parse = (...args: string[]) => parseOptions(args, SPECS);

describe('options', () => {
  it('come in any order, with = or without', () => {
    for (const args of [
      ['--trust', 't.json', 'file:a', '--json'],
      ['file:a', '--json', '--trust=t.json'],
    ]) {
      const options = parse(...args);
      expect([options.text('trust'), options.has('json'), options.positionals]).toEqual(['t.json', true, ['file:a']]);
    }
  });

  it('end at --', () => {
    expect(parse('--json', '--', '--trust').positionals).toEqual(['--trust']);
  });

  it('keep a value that begins with a dash when it is written with =, and a single dash', () => {
    expect(parse('--trust=-x').text('trust')).toBe('-x');
    expect(parse('--trust', '-').text('trust')).toBe('-');
  });

  it.each([
    [['--jsn'], 'There is no option "--jsn". Did you mean --json?'],
    [['-x'], 'There is no option "-x".'],
    [['--__proto__'], 'There is no option "--__proto__".'],
    [['--constructor=x'], 'There is no option "--constructor".'],
    [['--no-json'], 'There is no option "--no-json".'],
    [['--trust'], '--trust needs a value.'],
    [['--trust='], '--trust needs a value.'],
    [['--trust', '--json'], '--trust needs a value; for one that begins with "-" write --trust="--json".'],
    [['--json=yes'], '--json takes no value.'],
    [['--trust', 'a', '--trust', 'b'], '--trust was given twice.'],
    [['--\u001b[2J'], 'There is no option "--\\u001b[2J".'],
  ])('refuse %j', (args, message) => {
    expect(() => parse(...args)).toThrow(expect.objectContaining({ code: 'ERR_USAGE', message }));
  });
});
