import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: { include: ['test/house/**/*.test.ts', 'test/stages/**/*.test.ts'], testTimeout: 30_000 },
});
