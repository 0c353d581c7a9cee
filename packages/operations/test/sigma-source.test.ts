import { describe, expect, it } from 'vitest';

import { planAlerts, readSigma, SigmaError } from '../src/index.js';

const ID = '00000000-0000-4000-8000-000000000001';
const HEAD = `title: T\nid: ${ID}\nname: a_rule\ndescription: D\nlevel: low\nfields: [audit.actor.id]\n`;
const TAIL = 'otelseal: { runbook: a-page }\n';
const detection = (selection: string, condition = 'one') =>
  `${HEAD}detection:\n  one: ${selection}\n  condition: ${condition}\n${TAIL}`;
const correlation = (members: string) => `${HEAD}correlation: { ${members} }\n${TAIL}`;
const COUNT = 'type: event_count, rules: [other], group-by: [client.address], timespan: 1m, condition: { gte: 5 }';

/** Code of the refusal; undefined when there is none. */
function refusal(text: string): string | undefined {
  try {
    planAlerts(readSigma(text, 'test.yml'));
    return undefined;
  } catch (error) {
    if (!(error instanceof SigmaError)) throw error;
    expect(error.message).toMatch(/^test\.yml/);
    return error.code;
  }
}

describe('a Sigma source', () => {
  it.each([
    ['a map of fields', detection('{ event.name|cased: security.authz.failure }')],
    ['several selections', detection('{ event.name: a }\n  two: { audit.actor.id|contains: b }', 'one and not two')],
    ['1 of a prefix', detection('{ event.name: a }\n  other_x: { event.name: b }', 'one or 1 of other_*')],
  ])('is read: %s', (_, text) => {
    expect(refusal(text)).toBeUndefined();
  });

  it.each([
    ['no YAML', 'title: [', 'ERR_SIGMA_SYNTAX'],
    ['a member twice', `${HEAD}title: again\n`, 'ERR_SIGMA_SYNTAX'],
    ['an alias of YAML', detection('&a { event.name: b }\n  two: *a'), 'ERR_SIGMA_UNSUPPORTED'],
    ['no name', 'title: T\n', 'ERR_SIGMA_SYNTAX'],
    ['an id that is no UUID', detection('{ event.name: a }').replace(ID, '1'), 'ERR_SIGMA_SYNTAX'],
    ['an unknown level', detection('{ event.name: a }').replace('low', 'bad'), 'ERR_SIGMA_SYNTAX'],
    ['an unknown member', `${detection('{ event.name: a }')}tagz: []\n`, 'ERR_SIGMA_UNSUPPORTED'],
    ['a field of nobody', detection('{ user.shoe.size: a }'), 'ERR_SIGMA_REFERENCE'],
    ['an unknown modifier', detection('{ event.name|re: a }'), 'ERR_SIGMA_UNSUPPORTED'],
    ['a wildcard', detection('{ event.name: a* }'), 'ERR_SIGMA_UNSUPPORTED'],
    ['the character NUL', detection('{ event.name: "a\\0" }'), 'ERR_SIGMA_UNSUPPORTED'],
    ['a text for a number', detection('{ security.data.count: 5 }'), 'ERR_SIGMA_UNSUPPORTED'],
    ['an empty text', detection('{ event.name: "" }'), 'ERR_SIGMA_UNSUPPORTED'],
    ['a keyword search', detection('[a, b]'), 'ERR_SIGMA_UNSUPPORTED'],
    ['a name that there is not', detection('{ event.name: a }', 'two'), 'ERR_SIGMA_REFERENCE'],
    ['an open parenthesis', detection('{ event.name: a }', '(one'), 'ERR_SIGMA_SYNTAX'],
    ['a pipe', detection('{ event.name: a }', 'one | count() > 5'), 'ERR_SIGMA_SYNTAX'],
    ['half a condition', detection('{ event.name: a }', 'one and'), 'ERR_SIGMA_SYNTAX'],
    ['a rule that there is not', correlation(COUNT), 'ERR_SIGMA_REFERENCE'],
    ['itself', correlation(COUNT.replace('other', 'a_rule')), 'ERR_SIGMA_REFERENCE'],
    ['a type that not all can do', correlation(COUNT.replace('event_count', 'value_avg')), 'ERR_SIGMA_SYNTAX'],
    ['less than a count', correlation(COUNT.replace('gte', 'lt')), 'ERR_SIGMA_UNSUPPORTED'],
    ['a count of nothing', correlation(COUNT.replace('5', '0')), 'ERR_SIGMA_UNSUPPORTED'],
    ['more than a day', correlation(COUNT.replace('1m', '25h')), 'ERR_SIGMA_UNSUPPORTED'],
    ['no group', correlation(COUNT.replace('client.address', '')), 'ERR_SIGMA_UNSUPPORTED'],
    ['a group of nobody', correlation(COUNT.replace('client.address', 'shoe.size')), 'ERR_SIGMA_REFERENCE'],
  ])('is refused: %s', (_, text, code) => {
    expect(refusal(text)).toBe(code);
  });

  it('is refused when it is ten times as large as the bound, in size and in nesting', () => {
    expect(refusal(`# ${'x'.repeat(2_621_440)}\n`)).toBe('ERR_SIGMA_SYNTAX');
    expect(refusal(detection('{ event.name: a }', `${'('.repeat(2_560)}one`))).toBe('ERR_SIGMA_SYNTAX');
    const many = Array.from({ length: 1_280 }, () => detection('{ event.name: a }')).join('---\n');
    expect(refusal(many)).toBe('ERR_SIGMA_SYNTAX');
  });

  it('has every name and id once', () => {
    const twice = `${detection('{ event.name: a }')}---\n${detection('{ event.name: b }')}`;
    expect(refusal(twice)).toBe('ERR_SIGMA_REFERENCE');
  });
});
