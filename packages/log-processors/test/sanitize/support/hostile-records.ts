import fc from 'fast-check';
import { allDetectors } from '../../../src/sanitize/detectors.js';
import { FieldNames } from '../../../src/sanitize/keys/field-names.js';

const KEYWORDS = allDetectors(new FieldNames(), 'all')
  .flatMap(({ keywords }) => keywords)
  .map((keyword) => keyword.replaceAll('#', '4'));
const SEPARATORS = [
  '"',
  "'",
  '\\',
  '\\"',
  ': ',
  '=',
  ' = ',
  '\n',
  '\r\n',
  '\t',
  ',',
  ';',
  '&',
  '?',
  '%3D',
  '{',
  '}',
  '[',
  '(',
  '<',
  '>',
  '#',
];
const ODD = [
  '\u200b',
  '\u202e',
  '\u0000',
  '\u001b[31m',
  '\ufeff',
  '\ud83d',
  '\udc00',
  '👩\u200d💻',
  '１２３',
  '\u2028',
  '${',
  '\\u001b',
  'é',
  '漢字',
  '\u0661',
];
const NEAR_MISSES = [
  '4242424242424241',
  'AKIAIOSFODNN7',
  'ghp_',
  'eyJhbGci',
  '-----BEGIN PRIVATE KEY-----',
  'a@b.',
  '::1',
  '999.1.1.1',
  'DE00',
];

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...KEYWORDS) },
  { weight: 4, arbitrary: fc.constantFrom(...SEPARATORS) },
  { weight: 2, arbitrary: fc.constantFrom(...ODD) },
  { weight: 1, arbitrary: fc.constantFrom(...NEAR_MISSES) },
  { weight: 2, arbitrary: fc.stringMatching(/^[A-Za-z0-9+/_.-]{1,40}$/) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);

/** Texts made of what the rules look for, of what parts it and of what disguises it. */
export const hostileText = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

/** Records whose every part is hostile. */
export const hostileRecord = fc.record({
  eventName: hostileText,
  severityText: hostileText,
  body: fc.oneof(hostileText, fc.anything(), fc.dictionary(hostileText, hostileText, { maxKeys: 4 })),
  attributes: fc.dictionary(
    hostileText,
    fc.oneof(hostileText, fc.anything(), fc.array(hostileText, { maxLength: 4 })),
    {
      maxKeys: 8,
    },
  ),
});

const SECRETS: readonly ((random: string) => readonly [shown: string, secret: string])[] = [
  (random) => [`password=${random}`, random],
  (random) => [`{"client_secret":"${random}"}`, random],
  (random) => [`Authorization: Bearer ${random}`, random],
  (random) => [`postgres://app:${random}@db.example/x`, random],
  (random) => [`ghp_${random}${random}`.slice(0, 40), `${random}${random}`.slice(0, 36)],
  (random) => [`--db-password ${random}`, random],
  (random) => [`Cookie: session=${random}; theme=dark`, random],
];

/** A secret and the text that shows it, as any logger writes it. */
export const plantedSecret = fc
  .tuple(fc.constantFrom(...SECRETS), fc.stringMatching(/^(?:[A-Z][a-z][0-9]){7}[A-Za-z]{3}$/))
  .map(([write, random]) => write(random));
