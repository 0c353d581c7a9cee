import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { attributeFields } from '../../scripts/storage/attribute-fields.ts';

type Fields = Readonly<Record<string, { readonly type: string; readonly coerce?: boolean; readonly fields?: object }>>;

describe('the index templates', () => {
  it('map every attribute that the rules of Elastic ask for, with the type that they need', () => {
    const rules = JSON.parse(
      readFileSync(new URL('../../rules/elastic/alert-fields.json', import.meta.url), 'utf8'),
    ) as {
      readonly template: {
        readonly mappings: { readonly properties: { readonly attributes: { readonly properties: Fields } } };
      };
    };
    const needed = Object.entries(rules.template.mappings.properties.attributes.properties);
    const mapped = attributeFields() as Fields;
    expect(needed.length).toBeGreaterThan(10);
    expect(needed.filter(([name, { type }]) => mapped[name]?.type !== type)).toEqual([]);
    const summed = needed.filter(([, { coerce }]) => coerce === false);
    expect(summed.map(([name]) => name)).toEqual(['security.data.count', 'security.incident.count']);
    for (const [name, field] of summed) expect(mapped[name]).toEqual(field);
  });
});
