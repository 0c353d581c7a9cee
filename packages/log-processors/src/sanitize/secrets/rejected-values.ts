import type { Detector } from '../detect/detector.js';
import type { FieldNames } from '../keys/field-names.js';

/** How far before its value a validator names the field. */
const LOOK_BACK = 240;
const SPRING_FIELD = /on field '([^'\n]{1,96})': $/;
/** Mongoose names the field behind its value. */
const AT_PATH = /^[^\n]{3,300}? at path ["'`]([\w.]{1,96})/;
const VALUE = /^(?:'((?:[^'\\\n]|\\.){1,256})'|"((?:[^"\\\n]|\\.){1,256})")/;

/** What a validator refused, when the field is a secret's: `rejected value [x]` of Spring, `input_value='x'` of pydantic. */
export function rejectedValues(names: FieldNames): Detector {
  return {
    keywords: ['rejected value ', 'input_value=', 'failed for value '],
    at(text, start, end, found) {
      const before = text.slice(Math.max(0, start - LOOK_BACK), start);
      const isSpring = /^r/i.test(text.charAt(start));
      const window = text.slice(end, end + 380);
      const value = isSpring ? /^\[([^\]\n]{1,256})/.exec(window)?.[1] : VALUE.exec(window)?.slice(1).find(Boolean);
      if (value === undefined || value === 'null') return end;
      const fields = isSpring
        ? [SPRING_FIELD.exec(before)?.[1] ?? '']
        : /^f/i.test(text.charAt(start))
          ? [AT_PATH.exec(window)?.[1] ?? '']
          : (before.match(/[\w.-]{3,64}/g) ?? []);
      if (!fields.some((field) => names.of(field).secret === 'certain')) return end;
      const from = end + window.indexOf(value);
      found.secret(from, from + value.length, 'rejected-value');
      return from + value.length;
    },
  };
}
