import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { measuredTables } from '../../scripts/measured-tables.ts';
import { decodeControls } from '../../src/sanitize/decode-controls.js';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';
import { VENDOR_TOKENS } from '../../src/sanitize/secrets/vendor-token-table.js';

const page = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const readme = page('README.md').slice(page('README.md').indexOf('## Sanitizing'));
const docs = page('docs/sanitizing.md');

describe('the documentation', () => {
  it('shows calls that return what stands behind them', () => {
    const sample = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const sanitizer = createSanitizer({ preset: 'balanced' });
    const shown = [...sample.matchAll(/^((?:sanitizer|decodeControls).*); \/\/ (.*)$/gm)];
    expect(shown).toHaveLength(3);
    for (const [, call = '', result = ''] of shown) {
      const evaluate = new Function('sanitizer', 'decodeControls', `return [${call}, ${result}];`);
      const [actual, expected] = evaluate(sanitizer, decodeControls);
      expect(actual).toEqual(expected);
    }
  });

  it('shows rules in YAML that work as they stand', () => {
    const sanitizer = createSanitizer(parse(/```yaml\n([\s\S]*?)```/.exec(docs)?.[1] ?? ''));
    expect(sanitizer.sanitizeValue('client.address', '203.0.113.9')).toBe('203.0.113.0/24');
    expect(sanitizer.sanitizeText('by EMP-123456')).toBe('by [REDACTED:employee]');
  });

  it('shows the tables that the corpora give now (else: node packages/log-processors/scripts/sanitize-tables.ts --write)', () => {
    const shown = /<!-- tables -->\n([\s\S]*?)\n<!-- \/tables -->/.exec(docs)?.[1];
    expect(shown).toBe(measuredTables());
  }, 120_000);

  it('lists the options there are', () => {
    const listed = [...readme.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    for (const option of listed)
      expect(() => createSanitizer({ [option as string]: undefined } as never)).not.toThrow();
    expect(listed.sort()).toEqual([
      'allow',
      'bounds',
      'dryRun',
      'keys',
      'personal',
      'preset',
      'profiles',
      'pseudonym',
      'rules',
      'telemetry',
      'values',
    ]);
  });

  it('does not count more shapes and vendors than there are', () => {
    const [, shapes, vendors] = /(\d+) shapes of (\d+) vendors/.exec(docs) ?? [];
    expect(VENDOR_TOKENS.length).toBeGreaterThanOrEqual(Number(shapes));
    expect(new Set(VENDOR_TOKENS.map(({ vendor }) => vendor)).size).toBeGreaterThanOrEqual(Number(vendors));
  });
});
