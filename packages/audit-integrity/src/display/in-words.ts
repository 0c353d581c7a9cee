import type { CanonicalValue } from '../canonical-reader.js';
import { printable, printableBare } from '../printable.js';
import type { StoredValue } from '../stored-record.js';
import { storedValueText } from './stored-value.js';

/** A signed value as a person would write it. Safe for a terminal. */
export function signedInWords(signed: CanonicalValue): string {
  if (typeof signed !== 'string') return signed.names[0] === 'a' ? 'a list' : 'a map';
  const [tag, text] = [signed.slice(0, 1), signed.slice(2)];
  if (tag === 's') return printable(text);
  if (tag === 'x') return `bytes ${printableBare(text)}`;
  if (tag === 'h') return `a text of ${printableBare(text.split(':')[0] ?? '')} characters, by its digest`;
  return printableBare(text);
}

/** The same for what a store shows. */
export function shownInWords(shown: StoredValue | undefined): string {
  if (shown === undefined || shown === null) return 'nothing';
  if (typeof shown.stringValue === 'string') return printable(shown.stringValue);
  const text = storedValueText(shown);
  if (text === undefined) return 'no value that could have been signed';
  if (text.startsWith('{')) return shown.arrayValue === undefined ? 'a map' : 'a list';
  return signedInWords(text.slice(1, -1));
}
