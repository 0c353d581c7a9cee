import { type SqlToken, sqlTokens } from './sql-tokens.js';

/** What a statement does with a table. */
export type DataAction = 'create' | 'read' | 'update' | 'delete' | 'export' | 'import';

export interface TableAccess {
  /** As written, without quotes; words are in lower case. */
  readonly schema: string | undefined;
  readonly table: string;
  readonly action: DataAction;
  /** The parameter that one row's identifier is compared with, by the name of the column. */
  readonly equals: ReadonlyMap<string, number>;
}

/** Tables of one statement that are followed; more are the work of a generator, and the marked ones come early. */
const MAX_ACCESSES = 64;
/** Words after which no table follows until the next word that brings one. */
const ENDS = new Set(
  'select set where on values returning group order having limit offset union intersect except window fetch for do when then and or as using'.split(
    ' ',
  ),
);
/** Words between the one that brings a table and the table. */
const BETWEEN = new Set([
  'only',
  'lateral',
  'if',
  'exists',
  'table',
  'ignore',
  'or',
  'replace',
  'low_priority',
  'delayed',
]);
const JOINS = new Set(['join', 'inner', 'left', 'right', 'full', 'cross', 'outer', 'natural']);

/**
 * The tables that a statement names, and what for: one pass over its words. A table behind a view or a function is not seen. Of a statement
 * with parts that change data (`WITH … AS (DELETE …)`) every part counts.
 */
export function tableAccesses(sql: string): TableAccess[] {
  const tokens = [...sqlTokens(sql)];
  const found: { schema: string | undefined; table: string; action: DataAction }[] = [];
  const equals = new Map<string, number>();
  let expecting: DataAction | undefined;
  let verb = '';
  for (let at = 0; at < tokens.length && found.length < MAX_ACCESSES; at++) {
    const token = tokens[at] as SqlToken;
    noteEquality(tokens, at, equals);
    if (token.kind === 'word') {
      const next = bringsTable(token.text, verb, tokens[at - 1]?.text);
      if (next !== undefined) {
        verb = next.verb;
        expecting = next.action ?? expecting;
        continue;
      }
      if (JOINS.has(token.text) || (expecting !== undefined && BETWEEN.has(token.text))) continue;
      if (ENDS.has(token.text)) {
        expecting = undefined;
        continue;
      }
    }
    if (token.kind === 'sign' && (token.text === '(' || token.text === ';')) expecting = undefined;
    if (expecting === undefined || (token.kind !== 'word' && token.kind !== 'identifier')) continue;
    const name = qualifiedName(tokens, at);
    at = name.end;
    if (tokens[at + 1]?.text !== '(' || expecting === 'create' || verb === 'copy')
      found.push({ ...name, action: actionOf(name, tokens, expecting) });
    if (!isFollowedByComma(tokens, at)) expecting = expecting === 'read' ? 'read' : undefined;
    at = endOfAlias(tokens, at);
  }
  return found.map(({ schema, table, action }) => ({ schema, table, action, equals }));
}

/** What a word brings: a verb to remember, and the action on the table that comes next. */
function bringsTable(
  word: string,
  verb: string,
  before: string | undefined,
): { readonly verb: string; readonly action: DataAction | undefined } | undefined {
  switch (word) {
    case 'insert':
    case 'merge':
    case 'replace':
    case 'copy':
      return { verb: word, action: word === 'copy' ? 'export' : undefined };
    case 'delete':
      return before === 'then' || before === 'on' ? undefined : { verb: 'delete', action: undefined };
    case 'truncate':
      return { verb: 'truncate', action: 'delete' };
    case 'update':
      return before === 'for' || before === 'do' || before === 'then' || before === 'on' || before === 'key'
        ? undefined
        : { verb: 'update', action: 'update' };
    case 'into':
      return { verb: '', action: verb === 'merge' ? 'update' : 'create' };
    case 'from':
      if (before === 'distinct') return undefined;
      if (verb === 'copy') return { verb: '', action: undefined }; // a file, or the client
      return { verb: '', action: verb === 'delete' ? 'delete' : 'read' };
    case 'join':
      return { verb, action: 'read' };
    case 'using':
      return verb === 'copy' ? undefined : { verb, action: 'read' };
    default:
      return undefined;
  }
}

function qualifiedName(
  tokens: readonly SqlToken[],
  from: number,
): { readonly schema: string | undefined; readonly table: string; readonly end: number } {
  let end = from;
  const names = [(tokens[from] as SqlToken).text];
  while (tokens[end + 1]?.text === '.' && tokens[end + 1]?.kind === 'sign' && isName(tokens[end + 2])) {
    end += 2;
    names.push((tokens[end] as SqlToken).text);
  }
  return { schema: names.at(-2), table: names.at(-1) ?? '', end };
}

function isName(token: SqlToken | undefined): boolean {
  return token?.kind === 'word' || token?.kind === 'identifier';
}

/** `COPY t FROM` brings rows in, `COPY t TO` takes them out. */
function actionOf({ end }: { readonly end: number }, tokens: readonly SqlToken[], expected: DataAction): DataAction {
  if (expected !== 'export') return expected;
  const direction = tokens
    .slice(end + 1)
    .find(({ kind, text }) => kind === 'word' && (text === 'from' || text === 'to'));
  return direction?.text === 'from' ? 'import' : 'export';
}

function isFollowedByComma(tokens: readonly SqlToken[], at: number): boolean {
  return tokens[endOfAlias(tokens, at) + 1]?.text === ',';
}

/** `customers AS c` and `customers c`: the alias is no table. */
function endOfAlias(tokens: readonly SqlToken[], at: number): number {
  const next = tokens[at + 1];
  if (next?.kind === 'identifier') return at + 1;
  if (next?.kind !== 'word') return at;
  if (next.text === 'as') return isName(tokens[at + 2]) ? at + 2 : at + 1;
  const isKeyword =
    ENDS.has(next.text) ||
    JOINS.has(next.text) ||
    bringsTable(next.text, '', undefined) !== undefined ||
    next.text === 'to';
  return isKeyword ? at : at + 1;
}

/** `id = $1` in any of its spellings. */
function noteEquality(tokens: readonly SqlToken[], at: number, equals: Map<string, number>): void {
  const [column, sign, parameter] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (sign?.text !== '=' || parameter?.kind !== 'parameter' || !column || !isName(column)) return;
  if (!equals.has(column.text)) equals.set(column.text, Number(parameter.text));
}
