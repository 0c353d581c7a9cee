const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** Where the JSON object that begins at `at` ends; -1 when none begins there, or it does not end. */
export function endOfObject(text: Buffer, at: number): number {
  if (text[at] !== OPEN) return -1;
  let depth = 0;
  for (let index = at; index < text.length; index += 1) {
    const code = text[index];
    if (code === QUOTE) {
      index = endOfString(text, index + 1);
      if (index < 0) return -1;
    } else if (code === OPEN) {
      depth += 1;
    } else if (code === CLOSE) {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return -1;
}

/** The closing quotation mark of the string whose content begins at `at`. */
function endOfString(text: Buffer, at: number): number {
  for (let end = text.indexOf(QUOTE, at); end >= 0; end = text.indexOf(QUOTE, end + 1)) {
    let first = end;
    while (first > at && text[first - 1] === BACKSLASH) first -= 1;
    if (((end - first) & 1) === 0) return end;
  }
  return -1;
}
