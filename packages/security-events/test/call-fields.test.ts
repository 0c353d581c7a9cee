import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const compiler = fileURLToPath(new URL('bin/tsc', import.meta.resolve('typescript/package.json')));
const types = fileURLToPath(new URL('types', import.meta.url));

describe('the types of the calls', () => {
  it.each([
    ['an ES module', ['--module', 'nodenext']],
    ['a bundled application', ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ])('refuse and accept what types/call-fields.ts says, in %s', (_kind, options) => {
    const { stdout, status } = spawnSync(process.execPath, [compiler, '-p', types, ...options], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});
