/**
 * A text as ES|QL's string literal. Its lexer knows `\"`, `\\`, `\n`, `\r` and `\t`; all other characters stand for themselves.
 *
 * @experimental
 */
export function esqlText(text: string): string {
  const escaped = text.replaceAll(/[\\"\n\r\t]/g, (character) => ESCAPES[character] as string);
  return `"${escaped.toWellFormed()}"`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text as a pattern of LIKE that matches it and nothing else. */
export function likeText(text: string): string {
  return text.replaceAll(/[\\*?]/g, '\\$&');
}

/** The name of a column: plain where it may be, between backticks where not. */
export function esqlColumn(name: string): string {
  if (/^@?[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$/i.test(name)) return name;
  return `\`${name.replaceAll('`', '``')}\``;
}
