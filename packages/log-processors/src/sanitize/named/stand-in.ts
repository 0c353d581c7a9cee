import { splitWords } from '../keys/split-words.js';
import { isMixedWord } from './mixed-word.js';
import { isTemplate } from './template.js';

const EMPTY_WORD = /^(?:null|nil|none|undefined|true|false|empty|unset|n\/a|yes|no|on|off|include|omit|same-origin)$/i;
/** `credentials=present`, `password=missing`: how it stands with the value. */
const STATE =
  /^(?:autogenerate(?:,isolateapps)?|present|absent|missing|set|not[ _-]?(?:set|found|present|configured|required)|ok|configured|valid|invalid|expired|loaded|cached|required|optional|provided|available|unavailable|verified|accepted|rejected|rotated|revoked|refreshed|unchanged)$/i;
/** `YOUR_API_KEY`, `<your-token>`, `CHANGE_ME`: what the reader shall put there. */
const TO_BE_FILLED_IN = /^(?:YOUR|MY|INSERT|ENTER|PUT|ADD|REPLACE|CHANGE)(?:[_-][A-Z]{2,16}){1,5}$/;
/**
 * `sk_live_****abcd`: what is left of a value that somebody masked: the words of a vendor's prefix and four units at either end, as is the
 * custom. Of a value that shows more, all goes.
 */
const MASKED_INSIDE =
  /^(?:[\w.-]{0,4}[*•]{4,}|(?:sk|pk|rk|gh[oprsu]|github_pat|glpat|xox[abp]|npm|hf|key|api|token|whsec|shpat)[_-](?:(?:live|test|prod|proj|svcacct|ant)[_-])?[\w.-]{0,4}[*•]{3,})[\w.-]{0,4}$/;
const MASK =
  /^(?:[^\p{L}\p{N}\s]{1,2}|(?:[\w.-]{1,64}=(?:deleted)?;[ \t]?)?(?:sameSite|secure|httpOnly|path|domain|max-age|expires)(?:[=;].{0,64})?|\*+|\.{3}|…|-+|x{3,}|X{3,}|%[sdvq]|:\d{1,3}|@p?\d{1,3}|\{\}|\[\]|\{\w*\}|\$\{?\w+\}?|\$\{\w+:?\?[^}]*\}|<[^>]*>|(?:Bearer|Basic|Digest|Token|ApiKey) (?:\*+|x{3,}|\.{3}|…|\[\w{1,16}\]|<[^>]{0,32}>)|(?:Secret\w{0,16}\()\[?REDACTED.{0,64}|[*_]{0,3}\[?(?:REDACTED|FILTERED|MASKED|OMITTED|CUT|redacted|Filtered|filtered|masked|hidden|PROTECTED)(?::[\w -]{1,64})?\]?[*_]{0,3})$/iu;

/** `null`, `***`, `${PASSWORD}`, `[FILTERED]`: what stands where a value would be. */
export function isStandIn(value: string): boolean {
  if (isMixedWord(value)) return false;
  return (
    value === '' ||
    EMPTY_WORD.test(value) ||
    STATE.test(value) ||
    MASK.test(value) ||
    isTemplate(value) ||
    MASKED_INSIDE.test(value) ||
    TO_BE_FILLED_IN.test(value)
  );
}

const FILLERS = new Set(['your', 'my', 'the', 'new', 'old', 'user', 'value', 'string', 'text', 'here']);
const CALLED_SO = new Set([
  'password',
  'passwd',
  'pass',
  'pwd',
  'token',
  'secret',
  'key',
  'api',
  'auth',
  'code',
  'pin',
]);

/** `--password PASSWORD`, `--api-key YOUR_KEY`: help names a flag's value in capitals, by the flag's own words. */
export function isMetavariable(name: string, value: string): boolean {
  if (!name.startsWith('-') || !/^[A-Z][A-Z_-]{1,48}$/.test(value)) return false;
  const own = new Set(splitWords(name));
  return splitWords(value).every((word) => own.has(word) || FILLERS.has(word) || CALLED_SO.has(word));
}
