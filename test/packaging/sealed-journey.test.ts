import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';

import { nodeOf } from './node-versions.js';
import { firstLine, sealAndVerify } from './sealed-journey.js';

const project = inject('project');
const onLastSdk2 = inject('projectOnLastSdk2');

for (const folder of [project, onLastSdk2]) {
  cpSync(fileURLToPath(new URL('consumers/node/', import.meta.url)), folder, { recursive: true });
}

const CURRENT = { project, sdk: '@opentelemetry/sdk-logs', api: '@opentelemetry/api' };
const JOURNEYS = [
  { major: '22', sdkVersion: '3.1', ...CURRENT },
  { major: '24', sdkVersion: '3.1', ...CURRENT },
  { major: '26', sdkVersion: '3.1', ...CURRENT },
  { major: '24', sdkVersion: '3.0', ...CURRENT, sdk: 'sdk-logs-3.0' },
  {
    major: '24',
    sdkVersion: '0.223',
    project: onLastSdk2,
    sdk: '@opentelemetry/sdk-logs',
    api: '@opentelemetry/api-logs',
  },
] as const;

describe('sealing and verifying with installed packages', () => {
  it.each(JOURNEYS)(
    'says INTACT, and what was changed, under Node $major and SDK $sdkVersion',
    async ({ major, ...journey }) => {
      const { sealed, untouched, changed } = await sealAndVerify({ node: await nodeOf(major), ...journey });
      expect(sealed.stderr).toBe('');
      expect(firstLine(untouched)).toMatch(/^INTACT\b/);
      expect(untouched.code).toBe(0);
      expect(firstLine(changed)).toMatch(/^NOT INTACT (MODIFIED|DISPLAY_MISMATCH) [0-9a-f]{32} #2 \S*reason/);
      expect(changed.code).toBe(1);
    },
  );
});
