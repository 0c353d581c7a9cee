/** What may vary at one place of a record's text. Each is a set of texts that mean themselves in JSON and in canonical text. */
export const SLOT: Readonly<
  Record<'text' | 'integer' | 'truth' | 'time' | 'number' | 'trace' | 'span' | 'hash' | 'salt', string>
> = Object.freeze({
  /** Printable ASCII but quotation mark and backslash. */
  text: '[ !#-\\[\\]-~]*',
  integer: '(?:0|-?[1-9][0-9]{0,14})',
  truth: '(?:true|false)',
  time: '[1-9][0-9]{9,19}',
  number: '[1-9][0-9]{0,14}',
  trace: '[0-9a-f]{32}',
  span: '[0-9a-f]{16}',
  /** base64url of 32 and of 16 bytes; the last character has unused bits, which an encoder leaves empty. */
  hash: '[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]',
  salt: '[A-Za-z0-9_-]{21}[AQgw]',
});

/** A text with escapes or beyond ASCII, as a JSON string holds it: bytes, one a character. */
const SHOWN_TEXT = '[^"\\\\\\x00-\\x1f]*(?:\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\\\\x00-\\x1f]*)*';
/** The same text in canonical form, as the JSON string that the payload is holds it. */
const SIGNED_TEXT = '[ !#-\\[\\]-~]*(?:\\\\\\\\(?:u[0-9a-f]{4}|\\\\"|\\\\\\\\)[ !#-\\[\\]-~]*)*';

/** Groups of one pattern; beyond it a record is not worth a pattern. */
const MAX_GROUPS = 400;

export function shownGroup(name: string): string {
  return `shown ${name}`;
}

export function signedGroup(name: string): string {
  return `signed ${name}`;
}

/** Whether a text is one that JSON and canonical text write alike. */
export function isPlainText(text: string): boolean {
  return /^[ !#-[\]-~]*$/.test(text);
}

/** Builds a regular expression from fixed texts and slots; a slot that was named before must hold the same text again. */
export class PatternBuilder {
  #source = '';
  readonly #groups = new Map<string, number>();
  readonly #repeated = new Set<string>();

  get groups(): ReadonlyMap<string, number> {
    return this.#groups;
  }

  literal(text: string): this {
    this.#source += text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    return this;
  }

  slot(name: string, of: string): this {
    const known = this.#groups.get(name);
    if (known === undefined) {
      this.#groups.set(name, this.#groups.size + 1);
      this.#source += `(${of})`;
    } else {
      this.#repeated.add(name);
      this.#source += `(?:\\${known})`;
    }
    return this;
  }

  /** A text that is written otherwise where it is shown than where it is signed: two groups, to be compared afterwards. */
  shownText(name: string): this {
    return this.slot(shownGroup(name), SHOWN_TEXT);
  }

  signedText(name: string): this {
    return this.slot(signedGroup(name), SIGNED_TEXT);
  }

  /** Whether a slot stands at two places, so that each is held against the other. */
  isCompared(name: string): boolean {
    if (name.startsWith('shown ')) return this.#groups.has(`signed ${name.slice('shown '.length)}`);
    if (name.startsWith('signed ')) return this.#groups.has(`shown ${name.slice('signed '.length)}`);
    return this.#repeated.has(name);
  }

  /** A place that nobody signed. */
  free(of: string): this {
    this.#source += of;
    return this;
  }

  /** Undefined when the pattern would have too many groups, or a text in it is not ASCII. */
  build(): RegExp | undefined {
    if (this.#groups.size > MAX_GROUPS || !/^[\x20-\x7e]*$/.test(this.#source)) return undefined;
    return new RegExp(this.#source, 'y');
  }
}
