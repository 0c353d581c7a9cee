import { isPlaceholder, looksRandom } from '../secrets/randomness.js';
import { splitWords } from './split-words.js';

const ENVIRONMENT_KEY = /(?<![^\s.])(?:[A-Z][A-Z0-9]{0,31}_){1,6}KEY$/;
/** Keys by which things are found, ordered or shown to the public. */
const FINDS_OR_SHOWS =
  /^(?:public|publishable|pub|site|cache|primary|foreign|partition|sort|range|hash|row|index|object|s3|bucket|file|routing|message|idempotency|dedup|lock|group|map|dict|i18n|translation|locale|label|feature|flag|metric|event|sequence|order|request|trace|job|build|commit|registry|hot|short|arrow|enter)$/;

/**
 * `ACME_KEY=…` in capitals, as settings are given to a process: of which vendor nobody knows, so the value must be plainly random.
 * Is it such a name?
 */
export function isEnvironmentKey(name: string): boolean {
  const [key] = ENVIRONMENT_KEY.exec(name) ?? [];
  return key !== undefined && !splitWords(key).some((word) => FINDS_OR_SHOWS.test(word));
}

const KEY = /^[\w+/=.~-]{16,1024}$/;
const WORDS_JOINED = /^[a-z]{3,}(?:[-_./][a-z0-9]+)+$|^[/.~]|\.[a-z]{1,5}$/;
const CHANGES = /(?<=[a-z])(?=[A-Z\d])|(?<=[A-Z])(?=[a-z\d])|(?<=\d)(?=[A-Za-z])/g;

/** Random letters and digits change between their kinds at every second or third place, words with a number rarely. */
export function isRandomKey(value: string): boolean {
  if (!KEY.test(value) || WORDS_JOINED.test(value) || !looksRandom(value) || isPlaceholder(value)) return false;
  const beginning = value.slice(0, 256);
  return (beginning.match(CHANGES)?.length ?? 0) * 4 >= beginning.length;
}
