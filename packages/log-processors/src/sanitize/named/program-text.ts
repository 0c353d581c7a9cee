import { isMixedWord } from './mixed-word.js';
import type { ValueExtent } from './value-extent.js';

/** Longer values are no references. */
const LONGEST_REFERENCE = 96;

/** Where a program, a query or a template says which value to take, none is given. */
const REFERENCE =
  /^(?:[:@][a-z_]*(?:pass|pwd|token|secret|hash|key)[a-z_]*|(?:req|request|ctx|this|self|params|body|input|form|props|process|os|env|config|settings|var|vars|local|module|data|each|secrets|inputs|[rcw])\.[A-Za-z_.]+(?:[[(][\w.'"]*)?|\w{1,24}\((?:\$\d{1,3}|\?|:\d{1,3}|@p?\d{1,3}|%s)(?:[,)].*)?|\$\(\w*|\$[A-Za-z_]+->\w+|(?:Bearer|Basic|Token|ApiKey)[ \t]+(?:\$[{(]?\w*\}?|<[\w -]*>?|\{\{?[\w. -]*\}{0,2}|\*+|\.{3}|%s|[<[](?:redacted|filtered|masked|hidden|token)\]?))$/i;
/** A parameter of Entity Framework, in a statement. */
const PARAMETER = /^@__[a-z_]{1,40}_\d{1,2}$/i;
const IN_STATEMENT = /\b(?:where|select|update|insert|values|set|and|or|on|having|case|when)\b/i;
/** `vault.read(`, `getpass.getpass(`, `hash()`: names joined by what joins names in a program, and an opening bracket. */
const CALL = /^(?:await[ \t]|new[ \t])?[A-Za-z_$]+(?:(?:\?\.|\.|->|::)[A-Za-z_$]+)*\(/;
const CALL_ENDS = /\((?:[A-Za-z_$][\w$.]*(?:=[\w.$]+)?(?:,[ \t]?[A-Za-z_$][\w$.]*(?:=[\w.$]+)?)*)?(?:\)[\w?.;!)(]*)?$/;
/** `await vault.read(`, `new Client(`, `$this->password`: a bare value ends at the space or at the arrow, the program goes on behind it. */
const GOES_ON =
  /^(?:(?:await|new)[ \t]{1,4}[A-Za-z_$]{1,48}(?:(?:\?\.|\.|->|::)[A-Za-z_$]{1,48}){0,4}\(|\$[A-Za-z_]{1,48}->[A-Za-z_]{1,48}(?![\w$!#%&*@^~+/-]))/;
/** `token).one()`: a name that ends the arguments, and the next call. */
const ENDS_ARGUMENTS = /^[A-Za-z_][\w.]*\){1,3}\.[A-Za-z_]\w*\(/;
/** The right side of a comparison: a name without a digit. */
const IDENTIFIER = /^[A-Za-z_$][A-Za-z_$.]*[)\]]*$/;
/** `vault.read`: the member of what programs hold such values in. */
const MEMBER =
  /^(?:[a-z_]{2,24}\.){0,3}(?:vault|config|settings|env|process|user|account|secrets?|creds|credentials|options|opts|params|data|state|store|session|auth|db|app|client|service)(?:\.[a-z_]{2,24}){1,3}$/i;
const TYPE_NAME =
  '(?:str|string|u?int(?:8|16|32|64|eger)?|[iuf](?:8|16|32|64)|bigint|smallint|float(?:32|64)?|double|decimal|numeric|number|bool|boolean|bytes?|bytea|binary|varbinary|n?(?:var)?char2?|character varying|(?:tiny|medium|long)?text|n?clob|blob|uuid|any|object|SecretStr|SecretString|list|vec|dict|array|Optional|Option|Union|nullable)';
/** `Optional[str]`, `string|undefined`, `List<int64>`, `varchar(255)`, `[]byte`, `*string`: a type with what it is made of. */
const TYPE = new RegExp(
  String.raw`^(?:\[?\]|[*&(]){0,2}${TYPE_NAME}(?:\(\d{1,6}(?:,[ \t]?\d{1,6})?\)?|[?;,]|[[<|](?:(?:[A-Za-z_.](?:8|16|32|64)?|[[\]<>|?, \t]))*)?[?;,]?$`,
  'i',
);
/** `nvarchar2`: no type with a digit has more units. */
const LONGEST_MIXED_TYPE = 9;
const JOINS_TYPES = /[[\]<>|?,;()*& \t]+/;
const KNOWN_TYPE = new RegExp(`^(?:${TYPE_NAME}|character|varying|undefined|null|none|\\d{1,6})?$`, 'i');
/** One of the program's own, or a letter that stands for any. */
const OWN_TYPE = /^(?:[a-z_]{2,24}\.){0,3}[A-Z](?:[a-z]{2}[A-Za-z.]*)?$/;

/** A password may begin like a type: `Any[hunterxyz`. */
export function isType(value: string): boolean {
  if (!TYPE.test(value)) return false;
  return value.split(JOINS_TYPES).every((part) => KNOWN_TYPE.test(part) || OWN_TYPE.test(part));
}

/** Is what was taken for a value a piece of a program, such as `process.env.TOKEN`, `vault.read(` or `password === hash`? */
export function isProgramText(text: string, extent: ValueExtent, nameEnd: number): boolean {
  const { start, end } = extent;
  if (end - start > LONGEST_REFERENCE) return false;
  const value = text.slice(start, end);
  if (value.length > LONGEST_MIXED_TYPE && isMixedWord(value)) return false; // references and calls have signs, names no digit
  if (REFERENCE.test(value) || isType(value)) return true;
  if (PARAMETER.test(value) && IN_STATEMENT.test(text.slice(Math.max(0, nameEnd - 240), nameEnd))) return true;
  // of `token: Any[password: x]` the inner name is judged
  if (value.includes('[') && TYPE.test(value) && /^[ \t]{0,3}[:=]/.test(text.slice(end, end + 4))) return true;
  if (/["'`]$/.test(text.slice(nameEnd, start))) return false; // quoted
  if (ENDS_ARGUMENTS.test(value)) return true;
  if (GOES_ON.test(text.slice(start, start + 2 * LONGEST_REFERENCE))) return true;
  const between = text.slice(nameEnd, start);
  if (/==[ \t]*$/.test(between) && IDENTIFIER.test(value)) return true;
  if (/^[ \t]+:$/.test(between) && !/\d/.test(value)) return true; // `token :response-time`
  if (!extent.assigned && MEMBER.test(value)) return true;
  return isCall(value, text.charAt(end));
}

function isCall(value: string, next: string): boolean {
  if (!CALL.test(value)) return false;
  if (value.endsWith('(')) return /["'`)]/.test(next);
  return CALL_ENDS.test(value) && /[._]|->|::|[a-z][A-Z]|\(\)/.test(value);
}
