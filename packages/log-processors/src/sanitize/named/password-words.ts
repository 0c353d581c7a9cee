/*
 * Which names, and which words around a field, speak of a password. What only sounds so stands first.
 */

const OTHERS = /pass(?:enger|port|age|ing|through)|(?:(?<![a-z])by|com)-?pass(?!w|phrase|code)/gi;
const STEMS: readonly string[] = [
  'pass',
  'pwd',
  'pw(?![a-z])',
  'psk(?![a-z])',
  'kennwort',
  'losungswort',
  'contrase',
  'senha',
  'wachtwoord',
  'has[lł]o',
  'heslo',
  'l[oö]senord',
  'secret[ _-]?answer',
];
const WORDS = new RegExp(STEMS.join('|'), 'i');

/** Does the name, or the text around a field, speak of a password? */
export function speaksOfPassword(text: string): boolean {
  return WORDS.test(text) && WORDS.test(text.replaceAll(OTHERS, ' '));
}
