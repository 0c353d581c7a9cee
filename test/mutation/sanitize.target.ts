import type { MutationTarget } from './mutation-target.ts';

/** Tables of facts are data: a changed word in them is another fact, and the corpora have one line for each, not one for each letter. */
const DATA_TABLES = [
  'src/sanitize/keys/foreign-secret-words.ts',
  'src/sanitize/keys/secret-words.ts',
  'src/sanitize/keys/vendor-field-table.ts',
  'src/sanitize/named/personal-names.ts',
  'src/sanitize/named/stems.ts',
  'src/sanitize/secrets/standard-token-table.ts',
  'src/sanitize/secrets/vendor-sources.ts',
  'src/sanitize/secrets/vendor-token-table.ts',
];

export default {
  name: 'sanitize',
  package: 'packages/log-processors',
  mutate: ['src/sanitize/**/*.ts', 'src/copy/**/*.ts', ...DATA_TABLES.map((file) => `!${file}`)],
  tests: ['test/sanitize/**/*.test.ts', 'test/copy/**/*.test.ts'],
  // Timings, the documentation's tables, thousands of identifiers, and what is installed from npm.
  withoutTests: [
    'test/sanitize/linear-time.test.ts',
    'test/sanitize/docs.test.ts',
    'test/sanitize/identifiers.test.ts',
    'test/copy/published-sdks.test.ts',
  ],
  alsoRead: ['packages/semantic-conventions/model'],
  threshold: 85,
} satisfies MutationTarget;
