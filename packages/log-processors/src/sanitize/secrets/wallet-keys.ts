import type { Detector } from '../detect/detector.js';

/* Keys of wallets: 32 bytes in hexadecimal, as hashes of transactions are; so what stands before them decides. */

const KEY = /0x[0-9a-f]{64}(?![0-9a-f])/giy;
const UP_TO_KEY = /^(?:\[\d{1,3}\])?["'\])\s:=>[-]{0,12}(?:\(\d{1,3}\)\s?)?(?=0x[0-9a-f]{64})/i;
const NEXT_KEY = /["'\s,]{1,12}(?:\(\d{1,3}\)\s?)?(?=0x[0-9a-f]{64})/iy;
const LENGTH = 66;
const NEXT_TOO = /^["'\s,]{1,12}(?:\(\d{1,3}\)\s?)?0x[0-9a-f]{64}/i;
const MOST_KEYS = 64;

/** `accounts[0]=0x…`, `"accounts": ["0x…"]`, the list of private keys that a chain for development prints. */
export const walletKeys: Detector = {
  keywords: ['accounts', 'private keys', 'wallet key', 'privatekeys', 'deployer key', 'account key'],
  at(text, start, end, found) {
    const head = /^\s?=?[=\s]{0,24}/.exec(text.slice(end, end + 32)) as RegExpExecArray;
    const up = UP_TO_KEY.exec(text.slice(end + head[0].length, end + head[0].length + 120));
    if (up === null) return end;
    let at = end + head[0].length + up[0].length;
    const isList = !/^accounts$/i.test(text.slice(start, end)) || /\[/.test(head[0] + up[0]);
    if (!isList && !NEXT_TOO.test(text.slice(at + LENGTH, at + LENGTH + 90))) return end; // the root of a state
    for (let count = 0; count < MOST_KEYS; count++) {
      KEY.lastIndex = at;
      if (!KEY.test(text)) break;
      found.secret(at, KEY.lastIndex, 'wallet-key');
      at = KEY.lastIndex;
      NEXT_KEY.lastIndex = at;
      if (!NEXT_KEY.test(text)) break;
      at = NEXT_KEY.lastIndex;
    }
    return at;
  },
};

/** Words that BIP 39 has not. */
const OF_SENTENCES =
  /(?<![a-z])(?:and|the|with|for|from|are|was|were|has|had|have|not|then|than|but|our|your|its)(?![a-z])/;
const WORDS =
  /^(?:[ _-]?(?:phrase|words?))?(?:[ \t](?:\w{2,16}|\(\d\d words\))){0,4}["']?[ \t]?(?:[:=]|is|->)?[ \t]{0,3}[["'`\\]{0,4}((?:[a-z]{3,8}(?:[ ,]{1,2}|["'], ?["'])){11,23}[a-z]{3,8})(?![a-z])/;

/** `mnemonic imported: "…"`, `seed words: …`: twelve words to twenty-four that stand for a wallet's key (BIP 39). */
export const recoveryWords: Detector = {
  keywords: ['mnemonic', 'seed', 'recovery words', 'backup words', 'wallet words', 'recovery phrase', 'backup phrase'],
  at(text, _start, end, found) {
    const match = WORDS.exec(text.slice(end, end + 400));
    const phrase = match?.[1];
    if (
      match === null ||
      phrase === undefined ||
      OF_SENTENCES.test(phrase) ||
      !/[:="'[]/.test(match[0].slice(0, -phrase.length))
    )
      return end;
    const to = end + match[0].length;
    found.secret(to - phrase.length, to, 'named-secret');
    return to;
  },
};
