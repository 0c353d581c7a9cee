import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

import { scale } from './long/scale.js';

// Unit, property and vector tests of every package and example; `npm run test:long` runs the same ones with larger counts.
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    exclude: ['**/node_modules/**', 'packages/instrumentation/test/postgresql/**'],
    include: ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts'],
    setupFiles: ['test/long/property-settings.ts'],
    testTimeout: 20_000 * scale,
    hookTimeout: 60_000,
    maxWorkers: availableParallelism(), // vitest leaves one core idle: of two that is half, and many tests only wait
  },
});
