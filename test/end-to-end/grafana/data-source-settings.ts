import { readFileSync } from 'node:fs';

import { parse } from 'yaml';

import { shippedPath } from '../dashboards/shipped-file.ts';

/** `jsonData` of the shipped data source, but for the header with the key: the store of the tests asks nobody who it is. */
export function elasticsearchSettings(): Readonly<Record<string, unknown>> {
  const file = parse(readFileSync(shippedPath('grafana/datasources/elasticsearch.yaml'), 'utf8')) as {
    readonly datasources: readonly { readonly jsonData: Readonly<Record<string, unknown>> }[];
  };
  const { httpHeaderName1: _name, ...settings } = file.datasources[0]?.jsonData ?? {};
  return settings;
}
