import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { REQUEST_DEFAULTS } from '../src/index.js';

vi.setConfig({ testTimeout: 60_000 });
const run = promisify(execFile);
const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf8');
const folder = mkdtempSync(join(PACKAGE, 'node_modules', '.readme-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every program, with what it prints if the README says so. */
const programs = [...readme.matchAll(/```ts\n([\s\S]*?)```(?:\n\n```text\n([\s\S]*?)```)?/g)].map(
  ([, code = '', printed = '']) => ({ first: code.split('\n')[0] as string, code, printed }),
);

describe('the README', () => {
  it.each(programs)('has a program that runs: $first …', async ({ code, printed }) => {
    const file = join(folder, `${Math.random()}.mjs`);
    writeFileSync(file, code);
    const env = {
      PATH: process.env['PATH'] ?? '',
      OTEL_SDK_DISABLED: 'false',
      OTEL_LOGS_EXPORTER: 'none',
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'none',
    };
    const { stdout } = await run(process.execPath, [file], { env, timeout: 30_000 });
    expect(stdout).toBe(printed);
  });

  it('has programs', () => {
    expect(programs.length).toBeGreaterThanOrEqual(5);
  });

  it.each(Object.entries(REQUEST_DEFAULTS))('has the option %s with its default', (name, value) => {
    const shown = typeof value === 'function' ? value.name : typeof value === 'string' ? value : JSON.stringify(value);
    expect(readme).toContain(`| \`${name}\` | \`${shown}\` |`);
  });
});
