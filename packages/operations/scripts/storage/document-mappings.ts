import { attributeFields, KEYWORD } from './attribute-fields.ts';
import { ecsAliases } from './ecs-aliases.ts';

export interface MappingDialect {
  /** What holds attributes under one name. */
  attributes(properties: Readonly<Record<string, object>>, priority: number): object;
  /** Holds yes and no, and does not refuse what is neither. */
  readonly boolean: object;
  /** Maps of which only the leaves are searched. */
  readonly map: object;
}

/** Documents as the collector writes them in mapping mode `otel`. */
export function documentMappings(dialect: MappingDialect): object {
  return {
    dynamic: true,
    date_detection: false,
    dynamic_templates: [
      { booleans: { match_mapping_type: 'boolean', mapping: dialect.boolean } },
      { strings: { match_mapping_type: 'string', mapping: KEYWORD } },
      { doubles: { match_mapping_type: 'double', mapping: { type: 'double' } } },
    ],
    properties: {
      // A data stream wants its own time to be one.
      '@timestamp': { type: 'date_nanos', ignore_malformed: false },
      observed_timestamp: { type: 'date_nanos' },
      data_stream: { properties: { type: KEYWORD, dataset: KEYWORD, namespace: KEYWORD } },
      event_name: KEYWORD,
      trace_id: KEYWORD,
      span_id: KEYWORD,
      severity_text: KEYWORD,
      severity_number: { type: 'long' },
      dropped_attributes_count: { type: 'long' },
      attributes: dialect.attributes(attributeFields(dialect.boolean), 20),
      resource: { properties: { attributes: dialect.attributes({}, 10), schema_url: KEYWORD } },
      scope: {
        properties: {
          attributes: dialect.attributes({}, 5),
          name: KEYWORD,
          version: KEYWORD,
          schema_url: KEYWORD,
        },
      },
      body: { properties: { text: { type: 'text' }, structured: dialect.map } },
      ...ecsAliases(),
    },
  };
}
