import { FOREIGN_REMARKS } from '../keys/foreign-secret-words.js';
import { plainLetters } from '../keys/plain-letters.js';

const REMARK =
  /^(?:must|should|is|was|are|not|has|have|had|cannot|can|could|does|did|will|may|to|for|of|in|on|at|by|with|the|a|an|and|or|from|your|this|that|it|be|been|incorrect|invalid|wrong|required|missing|expired|mismatch|mismatched|rejected|accepted|accept|failed|failure|ok|okay|success|successful|valid|verified|changed|unchanged|updated|reset|rotated|revoked|created|deleted|generated|issued|refreshed|validated|found|unknown|denied|disabled|enabled|unsupported|malformed|blank|too|weak|strong|short|long|unauthorized|forbidden|error|unexpected|expected|optional|provided|present|absent|available|unavailable|set|sent|received|stored|encrypted|hashed|saved|loaded|skipped|ignored|cleared|removed|use|used|already|please|check|basic|bearer|digest|none|null|undefined|empty|unset|default|string|number|boolean|object|identifier|keyword|eof|end|internal|external|pending|sensitive|protected|managed|deprecated|active|inactive|started|ended|closed|opened|unused|specified|supplied|omitted|unreadable|redacted|exposed|compromised|breached|reused|outdated|insecure|mandatory|allowed|permitted|prohibited|truncated|authentication|authorization|login|logout|user|admin|secret|token|password|key|cookie|session)$/i;

const FOREIGN_REMARK = new Set(FOREIGN_REMARKS.map((remark) => plainLetters(remark)));

/** Is it a word that says something about a secret: `expired`, `ungültig`? */
export function isRemark(value: string): boolean {
  const word = value.replace(/[^\p{L}\p{N}]+$/u, '');
  return REMARK.test(word) || FOREIGN_REMARK.has(plainLetters(word.toLowerCase()));
}

const VERDICT =
  /^(?:is|was|are|has|must|should|cannot|not|missing|mismatch(?:ed)?|invalid|incorrect|wrong|required|expired|rejected|accepted|failed|failure|configured|changed|unchanged|updated|unset|undefined|unknown|unavailable|unsupported|too|for|on|from)[.,;:!]?$/i;

/** Of the remarks those that nobody would take for a password: `key missing`. */
export function isVerdict(value: string): boolean {
  return VERDICT.test(value);
}

const VALIDATOR_SAYS =
  /^(?:this|that|the|your|a|an|please|enter|ensure|must|should|may|is|are|can(?:not|'t|’t)|has|have|does|field|value|not|too|at least)\b.{0,160}\b(?:required|blank|null|empty|characters?|short|long|common|match|valid|invalid|numeric|weak|incorrect|wrong|missing|string|similar|digits?|letters?|be provided)\b/i;

/** Only a judgement or a demand is a validator's: `this is my long password` is a phrase that somebody chose. */
const JUDGES =
  /\b(?:(?:is|are) (?:an? )?(?:not |too |entirely |already )?(?:required|short|long|common|similar|weak|invalid|valid|missing|incorrect|wrong|blank|null|empty|numeric)|(?:must|should|may|can|has to|have to|does|do)(?: ?not|n['’]t|['’]t)? (?:be|contain|have|include|match|start|end|consist|exceed)|(?:do|does)n['’]t match|not (?:an? )?(?:valid|match|strong)|(?:field|value) required|too (?:short|long|common|weak|similar)$|at least \d|(?:enter|provide|choose|use) an? (?:valid|strong|longer|different)|ensure (?:this|that) (?:field|value))\b/i;

/** `["This field is required."]`, `"must be at least 8 characters"`: what validators answer under the name of the field. */
export function isValidatorMessage(value: string): boolean {
  if (value.length > 200 || !/\s\S+\s|^(?:is|not|too) /.test(value) || !VALIDATOR_SAYS.test(value)) return false;
  return JUDGES.test(value) && !/\p{L}\d|\d\p{L}/u.test(value);
}

/** `libsecret is downgraded`: `manfred` and `beloved` end so too. */
const PARTICIPLE = /^(?:(?:up|down)graded|(?:re|un)installed)$/;

/** After `name: ` in a sentence only what is no word of the sentence counts. */
export function standsAlone(text: string, end: number, value: string): boolean {
  if (/^[+-]?\d{1,3}$/.test(value)) return false; // an answer, a count
  if (isRemark(value) || PARTICIPLE.test(value)) return false;
  if (/\d/.test(value) || /[^\p{L}\p{N}_.'’-]/u.test(value) || /\p{Ll}\p{Lu}/u.test(value)) return true;
  return /^[.!]?(?:[ \t]*$|[ \t]*[\r\n,;)}\]|])/.test(text.slice(end, end + 8));
}

const OF_ANOTHER_SCRIPT = /[^\p{Script=Latin}\P{L}]/u;

/** `密码：错误`, `пароль: неверный`: behind a name of its own script a value without digits and Latin letters is a remark. */
export function isRemarkOfScript(name: string, value: string): boolean {
  return OF_ANOTHER_SCRIPT.test(name) && OF_ANOTHER_SCRIPT.test(value) && !/[\p{Script=Latin}\p{N}]/u.test(value);
}
