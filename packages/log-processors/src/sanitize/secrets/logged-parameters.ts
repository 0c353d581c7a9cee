import type { Detector } from '../detect/detector.js';
import type { FieldNames } from '../keys/field-names.js';
import { looksSecret } from '../keys/secret-key.js';
import { isStandIn } from '../named/stand-in.js';

const PARAMETER =
  /^ ?[([]?\d{1,3}(?::[A-Za-z_]{2,24}|\] as \[[A-Za-z_]{2,24}\]?)?[)\]]? ?(?:<-|->|-|=|:|to) ?\[([^\]\r\n]{1,512})\],? (?:for|to|of|into)(?: the)? (?:column|property|field|attribute)[ :]{1,2}["'`[]?([\w.]{2,96})/;

/** `binding parameter (2:VARCHAR) <- [x] for column password`: where a mapper of objects to tables names the column behind its value. */
export function loggedParameters(names: FieldNames): Detector {
  return {
    keywords: ['binding parameter', 'bound parameter', 'bind parameter', 'setting parameter'],
    at(text, _start, end, found) {
      const [match, value = '', column = ''] = PARAMETER.exec(text.slice(end, end + 760)) ?? [];
      if (match === undefined || isStandIn(value) || !looksSecret(names.of(column).secret, value)) return end;
      const from = end + match.indexOf(`[${value}]`) + 1;
      found.secret(from, from + value.length, 'bound-parameter');
      return from + value.length;
    },
  };
}
