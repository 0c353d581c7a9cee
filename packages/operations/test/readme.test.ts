import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';
import { parse } from 'yaml';

import { RULE_DEFAULTS } from '../src/index.js';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${PACKAGE}README.md`, 'utf8');

it('the sample of the README writes rules for one service with runbooks of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'otelseal-operations-'));
  mkdirSync(join(folder, 'node_modules/@otelseal'), { recursive: true });
  symlinkSync(PACKAGE, join(folder, 'node_modules/@otelseal/operations'));
  const sample = /```ts\n([^]*?)```/.exec(readme)?.[1] ?? '';
  const ran = spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', sample], { cwd: folder });
  expect(ran.stderr.toString()).toBe('');
  const { groups } = parse(readFileSync(join(folder, 'rules/loki/otelseal-authentication.yaml'), 'utf8'));
  expect(groups[0].rules[0].expr).toContain('{service_name="shop"}');
  expect(groups[0].rules[0].annotations.runbook_url).toBe('https://wiki.example/runbooks/brute-force');
  rmSync(folder, { recursive: true });
});

it('the README lists every option with its default, and every error', () => {
  const rows = [...readme.matchAll(/^\| `(\w+)` \| (.+?) \|/gm)];
  const listed = Object.fromEntries(rows.map(([, name = '', value = '']) => [name, value.replaceAll('`', '')]));
  const { runbooks: _runbooks, ...defaults } = RULE_DEFAULTS;
  for (const [name, value] of Object.entries(defaults)) expect([name, listed[name]]).toEqual([name, String(value)]);
  expect(listed['runbooks']).toBe('the pages here');
  const codes = readFileSync(`${PACKAGE}src/rules/sigma/sigma-error.ts`, 'utf8').match(/ERR_[A-Z_]+/g) ?? [];
  for (const code of codes) expect(readme).toContain(code);
});
