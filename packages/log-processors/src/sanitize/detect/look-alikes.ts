/*
 * Signs that a reader takes for an ASCII sign. Sources: Unicode's confusables.txt (UTS #39) for the letters, the general punctuation and
 * box drawing blocks for the rest. Only what looks the same is listed, not what merely sounds alike.
 */

/** Pairs of a sign and what it is read as. */
function pairs(signs: string, readAs: string): [unit: number, readAs: number][] {
  const plain = [...readAs];
  return [...signs].map((sign, at) => [sign.charCodeAt(0), (plain[at] ?? (plain[0] as string)).charCodeAt(0)]);
}

/** Read as their twin wherever they stand: quotation marks, dashes, bars of tables, small capitals. */
export const TWINS: ReadonlyMap<number, number> = new Map([
  ...pairs('“”„‟«»〝〞', '"'),
  ...pairs('‘’‚‛‹›', "'"),
  ...pairs('‐‑‒–—―−﹣', '-'),
  ...pairs('│┃┆┇┊┋║╎╏¦❘', '|'),
  ...pairs('ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡſ', 'abcdeghijklmnoprstuvwyzags'),
]);

/** Letters of other alphabets that are read as Latin ones only inside a word of Latin letters: `passwоrd`, but not `пароль`. */
export const LOOK_ALIKES: ReadonlyMap<number, number> = new Map([
  ...pairs('аеорсухіјѕһԁԛԝӏк', 'aeopcyxijshdqwlk'),
  ...pairs('АВЕЅІЈКМНОРСТУХԜԚ', 'ABESIJKMHOPCTYXWQ'),
  ...pairs('οανριυκ', 'oavpiuk'),
  ...pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'),
  ...pairs('օոսհ', 'onuh'),
]);

const isLatin = (unit: number): boolean => (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;
const LETTER = /\p{L}/u;
const isLetter = (unit: number): boolean => (unit < 0x80 ? isLatin(unit) : LETTER.test(String.fromCharCode(unit)));

/** Replaces look-alikes in words that are Latin but for them. @returns whether there was one */
export function unmaskWords(units: number[]): boolean {
  let isAny = false;
  for (let at = 0; at < units.length; at++) {
    if (!LOOK_ALIKES.has(units[at] as number)) continue;
    let start = at;
    while (start > 0 && isLetter(units[start - 1] as number)) start--;
    let end = at + 1;
    while (end < units.length && isLetter(units[end] as number)) end++;
    const word = units.slice(start, end);
    if (word.some(isLatin) && word.every((unit) => isLatin(unit) || LOOK_ALIKES.has(unit))) {
      isAny = true;
      for (let letter = start; letter < end; letter++) {
        const unit = units[letter] as number;
        units[letter] = LOOK_ALIKES.get(unit) ?? unit;
      }
    }
    at = end;
  }
  return isAny;
}
