import { KEYWORD } from './attribute-fields.ts';
import { documentMappings } from './document-mappings.ts';
import { dataStreamsOf, RETENTION_CLASSES, type RetentionClass, ROLLOVER } from './retention-classes.ts';

const MAPPINGS = 'otelseal-mappings';
const SETTINGS = 'otelseal-settings';

/** Component templates, index templates and index-state policies for OpenSearch 3. */
export function opensearchFiles(): Map<string, unknown> {
  const files = new Map<string, unknown>([
    [`component-templates/${MAPPINGS}.json`, { template: { mappings: documentMappings(OPENSEARCH) } }],
    [`component-templates/${SETTINGS}.json`, { template: { settings: SETTINGS_OF_ALL } }],
  ]);
  for (const one of RETENTION_CLASSES) {
    files.set(`index-templates/otelseal-${one.name}.json`, indexTemplate(one));
    files.set(`ism/otelseal-${one.name}.json`, stateManagement(one));
  }
  return files;
}

const OPENSEARCH = {
  // There is nothing that lets attributes be found by their own names: ask for `attributes.audit.actor.id`, or an alias of ECS.
  attributes: (properties: object) => ({ type: 'object', dynamic: true, properties }),
  // A field of booleans refuses everything else, and cannot be told not to; `true` is found as a word as well.
  boolean: KEYWORD,
  map: { type: 'flat_object' },
};

const SETTINGS_OF_ALL = {
  'index.codec': 'best_compression',
  'index.mapping.total_fields.limit': 2000,
  // A number that comes as a text one day is kept and not searched, instead of making the index refuse the record.
  'index.mapping.ignore_malformed': true,
};

function indexTemplate(one: RetentionClass): object {
  return {
    index_patterns: [dataStreamsOf(one)],
    data_stream: {},
    priority: 300,
    composed_of: [MAPPINGS, SETTINGS],
    _meta: { description: `Sealed security events of the retention class ${one.name}` },
  };
}

function stateManagement(one: RetentionClass): object {
  const { name, atHandDays, keptDays } = one;
  const rollover = { min_index_age: `${ROLLOVER.days}d`, min_primary_shard_size: ROLLOVER.shardSize };
  return {
    policy: {
      description: `Records of the class ${name}: ${atHandDays} days at hand, deleted after ${keptDays}`,
      default_state: 'hot',
      states: [
        { name: 'hot', actions: [{ rollover }], transitions: [{ state_name: 'warm' }] },
        {
          // Read-only once it is full: nobody has a reason to write into the past.
          name: 'warm',
          actions: [{ read_only: {} }, { force_merge: { max_num_segments: 1 } }],
          // From its roll-over on, so that the index waits for its newest record.
          transitions: [{ state_name: 'delete', conditions: { min_rollover_age: `${keptDays}d` } }],
        },
        { name: 'delete', actions: [{ delete: {} }], transitions: [] },
      ],
      ism_template: [{ index_patterns: [dataStreamsOf(one).replace(/^/, '.ds-'), dataStreamsOf(one)], priority: 300 }],
    },
  };
}
