import { lokiName } from '@otelseal/semantic-conventions';

import type { Filter, TextTest } from '../plan/filter.js';
import { OWN_ERRORS } from './logql-number.js';
import { logqlText, re2Text } from './logql-text.js';

type Comparison = Extract<Filter, { readonly kind: 'compares' }>;

/** A dot alone leaves out the newline. */
const ANY = '(?s:.*)';
const NUMBER = '^-?[0-9]{1,18}([.][0-9]{1,18})?$';

/**
 * A filter as stages of a LogQL pipeline. LogQL knows no `not`, so that negation goes down to the single tests, and cannot compare two
 * labels, so that a template does. Another leaves of a label that is compared with a number only what is one: an entry with anything else
 * would end the query for everybody.
 *
 * @returns stages, each beginning with `|`
 */
export function logqlStages(filter: Filter): string[] {
  const templates: string[] = [];
  const test = labelFilter(filter, false, templates);
  return [...templates, `| ${test.startsWith('(') && isWhole(test) ? test.slice(1, -1) : test}`, OWN_ERRORS];
}

function labelFilter(filter: Filter, isNegated: boolean, templates: string[]): string {
  if (filter.kind === 'not') return labelFilter(filter.of, !isNegated, templates);
  if (filter.kind === 'all' || filter.kind === 'any') {
    const operator = (filter.kind === 'all') === isNegated ? ' or ' : ' and ';
    return `(${filter.of.map((part) => labelFilter(part, isNegated, templates)).join(operator)})`;
  }
  const label = lokiName(filter.field);
  if (filter.kind === 'exists') return `${label}${isNegated ? '=' : '!='}""`;
  if (filter.kind === 'compares') return comparison(filter, isNegated, templates);
  if (filter.kind === 'same') {
    const name = `same_${templates.length + 1}`;
    const same = `{{ if and .${label} (eq .${label} .${lokiName(filter.other)}) }}yes{{ end }}`;
    templates.push(`| label_format ${name}=\`${same}\``);
    return `${name}${isNegated ? '!=' : '='}"yes"`;
  }
  if (filter.kind === 'equals' && filter.cased && filter.values.length === 1) {
    return `${label}${isNegated ? '!=' : '='}${logqlText(filter.values[0] as string)}`;
  }
  const flags = filter.cased ? '' : '(?i)';
  return `${label}${isNegated ? '!~' : '=~'}${logqlText(flags + pattern(filter))}`;
}

function pattern(filter: TextTest): string {
  if (filter.kind === 'equals') return filter.values.map(re2Text).join('|');
  const text = re2Text(filter.value);
  return `${filter.kind === 'starts' ? '' : ANY}${text}${filter.kind === 'ends' ? '' : ANY}`;
}

const SIGNS = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;
const OPPOSITES = { lt: '>=', lte: '>', gt: '<=', gte: '<' } as const;

/** What is no number is neither larger nor smaller than one. */
function comparison({ field, operator, number }: Comparison, isNegated: boolean, templates: string[]): string {
  const [label, name] = [lokiName(field), `number_${templates.length + 1}`];
  const never = operator.startsWith('g') ? '-1e308' : '1e308';
  const value = `{{ if and .${label} (eq 1 (count "${NUMBER}" .${label})) }}{{ .${label} }}{{ else }}${never}{{ end }}`;
  templates.push(`${OWN_ERRORS} | label_format ${name}=\`${value}\``);
  return `${name} ${(isNegated ? OPPOSITES : SIGNS)[operator]} ${number}`;
}

/** Whether the first parenthesis closes with the last. */
function isWhole(test: string): boolean {
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < test.length; at += 1) {
    const character = test[at];
    if (isQuoted && character === '\\') at += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === '(') depth += 1;
    else if (!isQuoted && character === ')' && --depth === 0) return at === test.length - 1;
  }
  return false;
}
