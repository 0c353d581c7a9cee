import { searchApi } from '../stores/search-api.ts';
import { shippedJson } from './shipped-file.ts';

interface Template {
  readonly template?: { readonly settings?: Readonly<Record<string, unknown>> };
}

/** Elasticsearch compresses so with a native library, which comes with the distribution and is in no registry. */
const NEEDS_A_DISTRIBUTION = 'index.codec';

/**
 * Puts the shipped component and index templates in place, before the first record comes. Left out are the life-cycle policy, whose module
 * is in no registry, and the compression.
 */
export async function installShippedTemplates(base: string): Promise<void> {
  for (const [name, content] of shippedJson<Template>(`storage/elasticsearch/component-templates`)) {
    const settings = content.template?.settings;
    const kept = Object.entries(settings ?? {}).filter(([key]) => key !== NEEDS_A_DISTRIBUTION);
    const template = settings === undefined ? content.template : { settings: Object.fromEntries(kept) };
    await searchApi(base, 'PUT', `/_component_template/${name}`, { template });
  }
  for (const [name, { template: _policy, ...rest }] of shippedJson<Template>(`storage/elasticsearch/index-templates`)) {
    await searchApi(base, 'PUT', `/_index_template/${name}`, rest);
  }
}
