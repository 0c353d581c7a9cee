import { isUtf8 } from 'node:buffer';
import { escaped } from '../canonical-record.js';

/** Printable ASCII without quotation mark and backslash: JSON and canonical text write it alike. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** Short escapes of JSON by their letter: what canonical text makes of them, and how a JSON string holds that. */
const ESCAPES: ReadonlyMap<string, { readonly canonical: string; readonly signed: string }> = new Map(
  [...'"\\/bfnrt'].map((letter) => {
    const canonical = escaped(JSON.parse(`"\\${letter}"`));
    return [letter, { canonical, signed: JSON.stringify(canonical).slice(1, -1) }];
  }),
);

/**
 * The canonical text of what is shown, if that is what was signed.
 *
 * @param shown bytes of a JSON string, one a character
 * @param signed canonical text as a JSON string holds it
 */
export function canonicalOf(shown: string, signed: string): string | undefined {
  return canonicalOfAscii(shown, signed) ?? canonicalOfAny(shown, signed);
}

/** Plain pieces between short escapes; undefined for what is of another kind, or not as signed. */
function canonicalOfAscii(shown: string, signed: string): string | undefined {
  let canonical = '';
  let signedAt = 0;
  for (let from = 0; ; ) {
    const at = shown.indexOf('\\', from);
    const plain = shown.slice(from, at < 0 ? shown.length : at);
    if (!PLAIN.test(plain) || !signed.startsWith(plain, signedAt)) return undefined;
    canonical += plain;
    signedAt += plain.length;
    if (at < 0) return signedAt === signed.length ? canonical : undefined;
    const short = ESCAPES.get(shown[at + 1] as string);
    if (short === undefined || !signed.startsWith(short.signed, signedAt)) return undefined;
    canonical += short.canonical;
    signedAt += short.signed.length;
    from = at + 2;
  }
}

function canonicalOfAny(shown: string, signed: string): string | undefined {
  const bytes = Buffer.from(shown, 'latin1');
  if (!isUtf8(bytes)) return undefined;
  const text: string = JSON.parse(`"${bytes.toString()}"`);
  if (!text.isWellFormed()) return undefined;
  const canonical = escaped(text);
  return JSON.stringify(canonical) === `"${signed}"` ? canonical : undefined;
}
