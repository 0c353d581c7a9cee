import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: { include: ['test/bootstrap/**/*.test.ts'], testTimeout: 180_000 },
});
