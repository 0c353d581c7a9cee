import { ATTRIBUTES } from '@otelseal/semantic-conventions';

import type { Filter, TextTest } from '../plan/filter.js';
import { documentField } from './document-field.js';
import { esqlColumn, esqlText, likeText } from './esql-text.js';

const SIGNS = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/** A filter as an expression of ES|QL that is true or false, and null only where a positive test meets a missing field. */
export function esqlFilter(filter: Filter): string {
  if (filter.kind === 'any') return `(${filter.of.map(esqlFilter).join(' OR ')})`;
  if (filter.kind === 'all') return `(${filter.of.map((part) => conjunct(part, filter.of)).join(' AND ')})`;
  if (filter.kind === 'not') return negated(filter.of);
  const column = esqlColumn(documentField(filter.field));
  if (filter.kind === 'exists') return `${column} IS NOT NULL`;
  if (filter.kind === 'compares') return `${column} ${SIGNS[filter.operator]} ${filter.number}`;
  if (filter.kind === 'same') return `${column} == ${esqlColumn(documentField(filter.other))}`;
  return textTest(filter, column);
}

/** Where another part asks for the field, it is not missing. */
function conjunct(part: Filter, all: readonly Filter[]): string {
  const isThere = (field: string) => all.some((other) => other.kind === 'exists' && other.field === field);
  if (part.kind !== 'not' || !('field' in part.of) || part.of.kind === 'same' || part.of.kind === 'exists') {
    return esqlFilter(part);
  }
  return isThere(part.of.field) ? `NOT ${esqlFilter(part.of)}` : negated(part.of);
}

/** A missing field makes a test null, and null is not true when it is negated either: said for every test. */
function negated(filter: Filter): string {
  if (filter.kind === 'not') return esqlFilter(filter.of);
  if (filter.kind === 'all' || filter.kind === 'any') {
    return `(${filter.of.map(negated).join(filter.kind === 'all' ? ' OR ' : ' AND ')})`;
  }
  const column = esqlColumn(documentField(filter.field));
  if (filter.kind === 'exists') return `${column} IS NULL`;
  const others = filter.kind === 'same' ? ` OR ${esqlColumn(documentField(filter.other))} IS NULL` : '';
  return `(${column} IS NULL${others} OR NOT ${esqlFilter(filter)})`;
}

function textTest(filter: TextTest, column: string): string {
  const isList = ATTRIBUTES[filter.field]?.type === 'string[]';
  // Tests of ES|QL are null for several values: they are joined, each on a line of its own.
  const list = `MV_CONCAT(${column}, "\\n")`;
  const joined = isList ? (filter.kind === 'contains' ? list : `CONCAT("\\n", ${list}, "\\n")`) : column;
  const subject = filter.cased ? joined : `TO_LOWER(${joined})`;
  const folded = (text: string) => (filter.cased ? text : text.toLowerCase());
  if (filter.kind !== 'equals') {
    const text = likeText(folded(filter.value));
    const [before, after] = isList ? ['\n', '\n'] : ['', ''];
    const start = filter.kind === 'starts' ? (isList ? `*${before}` : '') : '*';
    const end = filter.kind === 'ends' ? (isList ? `${after}*` : '') : '*';
    return `${subject} LIKE ${esqlText(`${start}${text}${end}`)}`;
  }
  const values = filter.values.map(folded);
  if (isList) {
    const tests = values.map((value) => `${subject} LIKE ${esqlText(`*\n${likeText(value)}\n*`)}`);
    return tests.length === 1 ? (tests[0] as string) : `(${tests.join(' OR ')})`;
  }
  if (values.length === 1) return `${subject} == ${esqlText(values[0] as string)}`;
  return `${subject} IN (${values.map(esqlText).join(', ')})`;
}
