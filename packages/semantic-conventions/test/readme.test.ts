import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import * as exported from '../src/index.js';
import { bundled } from './bundled.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, text = '']) => text);

describe('the README', () => {
  it.each([0, 1])('shows a sample that prints what it says (%i)', (at) => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', blocks('ts')[at] ?? ''], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout).toBe(blocks('text')[at]);
    expect(blocks('ts')).toHaveLength(2);
  });

  it('names functions and tables that the package exports', () => {
    const table = readme.slice(readme.indexOf('## What it exports'), readme.indexOf('## Reference'));
    const named = [...table.matchAll(/`([A-Za-z_]+)(?:\([^`]*\))?`/g)].map(([, name = '']) => name);
    const types = ['SecurityContext', 'Barrier', 'SelfTelemetry'];
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((name) => !(name in exported) && !types.includes(name))).toEqual([]);
  });

  it('counts the events', () => {
    expect(readme).toContain(`${Object.keys(exported.EVENTS).length} security events`);
  });

  it('says what the table of all events costs', async () => {
    const size = gzipSync(await bundled("export { EVENTS } from '../src/index.ts';")).length;
    const claimed = Number(/about (\d+) kB compressed/.exec(readme)?.[1]) * 1000;
    expect(Math.abs(size - claimed)).toBeLessThan(1000);
  });
});
