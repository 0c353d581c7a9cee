/** How often each unit of ASCII stands in the text at hand; all 0 between two texts. */
const COUNTS = new Uint16Array(128);

/** Shannon's entropy of the text's own letters, in bits a letter. Looks at the first 256 units. */
export function entropyOf(text: string): number {
  const length = Math.min(text.length, 256);
  let units = 0;
  for (let at = 0; at < length; at++) units |= text.charCodeAt(at);
  if (units >= COUNTS.length) return entropyOfAny(text, length);
  for (let at = 0; at < length; at++) (COUNTS[text.charCodeAt(at)] as number)++;
  let entropy = 0;
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at);
    const count = COUNTS[unit] as number;
    if (count === 0) continue; // counted where it stood first
    COUNTS[unit] = 0;
    entropy -= (count / length) * Math.log2(count / length);
  }
  return entropy;
}

function entropyOfAny(text: string, length: number): number {
  const counts = new Map<number, number>();
  for (let at = 0; at < length; at++) counts.set(text.charCodeAt(at), (counts.get(text.charCodeAt(at)) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / length) * Math.log2(count / length);
  return entropy;
}

const PLACEHOLDER =
  /x{6}|X{6}|\*{3}|\.{3}|0{12}|(?:^|[_-])(?:EXAMPLE|example|your|YOUR|placeholder|PLACEHOLDER|REDACTED|redacted|MASKED|masked)(?:$|[_-])/;

/** Does it stand for a value instead of being one: `xxxxxxxx`, `your_key`, `***`? */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text.slice(0, 256));
}

/** Sixteen units and more of letters and digits that no words give: a key, a token, a digest. */
export function looksRandom(text: string): boolean {
  return text.length >= 16 && /\d/.test(text) && /[A-Za-z]/.test(text) && entropyOf(text) >= 3.2;
}
