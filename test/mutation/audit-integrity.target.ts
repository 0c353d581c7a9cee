import type { MutationTarget } from './mutation-target.ts';

export default {
  name: 'audit-integrity',
  package: 'packages/audit-integrity',
  mutate: ['src/**/*.ts', '!src/**/index.ts'],
  tests: ['test/**/*.test.ts'],
  // The first starts a process that reads the built package, the others try thousands of streams: no change needs them to be noticed.
  withoutTests: ['test/readme.test.ts', 'test/tampering/no-false-alarm.test.ts', 'test/verify/hostile-numbers.test.ts'],
  alsoRead: ['packages/testing/src', 'packages/testing/package.json'],
  threshold: 90,
} satisfies MutationTarget;
