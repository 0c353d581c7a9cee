import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** What watches data, against a real PostgreSQL. */
export default defineConfig({
  root: fileURLToPath(new URL('../../../..', import.meta.url)),
  test: {
    include: ['packages/instrumentation/test/postgresql/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
