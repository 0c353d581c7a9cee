import { isRemark } from './remark.js';

/** Nothing is handed over, or a type is; of `Token::Bearer(x9…` the argument is what leaks. */
const TYPES_HANDED_OVER = String.raw`\((?=\)|\u2026|\.{3}|const\b|[a-z_]{2,24}::[A-Z])`;
const TYPE = '(?:[A-Z][a-z]{1,24}){1,4}';
const VERB = String.raw`(?:new|parse|verify|validate|check|hash|compare|encode|decode|encrypt|decrypt|generate|create|find|load|store|refresh|revoke)(?=[;,\s]|$|${TYPES_HANDED_OVER})`;
/** `Token::Token(`, `Kind::Ident`, `Token::new`, `Session#valid?`: a type, and what belongs to it. */
const MEMBER_OF_TYPE = new RegExp(
  String.raw`::~?${TYPE}(?:(?=<[A-Z][a-z]{1,24}[,>])|${TYPES_HANDED_OVER}|(?:::~?${TYPE}){1,6}(?=[;,\s]|$|${TYPES_HANDED_OVER})|(?:::${TYPE}){0,3}::${VERB}|#[a-z_]{2,32}[?!]?(?=[\s(]|$))`,
  'y',
);
const LAST_ARGUMENT = new RegExp(`::${TYPE}(?=>)`, 'y');
const TYPE_ALONE = /::([A-Z][a-z]{1,24})(?=\s|$)/y;
const OPENS_TEST = /(?:^|[\r\n])[ \t]{0,8}test (?:\w{1,64}::){0,8}$/;
/** The rest of `auth::tests::password_is_hashed ... ok`: the name of a test, and how it went. */
const TEST_OF_RUST =
  /((?:::[a-z_][a-z\d_]{0,96}){1,8})(?: - should panic)? \.\.\. (?:ok|FAILED|ignored|bench)(?![\w-])/y;
/** `hash(`, `verify;`: what a module of this name does. */
const FUNCTION = new RegExp(`::${VERB}`, 'y');
const FUNCTION_BELOW = new RegExp(`(?:::[a-z]{2,24}){1,3}::${VERB}`, 'y');
/** The rest of `unordered_map<Token, Session>::find`. */
const MEMBER_OF_TEMPLATE = />{1,3}::~?[a-z_]{2,32}(?=[([\s;,]|$)/y;
const OPENS_TEMPLATE = /\w<[\w:*&<]{0,48}(?:,[ ]?[\w:*&<]{0,48}){0,2}$/;
/** A word behind another name, such as a password's, may be its value. */
const NAME_OF_TYPE = /(?:^|[^a-z])(?:auth|tokens?|sessions?|cookies?)$/i;
const TYPE_NAME = /^[A-Z][a-z]+(?:[A-Z][a-z]+)*$/;

/** Is the name a scope of C++, Rust or Ruby: `auth::Token::Token(`, `crypto::password::hash(`? Elsewhere two colons part a key and its value. */
export function isScope(text: string, nameStart: number, nameEnd: number): boolean {
  const name = text.slice(nameStart, nameEnd);
  if (text.startsWith('>', nameEnd)) {
    return (
      TYPE_NAME.test(name) &&
      !/pass|pwd|pin$/i.test(name) &&
      matchesAt(MEMBER_OF_TEMPLATE, text, nameEnd) &&
      opensTemplate(text, nameStart)
    );
  }
  if (!text.startsWith('::', nameEnd)) return false;
  if (matchesAt(FUNCTION, text, nameEnd)) return true;
  if (isTestOfRust(text, nameStart, nameEnd)) return true;
  if (!NAME_OF_TYPE.test(name)) return false;
  if (matchesAt(MEMBER_OF_TYPE, text, nameEnd) || matchesAt(FUNCTION_BELOW, text, nameEnd)) return true;
  if (matchesAt(LAST_ARGUMENT, text, nameEnd)) return opensTemplate(text, nameStart);
  TYPE_ALONE.lastIndex = nameEnd;
  const type = TYPE_ALONE.exec(text)?.[1];
  return type !== undefined && isRemark(type); // `auth::Token is expired`
}

/** In a module, or of several words: `token::word` may be a value and what became of it. */
function isTestOfRust(text: string, nameStart: number, nameEnd: number): boolean {
  TEST_OF_RUST.lastIndex = nameEnd;
  const path = TEST_OF_RUST.exec(text)?.[1];
  if (path === undefined || !OPENS_TEST.test(text.slice(Math.max(0, nameStart - 128), nameStart))) return false;
  return /[a-z]_[a-z]|.::/.test(path) || text.startsWith('::', nameStart - 2);
}

function opensTemplate(text: string, nameStart: number): boolean {
  return OPENS_TEMPLATE.test(text.slice(Math.max(0, nameStart - 96), nameStart));
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
