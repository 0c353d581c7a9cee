import type { Detector, Found } from '../detect/detector.js';
import type { FieldNames } from '../keys/field-names.js';

const COLUMNS = /\(([^()']{1,1024})\)\s{0,64}$/;
const FIRST_ROW = /\s{0,64}\(/y;
const NEXT_ROW = /\s{0,64},\s{0,64}\(/y;
const QUOTED = String.raw`'((?:[^'\\]|''|\\.){0,4096})'|"((?:[^"\\]|""|\\.){0,4096})"`;
/** What ends a value: the next one, the row, or a log's limit. */
const ENDS = String.raw`\s{0,64}([,)]|$)`;
/** All that a function is called with: `crypt('x', gen_salt('bf'))`. */
const CALLED_WITH = String.raw`\w{1,64}\(((?:[^()']|'(?:[^'\\]|''|\\.){0,512}'|\([^()]{0,128}\)){0,512})\)`;
/** Frameworks log the values without quotes. */
const BARE = String.raw`([^\s,()'"][^,()']{0,127})?`;
/** A text that a log's limit cut. */
const CUT = String.raw`[A-Z]?'((?:[^'\\]|''|\\.){1,4096})$`;
const VALUE = new RegExp(
  String.raw`\s{0,64}(?:[A-Z]?(?:${QUOTED})|${CALLED_WITH}|${BARE})${ENDS}|\s{0,64}${CUT}`,
  'diy',
);
/** A parameter's sign, though not the dollars of a hash, and words such as `DEFAULT`; what is computed from them. */
const NO_VALUE = /^(?:[?:@%]|\$(?!\w*\$)|[A-Za-z_\s]+$)/;
const NO_TEXT_IN_CALL = /^(?:[?:@%$]|[^'"]*$)/;

/** The values of secret columns in `INSERT INTO users (name, password) VALUES ('x', 'y'), …`. */
export function insertedRows(names: FieldNames): Detector {
  return {
    keywords: ['values'],
    at(text, start, end, found) {
      const firstRow = endOf(FIRST_ROW, text, end);
      if (firstRow === undefined) return end;
      const columns = COLUMNS.exec(text.slice(Math.max(0, start - 1_090), start))?.[1]?.split(',') ?? [];
      const areSecret = columns.map((column) => names.of(column.replaceAll(/[\s"`[\]]/g, '')).secret !== 'none');
      if (!areSecret.includes(true)) return end;
      let judged = end;
      for (let row: number | undefined = firstRow; row !== undefined; row = endOf(NEXT_ROW, text, judged))
        judged = judgeRow(text, row, areSecret, found);
      return judged;
    },
  };
}

/** Where the pattern ends if it stands at this place. */
function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Returns up to where the row could be read. */
function judgeRow(text: string, from: number, areSecret: readonly boolean[], found: Found): number {
  VALUE.lastIndex = from;
  for (const isSecret of areSecret) {
    const at = VALUE.lastIndex;
    const value = VALUE.exec(text);
    if (value === null) return at;
    if (isSecret) takeSecret(value, found);
    if (value[5] !== ',') break;
  }
  return VALUE.lastIndex;
}

function takeSecret({ 3: calledWith, 4: bare, indices }: RegExpExecArray, found: Found): void {
  if (calledWith !== undefined && NO_TEXT_IN_CALL.test(calledWith)) return;
  if (bare !== undefined && NO_VALUE.test(bare)) return;
  const [from, to] = [...(indices?.slice(1, 5) ?? []), indices?.[6]].find(Boolean) ?? [0, 0];
  found.secret(from, bare === undefined ? to : from + bare.trimEnd().length, 'named-secret');
}
