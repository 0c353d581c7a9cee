/** A part of a statement that can matter: a word, a quoted identifier, a parameter or a sign; texts and comments are left out. */
export interface SqlToken {
  readonly kind: 'word' | 'identifier' | 'parameter' | 'sign';
  /** A word in lower case, an identifier as it is, a parameter's number from 0, or the sign. */
  readonly text: string;
}

/** Longer statements are read as far as this: they are long by their values, which come last. */
const MAX_LENGTH = 65_536;

/** One alternative per kind of thing; each begins with other characters, so that the time is linear. */
const TOKEN =
  /(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\s+)|('(?:[^']|'')*(?:'|$)|\$([A-Za-z_]\w*)?\$)|"((?:[^"]|"")*)(?:"|$)|`([^`]*)(?:`|$)|\[([^\]\s]{0,128})\]|\$(\d+)|(\?)|([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)|([\s\S])/g;

/** The tokens of a statement in the dialects of PostgreSQL, SQLite, MySQL and SQL Server. */
export function* sqlTokens(sql: string): Generator<SqlToken> {
  const text = sql.slice(0, MAX_LENGTH);
  const pattern = new RegExp(TOKEN);
  let question = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [whole, blank, quoted, , double, back, bracket, numbered, anonymous, word] = match;
    if (blank !== undefined) continue;
    if (quoted !== undefined) {
      if (whole.startsWith('$')) pattern.lastIndex = endOfDollarQuote(text, whole, pattern.lastIndex);
      continue;
    }
    const identifier = double?.replaceAll('""', '"') ?? back ?? bracket;
    if (identifier !== undefined) yield { kind: 'identifier', text: identifier };
    else if (numbered !== undefined) yield { kind: 'parameter', text: String(Number(numbered) - 1) };
    else if (anonymous !== undefined) yield { kind: 'parameter', text: String(question++) };
    else if (word !== undefined) yield { kind: 'word', text: word.toLowerCase() };
    else yield { kind: 'sign', text: whole };
  }
}

function endOfDollarQuote(text: string, quote: string, from: number): number {
  const end = text.indexOf(quote, from);
  return end === -1 ? text.length : end + quote.length;
}
