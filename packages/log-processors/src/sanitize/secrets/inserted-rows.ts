import type { Detector } from '../detect/detector.js';
import type { FieldNames } from '../keys/field-names.js';

const COLUMNS = /\(([^()']{1,400})\)\s{0,4}$/;
const VALUE = /\s{0,4}(?:'((?:[^'\\]|''|\\.){0,512})'|([^,()']{0,128}))\s{0,4}(,|\))/y;
const MOST_COLUMNS = 64;

/** Frameworks log the values without quotes; a parameter's sign is no value. */
function bareSecret(value: string | undefined): string | undefined {
  const bare = value?.trim() ?? '';
  return /^(?:[?:@%$]|[A-Za-z_]+$)/.test(bare) && !/^\$\d?[a-z]?\w*\$/.test(bare) ? undefined : bare;
}

/** The values of secret columns in `INSERT INTO users (name, password) VALUES ('x', 'y')`. */
export function insertedRows(names: FieldNames): Detector {
  return {
    keywords: ['values (', 'values('],
    at(text, start, end, found) {
      const columns = COLUMNS.exec(text.slice(Math.max(0, start - 408), start))?.[1]?.split(',');
      if (columns === undefined || columns.length > MOST_COLUMNS) return end;
      const row = text.slice(end, end + 4_096);
      let at = 0;
      for (const column of columns) {
        VALUE.lastIndex = at;
        const value = VALUE.exec(row);
        if (value === null) break;
        const secret = value[1] ?? bareSecret(value[2]);
        if (secret !== undefined && secret !== '' && names.of(column.replaceAll(/[\s"`[\]]/g, '')).secret !== 'none') {
          const from = end + at + value[0].indexOf(secret);
          found.secret(from, from + secret.length, 'named-secret');
        }
        at += value[0].length;
        if (value[3] === ')') break;
      }
      return end + at;
    },
  };
}
