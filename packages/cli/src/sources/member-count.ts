const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const LETTER_A = 0x61;
const LETTER_Z = 0x7a;
const BRACE = 0x7b;
const SPACE = 0x20;

/**
 * How many members the objects of a valid JSON text have as it is written. `JSON.parse` keeps the last of members of the same
 * name, so that it shows fewer members than this exactly when one was written twice.
 *
 * @param json the bytes of a text that `JSON.parse` accepts
 */
export function countMembers(json: Buffer): number {
  const quick = json.length < 8 ? undefined : countByColons(json);
  return quick === undefined ? countByStrings(json) : quick;
}

/**
 * Looks at colons only, four bytes at a time: one that follows a closing quotation mark ends a name. Undefined when a colon
 * stands where its neighbours do not tell whether the quotation mark before it opens or closes.
 */
function countByColons(json: Buffer): number | undefined {
  let members = 0;
  const length = json.length;
  const words = -json.byteOffset & 3; // the first aligned byte
  const endOfWords = words + ((length - words) & ~3);
  const view = new Int32Array(json.buffer, json.byteOffset + words, (endOfWords - words) >> 2);

  for (let at = 0; at < words; at += 1) if (json[at] === COLON) members += weight(json, at);
  for (let index = 0; index < view.length; index += 1) {
    const difference = (view[index] as number) ^ 0x3a3a3a3a;
    if ((((difference - 0x01010101) | 0) & ~difference & 0x80808080) === 0) continue; // none of the four is a colon
    const at = words + (index << 2);
    if (json[at] === COLON) members += weight(json, at);
    if (json[at + 1] === COLON) members += weight(json, at + 1);
    if (json[at + 2] === COLON) members += weight(json, at + 2);
    if (json[at + 3] === COLON) members += weight(json, at + 3);
  }
  for (let at = endOfWords; at < length; at += 1) if (json[at] === COLON) members += weight(json, at);
  return Number.isNaN(members) ? undefined : members;
}

/** 1 when the colon ends a member's name, 0 when it is inside a string, NaN when that cannot be seen from here. */
function weight(json: Buffer, colon: number): number {
  let before = colon - 1;
  if (json[before] === QUOTE) {
    const last = (json[before - 1] as number) | SPACE; // upper case becomes lower case
    if (last >= LETTER_A && last <= LETTER_Z) return 1; // most names end so
    if (json[before - 1] === BACKSLASH && json[before - 2] !== BACKSLASH) return 0; // most texts in texts
  }
  while ((json[before] as number) <= SPACE) before -= 1;
  if (json[before] !== QUOTE || isEscaped(json, before)) return 0;
  if (before !== colon - 1) return Number.NaN;
  if (before === 0) return 0; // the text is one string
  if (!isStructure(json[before - 1] as number)) return 1; // nothing opens behind content, so it closes
  return opensAfterName(json, before) ? 0 : Number.NaN;
}

/** A mark or white space that a string can stand behind. */
function isStructure(byte: number): boolean {
  return byte === COLON || byte === COMMA || byte === BRACKET || byte === BRACE || byte <= SPACE;
}

/** Recognises `name":"`, so that values such as `"::1"` leave no doubt. */
function opensAfterName(json: Buffer, quote: number): boolean {
  if (json[quote - 1] !== COLON || json[quote - 2] !== QUOTE) return false;
  const last = (json[quote - 3] as number) | SPACE; // upper case becomes lower case
  return last >= LETTER_A && last <= LETTER_Z;
}

/** Walks from string to string: slower, and never in doubt. */
function countByStrings(json: Buffer): number {
  let members = 0;
  for (let open = json.indexOf(QUOTE); open !== -1; ) {
    let close = json.indexOf(QUOTE, open + 1);
    while (isEscaped(json, close)) close = json.indexOf(QUOTE, close + 1);
    let next = close + 1;
    while ((json[next] as number) <= SPACE) next += 1;
    if (json[next] === COLON) members += 1;
    open = json.indexOf(QUOTE, next);
  }
  return members;
}

/** Whether an odd number of backslashes stands before it. */
function isEscaped(json: Buffer, at: number): boolean {
  let first = at;
  while (first > 0 && json[first - 1] === BACKSLASH) first -= 1;
  return ((at - first) & 1) === 1;
}
