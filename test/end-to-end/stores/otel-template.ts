import { alertFields } from '../alerts/shipped-rules.ts';
import { searchApi } from './search-api.ts';

const KEYWORD = { type: 'keyword', ignore_above: 1024 };
/** Attributes are found by their own names and kept under `attributes`; their dots make no objects. */
const ATTRIBUTES = { type: 'passthrough', dynamic: true, priority: 20 };

/**
 * An index template for what the collector writes in mapping mode `otel`: data streams, attributes that pass through, whole numbers and
 * doubles at full width, and the sealed text stored and not indexed.
 */
export const OTEL_TEMPLATE = {
  index_patterns: ['logs-*.otel-*'],
  data_stream: {},
  priority: 200,
  template: {
    settings: { number_of_replicas: 0 },
    mappings: {
      dynamic: true,
      dynamic_templates: [
        { strings: { match_mapping_type: 'string', mapping: KEYWORD } },
        { doubles: { match_mapping_type: 'double', mapping: { type: 'double' } } },
      ],
      properties: {
        '@timestamp': { type: 'date_nanos' },
        observed_timestamp: { type: 'date_nanos' },
        event_name: KEYWORD,
        trace_id: KEYWORD,
        span_id: KEYWORD,
        severity_text: KEYWORD,
        severity_number: { type: 'long' },
        attributes: {
          ...ATTRIBUTES,
          properties: { 'audit.payload': { type: 'keyword', index: false, doc_values: false } },
        },
        resource: { properties: { attributes: { ...ATTRIBUTES, priority: 10 } } },
        scope: { properties: { attributes: { ...ATTRIBUTES, priority: 5 } } },
        body: { properties: { text: { type: 'text' }, structured: { type: 'flattened' } } },
      },
    },
  },
} as const;

/** Puts the template in place, before the first record comes. */
export async function installOtelTemplate(base: string): Promise<void> {
  await searchApi(base, 'PUT', '/_index_template/logs-otel', OTEL_TEMPLATE);
}

/** The same as the README of the alerts says: their fields are a component of the template of the data streams, behind all others. */
export async function installAlertTemplate(base: string): Promise<void> {
  const { attributes: _attributes, ...properties } = OTEL_TEMPLATE.template.mappings.properties;
  const mappings = { ...OTEL_TEMPLATE.template.mappings, properties };
  await searchApi(base, 'PUT', '/_component_template/logs-otel@custom', alertFields('elastic'));
  await searchApi(base, 'PUT', '/_index_template/logs-otel', {
    ...OTEL_TEMPLATE,
    template: { ...OTEL_TEMPLATE.template, mappings },
    composed_of: ['logs-otel@custom'],
  });
}
