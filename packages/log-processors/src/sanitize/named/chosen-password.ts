import { isObjectName, isPlainFact } from './plain-fact.js';
import { isRemark } from './remark.js';
import { isStandIn } from './stand-in.js';

/*
 * What somebody tells as a password in a sentence. Sentences also hold versions, times, hosts, paths, accounts and tickets behind the
 * same words, so a value must be more mixed the less its place says.
 */

/** Nobody tells a longer one in a sentence. */
export const LONGEST_CHOSEN = 64;
const SIGN = /[!#$%&*+?@^~=\u20ac\u00a3\u00a7]/;
const ADDRESS = /^[^\s@]+@[\w-]+(?:\.[\w-]+)+$|^[\w.+-]+:\/\/|:\/\/|^\w{1,24}:\d{1,5}$/;
const HOST_OR_FILE = /^[\w-]+(?:\.[\w-]+)+(?::\d{1,5})?$/;
/** `Lyon.260`, `Lyon.Nord7`: words of one capital, and a number. */
const NAME_AND_NUMBER =
  /^(?!Java|Python|Ubuntu|Debian|Windows|Version|System|Microsoft|Google|Amazon)\p{Lu}\p{Ll}{2,20}(?:\.\p{Lu}\p{Ll}{2,20}){0,3}(?:(?<=^\p{Lu}\p{Ll}{3,20})\.\d{2,6}|(?<=\..{3,20})\d{1,4})$/u;
const PATH = /^[~.]{0,2}\/|^[\w.-]+\/[\w./#:-]+$|^[A-Za-z]:\\|\/.*\/|\\.*\\/;
/** `Class#method?`, `issue#42`, `JIRA-1234`, `RFC2898`, `x86_64`, `12chars`. */
const NAME_OF_THING =
  /^(?:[A-Z]\w*::)*[A-Z]\w*#[a-z_]\w*[?!]?$|^(?:issue|pr|ticket|build|bug|case|job|run|gh|mr|order|invoice|user|item|line|row|step|test|attempt|commit)[#@=]\d+$|^[A-Z]{2,12}[-_#]?\d{1,7}$|^x\d\d_\d\d$|^(?:[Rr]elease|[Ss]print|[Pp]hase)\d{1,4}[A-Z]?$|^1Password\d{0,2}$|^(?:Ctrl|Alt|Shift|Win|Cmd|Meta)\+|^\d{1,6}(?:st|nd|rd|th|er|eme|chars?|bytes?|bits?|x|mins?|secs?|days?|hours?|h|rounds?)$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A word for a part of a plant with its number: no password is called so. */
const PART_OF_PLANT =
  /^(?:server|host|node|user|usr|worker|db|web|app|vm|srv|port|line|row|step|version|level|stage|rev|build|ticket|case|page|attempt|account|client|pod|shard|zone|region|rack|site|room|floor|vlan|eth|gpu|cpu|core|key|slot|type|mode|id|part|phase|tier|group|team|tenant|job|task|index|field|column|rule|policy|profile|sha|md|base|argon|utf|aes|rsa|http|ipv|python|windows|win|office|java|node|php|log4j|k8s|s3|ec2|oauth|saml|win32|neo4j|web3|i18n|x509|log4net|postgres|mysql|redis|kafka|ubuntu|debian|rhel|centos|macos|ios|android)[-_]?\d{1,5}$/i;

/** May it be a password at all: of letters and digits or signs, and none of what else stands in sentences? */
function mayBeChosen(value: string): boolean {
  if (value.length < 6 || value.length > LONGEST_CHOSEN || !/\p{L}/u.test(value)) return false;
  if (ADDRESS.test(value) || PATH.test(value) || NAME_OF_THING.test(value) || UUID.test(value)) return false;
  if ((HOST_OR_FILE.test(value) && !NAME_AND_NUMBER.test(value)) || isStandIn(value) || isPlainFact(value))
    return false;
  if (!/\d/.test(value) && isRemark(value)) return false;
  return !/%0[AD]|^%|%\.\d+s|[=:]$|^[-=(]|^\w+=|[{}<>|]|\(\)?$|'s$/.test(value);
}

/** Letters and digits with a sign between them or of both cases: hardly anything else is so mixed. */
export function isStrongPassword(value: string): boolean {
  if (!mayBeChosen(value) || !/\d/.test(value)) return false;
  if (PART_OF_PLANT.test(value)) return false;
  if (SIGN.test(value)) return !/^[a-z][\w./-]*@v?[\d.]+$/.test(value); // a package
  if (!/\p{Lu}/u.test(value) || !/\p{Ll}/u.test(value)) return false;
  return /\d\p{L}/u.test(value) || /^\p{Lu}\p{Ll}+(?:[-_.]\p{Lu}\p{Ll}+)+[-_.]?\d{2,6}$/u.test(value);
}

/** Where the place says that it is one, also a word with digits: `orchidsalmon57`, and letters with a sign: `kaffee!maschine`. */
export function isChosenPassword(value: string): boolean {
  if (!mayBeChosen(value) || PART_OF_PLANT.test(value)) return false;
  if (/\d/.test(value)) return value.length >= 6 && !(isObjectName(value) && /[-.]\d{1,3}$/.test(value));
  return value.length >= 8 && /[!#$%&*^~@+]/.test(value.slice(0, -1)) && !/^[^\p{L}]|[#&+@]$/u.test(value);
}
