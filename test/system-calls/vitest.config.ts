import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: { include: ['test/system-calls/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
