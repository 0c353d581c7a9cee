import type { Detector, Found } from '../detect/detector.js';
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
    keywords: ['rejected value ', 'input_value=', 'failed for value ', ": value '", ': value "'],
    at(text, start, end, found) {
      const before = text.slice(Math.max(0, start - LOOK_BACK), start);
      if (text.charAt(start) === ':') return refusedValue(text, end, before, { names, found });
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

/** `password: value 'x' is too common` */
function refusedValue(
  text: string,
  end: number,
  before: string,
  { names, found }: { readonly names: FieldNames; readonly found: Found },
): number {
  const field = /[\w.-]{2,64}$/.exec(before)?.[0];
  const value = VALUE.exec(text.slice(end - 1, end + 260))
    ?.slice(1)
    .find(Boolean);
  if (field === undefined || value === undefined || names.of(field).secret !== 'certain') return end;
  found.secret(end, end + value.length, 'rejected-value');
  return end + value.length;
}

const NAMES_FIELD =
  /\\{0,3}"(?:field|propertyPath|property|path|param|parameter|name)\\{0,3}"\s?:\s?\\{0,3}"([\w.[\]-]{1,96})\\{0,3}"/;
const MEMBER_VALUE = /^\\{0,3}"\s?:\s?\\{0,3}"((?:[^"\\\n]|\\[^"]){1,256})\\{0,3}"/;

/** `{"field":"newPassword","rejectedValue":"x"}`: what Spring, Symfony and others answer; the field stands on either side. */
export function rejectedMembers(names: FieldNames): Detector {
  return {
    keywords: ['"rejectedvalue', '"rejected_value', '"invalidvalue', '"invalid_value'],
    at(text, start, end, found) {
      const match = MEMBER_VALUE.exec(text.slice(end, end + 280));
      const value = match?.[1];
      if (match === null || value === undefined) return end;
      const to = end + match[0].length;
      const before = text.slice(Math.max(0, start - LOOK_BACK), start);
      const behind = text.slice(to, to + LOOK_BACK);
      const object =
        before.slice(before.lastIndexOf('{') + 1) + behind.slice(0, (behind.indexOf('}') + 1 || LOOK_BACK + 1) - 1);
      const field = NAMES_FIELD.exec(object)?.[1];
      if (field === undefined || names.of(field).secret !== 'certain') return end;
      const from = end + match[0].indexOf(value);
      found.secret(from, from + value.length, 'rejected-value');
      return to;
    },
  };
}
