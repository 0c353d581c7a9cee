/** Letters that Unicode does not take apart into a base letter and a mark. */
const WHOLE: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  ı: 'i',
};

/**
 * The text without accents and in letters of one width: `téléphone` is read as `telephone`, `hasło` as `haslo`.
 *
 * @example
 * plainLetters('lösenord'); // 'losenord'
 */
export function plainLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[łŁøØđĐðı]/gu, (letter) => WHOLE[letter] as string);
}
