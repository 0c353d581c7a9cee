import type { Filter } from '../plan/filter.js';
import { SigmaError } from './sigma-error.js';

const TOKEN = /\s*(\(|\)|[A-Za-z0-9_*]+)/y;
const MAX_TOKENS = 256;

/**
 * Reads a condition over names: `and`, `or`, `not`, parentheses, `1 of prefix*`, `all of prefix*`, `1 of them`, `all of them`.
 *
 * @param named the filter of each name
 * @throws {SigmaError}
 */
export function readCondition(text: string, named: ReadonlyMap<string, Filter>, place: string): Filter {
  const tokens = tokensOf(text, place);
  let at = 0;

  const wrong = (message: string) => new SigmaError('ERR_SIGMA_SYNTAX', place, `condition \`${text}\`: ${message}`);
  const word = (): string | undefined => tokens[at]?.toLowerCase();

  function chain(operator: 'and' | 'or', operand: () => Filter): Filter {
    const of = [operand()];
    while (word() === operator) {
      at += 1;
      of.push(operand());
    }
    return of.length === 1 ? (of[0] as Filter) : { kind: operator === 'and' ? 'all' : 'any', of };
  }

  const either = (): Filter => chain('or', both);
  const both = (): Filter => chain('and', single);

  function single(): Filter {
    const token = tokens[at++];
    if (token === undefined) throw wrong('ends too early');
    if (token === '(') {
      const inner = either();
      if (tokens[at++] !== ')') throw wrong('a parenthesis is not closed');
      return inner;
    }
    if (token.toLowerCase() === 'not') return { kind: 'not', of: single() };
    if ((token === '1' || token.toLowerCase() === 'all') && word() === 'of') {
      at += 1;
      return several(token === '1' ? 'any' : 'all', tokens[at++]);
    }
    const filter = named.get(token);
    if (filter === undefined) throw new SigmaError('ERR_SIGMA_REFERENCE', place, `there is no \`${token}\``);
    return filter;
  }

  function several(kind: 'any' | 'all', pattern: string | undefined): Filter {
    if (pattern === undefined) throw wrong('`of` needs a name');
    const matches = [...named].filter(([name]) => pattern === 'them' || matchesPattern(name, pattern));
    if (matches.length === 0) throw new SigmaError('ERR_SIGMA_REFERENCE', place, `nothing is called \`${pattern}\``);
    return { kind, of: matches.map(([, filter]) => filter) };
  }

  const filter = either();
  if (at < tokens.length) throw wrong(`\`${tokens[at]}\` is too much`);
  return filter;
}

function tokensOf(text: string, place: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined || tokens.length === MAX_TOKENS) {
      const why = token === undefined ? `\`${text.slice(from).trim().slice(0, 20)}\` is not understood` : 'is too long';
      throw new SigmaError('ERR_SIGMA_SYNTAX', place, `condition \`${text.slice(0, 80)}\`: ${why}`);
    }
    tokens.push(token);
  }
  return tokens;
}

function matchesPattern(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
