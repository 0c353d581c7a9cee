import type { MutationTarget } from './mutation-target.ts';

export default {
  name: 'audit-integrity',
  package: 'packages/audit-integrity',
  mutate: ['src/**/*.ts', '!src/**/index.ts'],
  tests: ['test/**/*.test.ts'],
  // The first starts a process that reads the built package, the next two try thousands of streams: no change needs them to be noticed.
  // The last has so many entries that a buffer which grows with each of them, as one change has it, takes all memory and ends the run.
  withoutTests: [
    'test/readme.test.ts',
    'test/tampering/no-false-alarm.test.ts',
    'test/verify/hostile-numbers.test.ts',
    'test/witness/large-directory.test.ts',
  ],
  alsoRead: ['packages/testing/src', 'packages/testing/package.json'],
  threshold: 90,
} satisfies MutationTarget;
