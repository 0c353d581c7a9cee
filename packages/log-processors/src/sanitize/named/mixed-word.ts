const DIGIT = 2;
/** What a unit is in such a word: 1 a letter or what joins letters, 2 a digit, 0 neither. */
const UNITS = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  return /\d/.test(character) ? DIGIT : /[\w.-]/.test(character) ? 1 : 0;
});
/** So many units a value may have that is looked at; of a longer one nothing is said. */
const LONGEST = 256;

/**
 * Letters and digits of ASCII, `_`, `.` and `-` only, and a digit among them: so look most secrets and ids, but no mask, template, state,
 * call or reference. One look at its units spares the patterns of all those.
 */
export function isMixedWord(value: string): boolean {
  const { length } = value;
  if (length > LONGEST) return false;
  let seen = 0;
  for (let at = 0; at < length; at++) {
    const unit = value.charCodeAt(at);
    const part = unit < 128 ? (UNITS[unit] as number) : 0;
    if (part === 0) return false;
    seen |= part;
  }
  return (seen & DIGIT) !== 0;
}
