import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: { include: ['test/{house,stages,mutation}/**/*.test.ts'], testTimeout: 120_000 },
});
