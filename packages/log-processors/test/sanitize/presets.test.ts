import { readdirSync, readFileSync } from 'node:fs';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PRESETS } from '../../src/sanitize/presets.js';
import { sanitizingProcessor } from '../../src/sanitize/sanitizing-processor.js';

const MODEL = new URL('../../../semantic-conventions/model/attributes/', import.meta.url);

/** The attributes of the catalogue that the model calls personal or pseudonymous. */
function personalAttributes(): string[] {
  const found: string[] = [];
  const walk = (node: unknown, name: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { sensitivity } = node as { readonly sensitivity?: unknown };
    if (sensitivity === 'personal' || sensitivity === 'pseudonymous') found.push(name);
    for (const [key, value] of Object.entries(node)) walk(value, key);
  };
  for (const file of readdirSync(MODEL)) walk(parse(readFileSync(new URL(file, MODEL), 'utf8')), '');
  return found;
}

describe('the strict preset', () => {
  it('decides about every attribute that the catalogue calls personal or pseudonymous', () => {
    const attributes = personalAttributes();
    expect(attributes.length).toBeGreaterThan(10);
    expect(attributes.filter((name) => !Object.hasOwn(PRESETS.strict.attributes, name))).toEqual([]);
  });

  it('leaves the requirements that a record is kept for, which look like addresses', () => {
    const record = { attributes: { 'security.control.ids': ['ASVS:16.3.1', 'PCI:10.2.1.4'] as unknown } };
    sanitizingProcessor({ preset: 'strict' }).onEmit(record as never, ROOT_CONTEXT);
    expect(record.attributes).toEqual({ 'security.control.ids': ['ASVS:16.3.1', 'PCI:10.2.1.4'] });
  });
});
