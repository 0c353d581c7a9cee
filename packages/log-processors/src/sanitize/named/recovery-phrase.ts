import type { ValueExtent } from './value-extent.js';

/** The twelve to twenty-four words that stand for a wallet's key (BIP 39). */
export function recoveryPhrase(text: string, nameStart: number, nameEnd: number): ValueExtent | undefined {
  if (!/(?:mnemonic|phrase)$/i.test(text.slice(Math.max(nameStart, nameEnd - 16), nameEnd))) return undefined;
  const words = RECOVERY_WORDS.exec(text.slice(nameEnd, nameEnd + 256));
  if (words === null) return undefined;
  const end = nameEnd + words[0].length;
  return { start: end - (words[1] as string).length, end, assigned: true };
}

const RECOVERY_WORDS = /^["'\\]{0,2}[ \t]?[:=]?[ \t]?["'\\]{0,2}((?:[a-z]{3,8}[ ,]{1,2}){11,23}[a-z]{3,8})/;
