import type { Detector } from '../detect/detector.js';
import type { FieldNames } from '../keys/field-names.js';
import { looksSecret } from '../keys/secret-key.js';
import { isStandIn } from '../named/stand-in.js';

/*
 * Parameters that are listed by name beside their statement: `[Parameters=[@p0='x' (Size = 4000)], …]` and then
 * `UPDATE … SET [PasswordHash] = @p0` of Entity Framework, `… = @p0;@p0 = 'x' [Type: String]` of NHibernate,
 * `-- @p0: Input NVarChar (Size = 4000) [x]` of LINQ, `exec sp_executesql N'… = @p0', …, @p0=N'x'` of SQL Server. The statement says which column each belongs to.
 */

const LONGEST = 4_096;
const MOST = 64;
const ITEM =
  /([@:]p\d{1,3})(?:\s?=\s?(?:N?'((?:[^'\n]|''){0,2048})'|([^\s,;'[\]]{1,512}))|: [^[\n]{0,64}\[([^\]\n]{0,2048})\])/dg;
const COLUMN_BEFORE = /([\w"`.[\]]{1,96})\s{0,3}(?:=|<>|\blike\b)\s{0,3}$/i;
const INSERTED = /\(([^()']{1,1024})\)\s{0,16}(?:output\s[^()\n]{1,160}\s)?values\s{0,16}\(([^()']{1,1024})\)/gi;
const PLACEHOLDER = /[@:]p\d{1,3}\b/g;

export function namedParameters(names: FieldNames): Detector {
  return {
    keywords: ['parameters=', 'sp_executesql ', ';@p# =', ';@p## =', ';:p# =', '-- @p#:'],
    at(text, start, end, found) {
      const isCall = /^sp_/i.test(text.slice(start, start + 3));
      const isBefore = isCall || /^p/i.test(text.charAt(start));
      if (isBefore && !isCall && !/^\[[@:]p\d/.test(text.slice(end, end + 4))) return end;
      const from = isBefore ? end : start;
      const list = text.slice(from, from + LONGEST);
      const statement = isBefore ? list : text.slice(Math.max(0, start - LONGEST), start);
      const columns = columnsOf(statement);
      let judgedTo = end;
      let count = 0;
      if (columns.size === 0) return from + list.length;
      for (const { 1: parameter = '', 0: item, index, indices } of list.matchAll(ITEM)) {
        if (count++ === MOST) break;
        const [at = 0, to = 0] = indices?.[2] ?? indices?.[3] ?? indices?.[4] ?? [];
        const value = list.slice(at, to);
        judgedTo = from + index + item.length;
        const { secret } = names.of(columns.get(parameter) ?? '');
        if (!isStandIn(value) && looksSecret(secret, value)) found.secret(from + at, from + to, 'bound-parameter');
      }
      return count === 0 ? from + list.length : judgedTo;
    },
  };
}

/** Which column is compared with each parameter or set from it. */
function columnsOf(statement: string): Map<string, string> {
  const columns = new Map<string, string>();
  const plain = (name: string): string => name.replaceAll(/[\s"`[\]]/g, '');
  for (const { 0: parameter, index } of statement.matchAll(PLACEHOLDER)) {
    const name = COLUMN_BEFORE.exec(statement.slice(Math.max(0, index - 112), index))?.[1];
    if (name !== undefined) columns.set(parameter, plain(name));
  }
  for (const { 1: inserted = '', 2: values = '' } of statement.matchAll(INSERTED)) {
    const of = inserted.split(',');
    for (const [place, value] of values.split(',').entries()) {
      const parameter = /[@:]p\d{1,3}\b/.exec(value)?.[0];
      if (parameter !== undefined) columns.set(parameter, plain(of[place] ?? ''));
    }
  }
  return columns;
}
