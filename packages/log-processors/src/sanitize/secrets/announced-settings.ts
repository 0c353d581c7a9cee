import type { Detector } from '../detect/detector.js';
import type { FieldNames } from '../keys/field-names.js';
import { looksSecret } from '../keys/secret-key.js';
import { isStandIn } from '../named/stand-in.js';

/*
 * Programs that say by a sentence or a command of their own what a variable was set to: the name stands before the words.
 */

const VALUE_OF_PROPERTY = /^\\{0,3}["']((?:(?!\\{0,3}["'](?:$|[.,;)\s]))[^\r\n]){1,256})/;
const PROPERTY =
  /([A-Za-z_][\w.-]{1,64}) (?:property|variable|parameter)\.?(?: Its current value is '[^'\n]{0,128}'\.)? ?$/;

/** `Adding SQLPASSWORD property. Its value is 'x'.` of Windows Installer. */
export function announcedProperties(names: FieldNames): Detector {
  return {
    keywords: ["its value is '", "its current value is '", "its new value: '", "its new value is '", 'its value is "'],
    at(text, start, end, found) {
      const name = PROPERTY.exec(text.slice(Math.max(0, start - 260), start))?.[1];
      const match = VALUE_OF_PROPERTY.exec(text.slice(end - 1, end + 260));
      const value = match?.[1] ?? '';
      if (name === undefined || isStandIn(value) || !looksSecret(names.of(name).secret, value)) return end;
      found.secret(end, end + value.length, 'named-secret');
      return end + value.length;
    },
  };
}

const SET =
  /^([\w.-]{1,96})((?:;\w{1,16}=\w{1,8}){0,4})(?:\]|::)([^\r\n]{1,4096}?)(?=$|[\r\n]|\\[nr]|["'](?:$|[\s,;)]))/;

/** `##vso[task.setvariable variable=SQL_PASSWORD;issecret=true]x`, `::set-output name=token::x` of runners of jobs. */
export function setVariables(names: FieldNames): Detector {
  return {
    keywords: ['task.setvariable variable=', '::set-output name=', '::set-env name=', '::save-state name='],
    at(text, _start, end, found) {
      const match = SET.exec(text.slice(end, end + 4_300));
      if (match === null) return end;
      const [whole, name, options, value] = match as unknown as [string, string, string, string];
      if (isStandIn(value) || /^\$[({]/.test(value)) return end;
      if (!/issecret=true/i.test(options) && !looksSecret(names.of(name).secret, value)) return end;
      const to = end + whole.length;
      found.secret(to - value.length, to, 'command-line-password');
      return to;
    },
  };
}
