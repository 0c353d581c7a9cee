import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

describe('the two module formats in one process', () => {
  it('share the security context and the SDK', () => {
    const script = fileURLToPath(new URL('copies/one-process.mjs', import.meta.url));
    const printed = execFileSync(process.execPath, [script], { encoding: 'utf8' });
    expect(JSON.parse(printed)).toEqual([
      ['from-esm', null],
      ['from-cjs', '192.0.2.1'],
    ]);
  });
});
