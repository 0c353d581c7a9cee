import type { Detector } from '../detect/detector.js';
import type { FieldNames } from '../keys/field-names.js';
import { looksSecret } from '../keys/secret-key.js';
import { isStandIn } from '../named/stand-in.js';

/*
 * Statements whose values stand apart: `… WHERE token = $1 ["x"]`, `… (email, password) VALUES (?, ?) -- PARAMETERS: ["a","x"]`,
 * `… password = %s … [parameters: ('x', 7)]`. Each placeholder belongs to the column that is compared with it or set from it.
 */

const LONGEST_STATEMENT = 2_048;
const LONGEST_LIST = 4_096;
const MOST_PARAMETERS = 64;
const VERB = /\b(?:select|insert|update|delete|merge|with|call)\b/gi;
/** Its place of search is kept apart: `matchAll` begins at the other's. */
const NEXT_VERB = new RegExp(VERB);
const PLACEHOLDER = /\$\d{1,3}|\?|%s|:\d{1,3}\b|@p\d{1,3}\b/g;
const COLUMN_BEFORE = /([\w"`.[\]]{1,96})\s{0,4}(?:=|<>|!=|\blike\b|\bin\s?\()\s{0,4}(?:\w{1,24}\()?$/i;
const INSERTED = /\(([^()']{1,1024})\)\s{0,64}values\s{0,64}\(/i;
/** What a framework writes between the statement and its values: a word for them, or nothing if the first value is quoted. */
const LIST =
  /^;\s{1,4}(?=["'])|^[^[(]{0,160}?(?:\[?\b(?:parameters|params|args|bindings?|binds|values)["']?\s?[:=]?\s{0,4}["']?(?:[[(]\s?|(?=\$1 = ))|\[(?:generated|cached|no key)[^\]\n]{0,48}\]\s[[(]|\[(?=["'\d])|(?<!\w)\((?=["']))/i;
/** `…; "306", "x"`: Sequelize writes no bracket. */
const LIST_BEHIND_STATEMENT = /^;\s{1,4}["']/;
const TEXT_OR_WORD = String.raw`"((?:[^"\\]|\\.){0,1024})"|'((?:[^'\\]|\\.|''){0,1024})'|([^\s,\])"'([{]{0,512})`;
/** `datetime.date(2026, 1, 2)`, `[1, 2]`, `{"a": 1}`: one parameter, whatever commas it holds. */
const COMPOUND = String.raw`(?:new )?[\w.]{0,48}(?:\[[^[\]\n]{0,512}\]|\([^()\n]{0,512}\)|\{[^{}\n]{0,512}\})`;
const ITEM = new RegExp(
  String.raw`\s{0,64}(?:\$\d{1,3} = )?(?:(?:${TEXT_OR_WORD})|${COMPOUND})\s{0,64}(,|\]|\)|$)`,
  'dy',
);

/** The values of secret columns in a statement's list of parameters. */
export function boundParameters(names: FieldNames): Detector {
  return {
    keywords: [
      ...['= $#', '=$#', '= ?', '=?', '= %s', '=%s', '($#', '(?', '(%s', '(@p#', '(:#', '= @p#', '=@p#', '= :#', '=:#'],
      ...['> $#', '>$#', '> ?', '>?', '> %s', '>%s', '> @p#', '>@p#', '> :#', '>:#', 'like $#', 'like ?', 'like %s'],
      ...[
        '(default, $#',
        '(default, ?',
        '(default, @p#',
        '(default,$#',
        '(null, $#',
        '(null, ?',
        '(now(), $#',
        '(now(), ?',
      ],
    ],
    at(text, start, end, found) {
      const verb = verbBefore(text, start);
      if (verb === undefined) return nextVerb(text, end); // up to there no placeholder belongs to a statement
      const statement = statementFrom(text, verb, start);
      const columns = columnsOf(statement.text);
      const behind = LIST.exec(text.slice(statement.end, statement.end + 256))?.[0].length;
      const listStart = behind === undefined ? listBefore(text, verb) : statement.end + behind;
      if (columns.length === 0 || listStart === undefined) return Math.max(end, statement.end);
      const list = text.slice(listStart, Math.min(listStart + LONGEST_LIST, behind === undefined ? verb : text.length));
      let at = 0;
      for (let number = 0; number < MOST_PARAMETERS; number++) {
        ITEM.lastIndex = at;
        const item = ITEM.exec(list);
        if (item === null) break;
        const [from = 0, to = 0] = item.indices?.[1] ?? item.indices?.[2] ?? item.indices?.[3] ?? [];
        const value = list.slice(from, to);
        const field = names.of(columns[number] ?? '');
        if (!isStandIn(value) && looksSecret(field.secret, value))
          found.secret(listStart + from, listStart + to, 'bound-parameter');
        at = ITEM.lastIndex;
        if (item[4] !== ',') break;
      }
      return Math.max(end, statement.end, listStart + at);
    },
  };
}

/** What stands between a list and the statement that it is for: the list's end, and perhaps a name for the statement. */
const JOINS_STATEMENT =
  /[\])]\\{0,3}["']?[,;]?\s{0,24}(?:\\{0,3}["']?(?:sql|query|queryString|statement|stmt|text|command)\\{0,3}["']?\s?(?:=>|[:=])\s?)?\\{0,3}["'`]?$/i;
const OPENS_LIST = /\b(?:parameters|params|args|bindings?|binds|values)\\{0,3}["']?\s?(?:=>|[:=])?\s{0,4}[[(]/gi;

/** `{ bindings: [ 'x', 3 ], sql: 'update …`: the values of a statement may be told before it. Where they begin. */
function listBefore(text: string, verb: number): number | undefined {
  if (!JOINS_STATEMENT.test(text.slice(Math.max(0, verb - 64), verb))) return undefined;
  const from = Math.max(0, verb - LONGEST_STATEMENT);
  const last = [...text.slice(from, verb).matchAll(OPENS_LIST)].at(-1);
  return last === undefined ? undefined : from + last.index + last[0].length;
}

/** Where the statement begins that holds the place: at the nearest verb before it. */
function verbBefore(text: string, at: number): number | undefined {
  for (const reach of [128, 512, LONGEST_STATEMENT]) {
    const from = Math.max(0, at - reach);
    const verb = [...text.slice(from, at).matchAll(VERB)].at(-1);
    if (verb !== undefined) return from + verb.index;
  }
  return undefined;
}

function nextVerb(text: string, from: number): number {
  NEXT_VERB.lastIndex = from;
  return NEXT_VERB.exec(text)?.index ?? text.length;
}

/** From its verb to behind its last placeholder. */
function statementFrom(text: string, start: number, at: number): { readonly text: string; readonly end: number } {
  const window = text.slice(start, at + LONGEST_STATEMENT);
  let end = 0;
  for (const placeholder of window.matchAll(PLACEHOLDER)) {
    // A placeholder belongs to the statement as long as no list of values has begun.
    if (end > 0 && /\[\s?["'\d]|;|-- |\bparam/i.test(window.slice(end, placeholder.index))) break;
    end = placeholder.index + placeholder[0].length;
  }
  while (/[)\s;"'`]/.test(window.charAt(end)) && !LIST_BEHIND_STATEMENT.test(window.slice(end, end + 6))) end++;
  return { text: window.slice(0, end), end: start + end };
}

/** The column of each parameter, in the order of the list. */
function columnsOf(statement: string): string[] {
  const columns: string[] = [];
  const inserted = INSERTED.exec(statement);
  const values = inserted === null ? Number.POSITIVE_INFINITY : inserted.index + inserted[0].length;
  const insertedColumns = inserted?.[1]?.split(',') ?? [];
  let count = 0;
  let place = 0;
  let judged = values;
  let depth = 0;
  for (const { 0: placeholder, index } of statement.matchAll(PLACEHOLDER)) {
    const number = /\d+/.exec(placeholder)?.[0];
    const parameter = number === undefined ? count : Number(number) - (placeholder.startsWith('@p') ? 0 : 1);
    count++;
    for (; judged < index; judged++) {
      const sign = statement.charAt(judged);
      if (sign === ',' && depth === 0) place++;
      else if (sign === '(') depth++;
      else if (sign === ')' && --depth < 0) place = -1; // the row ends; a comma and a bracket open the next
      if (sign === '(' && depth === 0) place = 0;
    }
    const name =
      index >= values && depth >= 0
        ? insertedColumns[place]
        : COLUMN_BEFORE.exec(statement.slice(Math.max(0, index - 128), index))?.[1];
    if (name !== undefined && parameter < MOST_PARAMETERS) columns[parameter] = name.replaceAll(/[\s"`[\]]/g, '');
  }
  return columns;
}
