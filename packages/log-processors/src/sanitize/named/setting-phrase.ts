import { isRemark, isValidatorMessage } from './remark.js';
import type { ValueExtent } from './value-extent.js';

/** `export DB_PASSWORD=…`, `spring.datasource.password=…`: a setting that has its line to itself. */
const SETTING = /(?:^|[\r\n]|\\n)[ \t]{0,16}(?:(?:export|set|setx|ENV|declare -x)[ \t]{1,4})?$/;
const PASSWORD_SETTING =
  /^(?:[A-Z][A-Z0-9]*_){0,6}(?:PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|KENNWORT|PASSWORT)$|^(?:[a-z][\w-]*\.){1,8}(?:password|passwd|passphrase|pwd)$/;
/** The words behind the first: letters and digits with their signs, nothing that a field, an option, a path or a remark in brackets has. */
const WORDS = /(?:[ \t]{1,4}[\p{L}\p{N}][\p{L}\p{N}'’!?.,*+@&%$^~-]{0,40}){1,24}[ \t]{0,16}(?=$|[\r\n]|\\[nr])/uy;
const ONE_WORD = /^\p{L}{1,40}$/u;
/** What says something about the value, or is run with it: `PGPASSWORD=secret psql shop`. */
const NOT_OF_PHRASE =
  /^[ \t]+(?:is|was|are|has|have|must|should|not|cannot|from|for|in|at|invalid|rejected|expired|missing|required|set|unset|changed|npm|npx|node|yarn|pnpm|python\d?|pip|java|go|make|bash|sh|env|sudo|exec|docker|podman|kubectl|helm|terraform|ansible|psql|pg_dump|pg_restore|mysql|mysqldump|mongo|mongosh|redis-cli|curl|wget|git|ssh|scp|rsync|php|ruby|rails|bundle|perl|dotnet|cargo|gradle|mvn|restic|borg|openssl)(?![\p{L}\p{N}_])/iu;

/**
 * Where the value of a password's setting ends that is not quoted and has several words, each for itself no password:
 * `DB_PASSWORD=correct horse battery staple`.
 */
export function endOfPhrase(text: string, nameStart: number, nameEnd: number, start: number, end: number): number {
  const next = text.charAt(end);
  if ((next !== ' ' && next !== '\t') || !ONE_WORD.test(text.slice(start, end))) return end;
  if (!/^[ \t]{0,3}=[ \t]{0,3}$/.test(text.slice(nameEnd, start))) return end;
  if (!PASSWORD_SETTING.test(text.slice(nameStart, nameEnd))) return end;
  if (!SETTING.test(text.slice(Math.max(0, nameStart - 40), nameStart))) return end;
  WORDS.lastIndex = end;
  const words = WORDS.exec(text)?.[0].trimEnd() ?? '';
  const isPhrase = !NOT_OF_PHRASE.test(words) && !isValidatorMessage(text.slice(start, end + words.length));
  return isPhrase ? end + words.length : end;
}

const OF_PASSWORD = /(?:password|passwd|passphrase|pwd|passwort|kennwort)$/i;
const LAST_WORD = /[ \t]((?=\p{L}{0,8}\d)(?=\d{0,8}\p{L})[\p{L}\d]{2,9})(?=[ \t]{0,8}(?:$|[\r\n]|\\[nr]))/uy;
/** A time, a size, a version, an attempt. */
const COUNTED = /^(?:\d{1,6}(?:[mnuµ]?s|min|[hdxk]|[kmg]b|st|nd|rd|th)|v\d{1,4})$/i;

/** `password: string|hunter x9`: one short mixed word more, with which the line ends, is the rest of a password. */
export function endOfLastWord(text: string, nameEnd: number, end: number): number {
  LAST_WORD.lastIndex = end;
  const word = LAST_WORD.exec(text)?.[1];
  if (word === undefined || COUNTED.test(word)) return end;
  return OF_PASSWORD.test(text.slice(Math.max(0, nameEnd - 10), nameEnd)) ? end + 1 + word.length : end;
}

const NAMED_PHRASE = /pass[ _-]?phrase$/i;
/** Perhaps of which key it is, then three words or more to the end of the line, the literal, or a remark. */
const PHRASE =
  /^(?: (?:for|of|für|pour|para) (?:[^\r\n:=]|[:=](?! )){1,96}?)?["']?[ \t]?(?:[:=][ \t]{1,4}|=)((?:\p{L}{2,24}[ \t]){2,24}\p{L}{2,24})(?=[ \t]{0,8}(?:$|[\r\n]|\\[nr])|\\{0,3}"|[ \t]{1,8}#|,[ \t])/u;
const SAYS_WHERE =
  /(?:^|\s)(?:please|enter|read|taken|loaded|stored|saved|kept|using|uses|from|via|stdin|not|must|should|is|was|will|has|cannot|required|prompt|agent|keyring|environment|variable)(?!\S)/i;

/** `Passphrase: leave empty for none`: what to do, what is waited for, and what became of it. */
const BEGINS_PROSE =
  /^(?:press|leave|type|hit|try|retry|use|ignore|skip|wait|waiting|need|needs|needed|see|choose|pick|keep|add|set|change|same|only|none|no|blank|empty|optional|bad|decryption|decrypt|encryption|error|failed|failure|unable|unknown|could|cannot|support|allow|handle|remove|trim|fix|test)(?!\S)/i;
const TELLS_OUTCOME = /(?:^|\s)(?:decryption|failed|passphrase|password|parameters|derivation|white ?space)(?!\S)/i;
/** `wrong passphrase: …`, `failed to unlock passphrase: …`, `fix(auth): passphrase: …`: a sentence speaks of it. */
const SPOKEN_OF =
  /(?:\b(?:wrong|incorrect|invalid|bad|to unlock|missing|empty|mismatched|expired) (?:the |your |a )?|(?:^|\s)(?:build|chore|ci|docs|feat|fix|perf|refactor|revert|style|test)(?:\([\w./-]{1,32}\))?!?: )$/i;

/** Four words or more, and none that joins others to a sentence. */
function areWordsOfPhrase(phrase: string): boolean {
  const words = phrase.split(/\s/);
  return words.length >= 4 && !words.some((word) => isRemark(word) || JOINS.test(word));
}
/** Words that make a sentence where no other field follows: forms of verbs, names, and what joins words in other languages. */
const OF_SENTENCE =
  /\p{Lu}|(?:ing|ed|ly|ung|iert)$|^(?:nicht|wurde|werden|konnte|kann|oder|und|der|die|das|des|zu|ist|war|von|mit|la|le|les|de|du|un|une|est|et|el|los|su|por|y|para)$/u;
const FIELD_FOLLOWS = /^,[ \t]{1,4}\\{0,3}["']?[\w.-]{1,40}\\{0,3}["']?[ \t]?[:=]/;
const JOINS =
  /^(?:it|its|they|you|we|as|if|so|but|before|after|than|more|when|which|who|whose|all|no|each|every|because|only|while|until|then|now|key|file|hint|length|characters?|words?)$/i;

/** `passphrase for key 'id_rsa' = zwei Enten im Teich`: of words alone, where no setting begins the line. */
export function wordsOfPhrase(text: string, nameStart: number, nameEnd: number): ValueExtent | undefined {
  if (!/e/i.test(text.charAt(nameEnd - 1)) || !NAMED_PHRASE.test(text.slice(nameStart, nameEnd))) return undefined;
  const match = PHRASE.exec(text.slice(nameEnd, nameEnd + 512));
  const phrase = match?.[1] ?? '';
  if (match === null || SAYS_WHERE.test(phrase) || isRemark(phrase.split(/\s/, 1)[0] as string)) return undefined;
  if (BEGINS_PROSE.test(phrase) || TELLS_OUTCOME.test(phrase)) return undefined;
  if (SPOKEN_OF.test(text.slice(Math.max(0, nameStart - 48), nameStart))) return undefined;
  const end = nameEnd + match[0].trimEnd().length;
  const mayBeSentence = text.charAt(end) === ',' || text.charAt(end - phrase.length - 1) === '=';
  if (mayBeSentence && !areWordsOfPhrase(phrase)) return undefined;
  if (text.charAt(end) === ',' && !FIELD_FOLLOWS.test(text.slice(end, end + 64)))
    if (phrase.split(/\s/).some((word) => OF_SENTENCE.test(word))) return undefined;
  return { start: end - phrase.length, end, assigned: true, proven: true };
}
