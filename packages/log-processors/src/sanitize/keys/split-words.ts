import { plainLetters } from './plain-letters.js';

const BOUNDARY = /[^\p{L}\p{N}]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

/**
 * The lower-case words of a name in camelCase, PascalCase, snake_case, kebab-case, dotted or spaced form.
 *
 * @example
 * splitWords('userAPIKey_v2'); // ['user', 'api', 'key', 'v2']
 */
export function splitWords(name: string): string[] {
  return (/\P{ASCII}/u.test(name) ? plainLetters(name) : name)
    .split(BOUNDARY)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}
