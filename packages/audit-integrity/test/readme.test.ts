import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { VERIFIER_DEFAULTS } from '../src/index.js';

const text = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const README = text('../README.md');
const block = (language: string): string => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(README)?.[1] ?? '';
/** What differs from run to run: times and stream ids. */
const alike = (output: string): string =>
  output.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME').replace(/[0-9a-f]{32}/g, 'STREAM');
const codesIn = (source: string): string[] => [...new Set(source.match(/ERR_[A-Z_]+/g))].sort();

describe('the README', () => {
  it('shows a sample that prints what stands below it', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', block('ts')], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(alike(stdout)).toBe(alike(block('text')));
  });

  it('lists the options of the verifier with their defaults', () => {
    const rows = [...README.matchAll(/^\| `(\w+)` \| `(.+?)` \|/gm)].map(([, name = '', value = '']) => [
      name,
      JSON.parse(value),
    ]);
    expect(Object.fromEntries(rows)).toEqual(VERIFIER_DEFAULTS);
  });
});

describe('docs/errors.md', () => {
  it('lists exactly the codes that there are', () => {
    expect(codesIn(text('../docs/errors.md'))).toEqual(codesIn(text('../src/integrity-error.ts')));
  });
});
