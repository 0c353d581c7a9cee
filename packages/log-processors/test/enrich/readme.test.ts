import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ENRICH_DEFAULTS } from '../../src/enrich/index.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const block = (language: string): string => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(readme)?.[1] ?? '';
const enriching = readme.slice(readme.indexOf('## Enriching'), readme.indexOf('## Sanitizing'));
const firstColumn = (header: string): string[] => {
  const table = enriching.slice(enriching.indexOf(header)).split('\n\n')[0] ?? '';
  return [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name);
};

describe('the README', () => {
  it('shows a sample whose record says what is printed below it', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', block('ts')], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    for (const line of block('text').trim().split('\n')) {
      const [name = '', ...value] = line.split(' ');
      expect(stdout).toMatch(new RegExp(`['"]?${name}['"]?: ['"]${value.join(' ').replace(/[()]/g, '\\$&')}['"]`));
    }
  });

  it('lists the options and error codes there are', () => {
    expect(firstColumn('| option |')).toEqual(Object.keys(ENRICH_DEFAULTS));
    const reports = readFileSync(new URL('../../src/enrich/enrich-reports.ts', import.meta.url), 'utf8');
    expect(firstColumn('| code |').sort()).toEqual(
      [...reports.matchAll(/'(ERR_\w+)'/g)].map(([, code]) => code).sort(),
    );
  });
});
