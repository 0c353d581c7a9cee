import type { Detector, Found } from '../detect/detector.js';
import type { FieldName, FieldNames } from '../keys/field-names.js';
import { isCellSecret } from './cell-value.js';
import { isFactBesideName } from './plain-fact.js';
import { isRemark } from './remark.js';
import { isStandIn } from './stand-in.js';
import { STEMS } from './stems.js';

/*
 * Columns: a line of names and lines of values below it, as CSV, tab-separated text, tables of Markdown, psql and mysql, and the aligned
 * output of command lines.
 */

const LONGEST_LINE = 8_192;
const LOOK_BACK = 1_024;
const MOST_CELLS = 64;
const BREAK = /\r?\n|(?:\\r)?\\n/g;
/** The rest of a name, and what parts it from the next one: few names in running text or in JSON are followed so. */
const ENDS_CELL =
  /[\p{L}\p{N}_.-]{0,40}(?: [\p{L}\p{N}_.-]{1,24}){0,3}["'`]? {0,40}(?:[|;,\t\r\n]|\\[tnr]|(?<= {2}))/uy;
const PARTS_CELLS = /[\t|;,]|\\t| {2}/;
const RULE = /^[\s|+:=─━┼-]+$/u;
const NAME = /^[\p{L}_][\p{L}\p{N}_.-]{0,40}(?: [\p{L}\p{N}_.-]{1,24}){0,3}$/u;
const WORD = /^[\p{L}_][\p{L}\p{N}_.-]{0,40}$/u;

interface Cell {
  readonly text: string;
  /** Where it begins in its line. */
  readonly start: number;
}

interface Layout {
  readonly split: (line: string) => Cell[];
  /** What a name may look like: between commas prose has names of several words. */
  readonly name: RegExp;
  /** Between its signs even a plain word is a value. */
  readonly isTable: boolean;
}

const separatedBy = (separator: RegExp) => (line: string) => {
  const cells: Cell[] = [];
  let from = 0;
  for (const { 0: sign, index } of line.matchAll(separator)) {
    if (sign.charAt(0) === '"') continue;
    cells.push(trimmed(line.slice(from, index), from));
    from = index + sign.length;
  }
  cells.push(trimmed(line.slice(from), from));
  return cells;
};

function withoutOuter(cells: Cell[]): Cell[] {
  const inner = cells[0]?.text === '' ? cells.slice(1) : cells;
  return inner.at(-1)?.text === '' ? inner.slice(0, -1) : inner;
}

const byBars = (line: string) => withoutOuter(separatedBy(/\|/g)(line));
const BAR_OF_TABLE = /(?:^|\s)\||\|(?:\s|$)/;
const LAYOUTS: readonly Layout[] = [
  { split: separatedBy(/\t|\\t/g), name: NAME, isTable: true },
  { split: (line) => (BAR_OF_TABLE.test(line) ? byBars(line) : []), name: NAME, isTable: true },
  { split: byBars, name: WORD, isTable: false },
  // A sign inside quotation marks separates nothing (RFC 4180).
  { split: separatedBy(/"(?:[^"]|"")*"|;/g), name: WORD, isTable: false },
  { split: separatedBy(/"(?:[^"]|"")*"|,/g), name: WORD, isTable: false },
  { split: separatedBy(/ {2,}/g), name: NAME, isTable: true },
];

function trimmed(text: string, at: number): Cell {
  const start = at + text.search(/[^\s"'`]|$/);
  return { text: text.trim().replaceAll(/^["'`]+|["'`]+$/g, ''), start };
}

/** A short name, such as `pin=` among the stems, may end its cell too. */
const SHORT_NAMES = STEMS.filter((stem) => stem.endsWith('=')).flatMap((stem) =>
  [',', ';', '|', '\t', '\r', '\n'].map((sign) => stem.slice(0, -1) + sign),
);

/** Secrets and personal data in the rows below their column's name. */
export function tableColumns(names: FieldNames): Detector {
  return {
    keywords: [...STEMS, ...SHORT_NAMES],
    at(text, start, keywordEnd, found) {
      const end = /[,;|\\\s]/.test(text.charAt(keywordEnd - 1)) ? keywordEnd - 1 : keywordEnd;
      const next = text.charAt(end);
      if (next === '=' || next === ':') return keywordEnd; // nearly always
      ENDS_CELL.lastIndex = end;
      if (!ENDS_CELL.test(text)) return keywordEnd;
      const header = endOfLine(text, end);
      if (header.next === undefined) return judgeRowBehindArrow(text, start, header.end, names, found);
      const headerStart = startOfLine(text, start);
      const line = text.slice(headerStart, header.end);
      if (line.length > LONGEST_LINE || !PARTS_CELLS.test(line)) return header.end;
      for (const layout of LAYOUTS) {
        const columns = columnsOf(layout, line, names);
        if (columns === undefined || isRow(text, headerStart, layout, columns.length)) continue;
        return judgeRows(text, header.next, layout, columns, found);
      }
      return header.end;
    },
  };
}

const NAMES_ARROW_ROW = /(?:^|\s)(\S{3,512}) (?:[-=]>|:) (?=(\S{3,1024}))/g;

/** `rejected: login;initial_password;role -> jo;x;viewer`: names and values on one line, as importers complain about a row. */
function judgeRowBehindArrow(text: string, start: number, end: number, names: FieldNames, found: Found): number {
  const from = Math.max(0, start - LOOK_BACK);
  const lineStart = from + startOfLastLine(text.slice(from, start));
  const line = text.slice(lineStart, Math.min(end, lineStart + 4 * LOOK_BACK));
  for (const { 0: whole, 1: header = '', 2: row = '', index } of line.matchAll(NAMES_ARROW_ROW)) {
    for (const layout of LAYOUTS) {
      const columns = layout.isTable ? undefined : columnsOf(layout, header, names);
      if (columns === undefined || layout.split(row).length !== columns.length) continue;
      const at = lineStart + index + whole.length;
      judgeRow(text, at, at + row.length, layout, columns, found);
      break;
    }
  }
  return end;
}

/** Of a line that is longer than a header can be at least its end. */
function startOfLine(text: string, at: number): number {
  const from = Math.max(0, at - LOOK_BACK);
  return from + startOfLastLine(text.slice(from, at));
}

function startOfLastLine(text: string): number {
  const escaped = text.lastIndexOf('\\n');
  return Math.max(text.lastIndexOf('\n') + 1, escaped < 0 ? 0 : escaped + 2);
}

/** `next` is where the next line begins. */
function endOfLine(text: string, from: number): { end: number; next: number | undefined } {
  BREAK.lastIndex = from;
  const found = BREAK.exec(text);
  return found === null
    ? { end: text.length, next: undefined }
    : { end: found.index, next: found.index + found[0].length };
}

type Columns = readonly (readonly [name: string, field: FieldName])[];

/** The names of the columns, if this is a line of names and one of them is a secret's or a person's. */
function columnsOf({ split, name, isTable }: Layout, line: string, names: FieldNames): Columns | undefined {
  const cells = split(line);
  if (cells.length < 2 || cells.length > MOST_CELLS) return undefined;
  // Before the first name of a table the line may have a beginning of its own: a time, a level.
  if (!cells.every(({ text }, index) => name.test(text) || (index === 0 && isTable && text.length <= 128)))
    return undefined;
  const columns = cells.map(({ text }) => [text, names.of(text)] as const);
  const isNamed = columns.some(
    ([, { secret, personal, vendor }]) => secret !== 'none' || personal.length > 0 || vendor !== undefined,
  );
  return isNamed ? columns : undefined;
}

/** Is there such a line above, or the rule below a table's names? Then this is no line of names. */
function isRow(text: string, lineStart: number, { split }: Layout, cells: number): boolean {
  const above = text.slice(Math.max(0, lineStart - LOOK_BACK), lineStart).replace(/\r?\n$|(?:\\r)?\\n$/, '');
  const line = above.slice(startOfLastLine(above));
  if (line.charAt(0) === '+') return false;
  return RULE.test(line) || split(line).length === cells;
}

/** Judges the rows and returns up to where they reach: every line of as many cells as there are columns. */
function judgeRows(text: string, from: number, layout: Layout, columns: Columns, found: Found): number {
  let at = from;
  while (true) {
    const { end, next } = endOfLine(text, at);
    if (end - at > LONGEST_LINE) return at;
    const cells = judgeRow(text, at, end, layout, columns, found);
    // The last row of a text that was cut may lack cells.
    if (next === undefined && cells <= columns.length) found.endsInTable();
    if (cells !== columns.length) return at;
    if (next === undefined) return end;
    at = next;
  }
}

/** Judges the cells of a row and returns how many the line has; a rule between rows has as many as they. */
function judgeRow(text: string, at: number, end: number, layout: Layout, columns: Columns, found: Found): number {
  const line = text.slice(at, end);
  if (RULE.test(line)) return columns.length;
  const cells = layout.split(line);
  if (cells.length === columns.length) {
    for (const [index, [name, field]] of columns.entries())
      judgeCell(at, cells[index] as Cell, name, field, layout, found);
  }
  return cells.length;
}

function judgeCell(at: number, cell: Cell, name: string, field: FieldName, layout: Layout, found: Found): void {
  const { text, start } = cell;
  if (isStandIn(text)) return;
  const end = at + start + text.length;
  if (isCellSecret(name, field, text) || (field.secret === 'certain' && isPassword(name, text, layout.isTable))) {
    found.secret(at + start, end, 'named-secret');
    return;
  }
  const personal = field.personal.find(({ accepts }) => accepts(text));
  if (personal !== undefined) found.personal(at + start, end, personal.kind);
}

/** In a column of passwords every value is one that is no remark: in a table also a plain word, elsewhere one with a sign. */
function isPassword(name: string, value: string, isTable: boolean): boolean {
  if (value.length < 4 || !/password|passwd|passphrase|pwd|passwort|kennwort/i.test(name)) return false;
  if (isFactBesideName(value) || isRemark(value) || /\s|^[\d.,:%-]+$/.test(value)) return false;
  return isTable || /[^\p{L}\p{N}._-]/u.test(value);
}
