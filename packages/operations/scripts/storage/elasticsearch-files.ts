import { BOOLEAN } from './attribute-fields.ts';
import { documentMappings } from './document-mappings.ts';
import { dataStreamsOf, RETENTION_CLASSES, type RetentionClass, ROLLOVER } from './retention-classes.ts';

const MAPPINGS = 'otelseal-mappings';
const SETTINGS = 'otelseal-settings';

/** Component templates, index templates and life-cycle policies for Elasticsearch 8.19 and later. */
export function elasticsearchFiles(): Map<string, unknown> {
  const files = new Map<string, unknown>([
    [`component-templates/${MAPPINGS}.json`, { template: { mappings: documentMappings(ELASTICSEARCH) } }],
    [`component-templates/${SETTINGS}.json`, { template: { settings: SETTINGS_OF_ALL } }],
  ]);
  for (const one of RETENTION_CLASSES) {
    files.set(`index-templates/otelseal-${one.name}.json`, indexTemplate(one));
    files.set(`ilm/otelseal-${one.name}.json`, lifeCycle(one));
  }
  return files;
}

const ELASTICSEARCH = {
  // Attributes are found by their own names and kept under `attributes`.
  attributes: (properties: object, priority: number) => ({ type: 'passthrough', dynamic: true, priority, properties }),
  boolean: BOOLEAN,
  map: { type: 'flattened' },
};

const SETTINGS_OF_ALL = {
  // Not `logsdb`: its sources are put together again from fields, and what was signed should be kept as it came.
  'index.mode': 'standard',
  'index.codec': 'best_compression',
  'index.mapping.total_fields.limit': 2000,
  // A number that comes as a text one day is kept and not searched, instead of making the index refuse the record.
  'index.mapping.ignore_malformed': true,
  // Names that somebody invents are kept and not searched, instead of making the index refuse records.
  'index.mapping.total_fields.ignore_dynamic_beyond_limit': true,
};

function indexTemplate(one: RetentionClass): object {
  return {
    index_patterns: [dataStreamsOf(one)],
    data_stream: {},
    // Above `logs-otel@template` (120) and `logs` (100), which come with Elasticsearch.
    priority: 300,
    composed_of: [MAPPINGS, SETTINGS],
    template: { settings: { 'index.lifecycle.name': `otelseal-${one.name}` } },
    _meta: { description: `Sealed security events of the retention class ${one.name}` },
  };
}

function lifeCycle({ name, atHandDays, keptDays }: RetentionClass): object {
  const rollover = { max_age: `${ROLLOVER.days}d`, max_primary_shard_size: ROLLOVER.shardSize };
  // Read-only once it is full: nobody has a reason to write into the past.
  const warm = {
    min_age: '0d',
    actions: { readonly: {}, forcemerge: { max_num_segments: 1 }, set_priority: { priority: 50 } },
  };
  const cold = { min_age: `${atHandDays}d`, actions: { readonly: {}, set_priority: { priority: 0 } } };
  return {
    policy: {
      _meta: { description: `Records of the class ${name}: ${atHandDays} days at hand, deleted after ${keptDays}` },
      phases: {
        hot: { min_age: '0ms', actions: { rollover, set_priority: { priority: 100 } } },
        warm,
        ...(keptDays > atHandDays + ROLLOVER.days ? { cold } : {}),
        delete: { min_age: `${keptDays}d`, actions: { delete: {} } },
      },
    },
  };
}
