import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { distributionSchema } from '../support/json-schema.js';
import { withTables } from '../support/settings-tables.js';

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string };
const PAGE = at('docs/configuration.md');

// What differs is written by: npx vitest run --config test/vitest.config.ts packages/node/test/configuration/published.test.ts -u
describe('what is generated from the schema of settings', () => {
  it('is the JSON Schema that is published', async () => {
    const schema = `${JSON.stringify(distributionSchema(version), undefined, 2)}\n`;
    await expect(schema).toMatchFileSnapshot('../../schema/otelseal-distribution.schema.json');
  });

  it('are the tables of the page on configuration', async () => {
    await expect(withTables(readFileSync(PAGE, 'utf8'))).toMatchFileSnapshot('../../docs/configuration.md');
  });
});

describe('the published JSON Schema', () => {
  const validate = new Ajv2020({ strict: true, strictTypes: false, allowUnionTypes: true }).compile(
    distributionSchema(version), // equal to the file, says the test above
  );

  it('accepts the example of the page', () => {
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(PAGE, 'utf8')) ?? [];
    const { distribution } = parse(example) as { distribution: { otelseal: unknown } };
    expect(validate(distribution.otelseal), JSON.stringify(validate.errors)).toBe(true);
    expect(validate(null)).toBe(true);
  });

  it.each([
    'signing: { keyFile: a }',
    'signing: { pem: a }',
    'sanitise: {}',
    'sanitize: { preset: balancd }',
    'sanitize: { rules: { constructor: keep } }',
    'sanitize: { rules: { a: hide } }',
    'sanitize: { values: [{ name: a }] }',
    'sanitize: { personal: { emial: keep } }',
    'spool: { max_bytes: 0 }',
    'otlp: { url: collector }',
    'otlp: { headers: { "a b": c } }',
    'detection: { thresholds: { brute_force: { paircapacity: 1 } } }',
    'instrumentations: { disabled: [expres] }',
    'instrumentations: { trusted_proxies: [everybody] }',
    '5',
  ])('refuses %s, as the reader does', (block) => {
    expect(validate(parse(block))).toBe(false);
  });
});
