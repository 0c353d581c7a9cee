/*
 * What stores do to an attribute's name. Loki keeps letters, digits and underscores; Elasticsearch takes some names for
 * routing. Two names that meet in a store would leave one value, and nobody knows which (research: Loki 3.7, ES 8.19).
 */

/**
 * The name under which Loki's OTLP endpoint stores an attribute.
 *
 * @example
 * lokiName('user..name'); // user_name
 * lokiName('9lives');     // key_9lives
 */
export function lokiName(name: string): string {
  if (/^__.*__$/s.test(name)) return name;
  const label = name.replace(/[^A-Za-z0-9]+/g, '_');
  return /^[0-9]/.test(label) ? `key_${label}` : label;
}

/** Record fields and labels of Loki, in its spelling: an attribute of such a name hides the field or vanishes. */
const LOKI_FIELDS: ReadonlySet<string> = new Set([
  'trace_id',
  'span_id',
  'severity_number',
  'severity_text',
  'observed_timestamp',
  'flags',
  'scope_name',
  'scope_version',
  'scope_dropped_attributes_count',
  'dropped_attributes_count',
  'detected_level',
  'service_name',
  'service_namespace',
  'service_instance_id',
]);

/** Attributes that the seal itself adds, in Loki's spelling. */
const SEAL_NAMES: ReadonlySet<string> = new Set([
  'audit_payload',
  'audit_sequence_number',
  'audit_sequence_stream_id',
  'audit_time',
  'event_name',
]);

/** Whether a store or the seal itself needs this name, so that a record's attribute must not bear it. */
export function isReservedName(name: string): boolean {
  const label = lokiName(name);
  if (LOKI_FIELDS.has(label) || SEAL_NAMES.has(label) || label.startsWith('audit_sequence_')) return true;
  if (name.startsWith('data_stream.') || name.startsWith('elasticsearch.')) return true; // Elasticsearch routes by them
  return /^_*$/.test(label) || /^__.*__$/s.test(name); // nothing left, or internal to Loki (and `__proto__`)
}

/** Namespaces that describe where a record came from; collectors fill them in, on records and on resources. */
const COLLECTED = ['host', 'cloud', 'k8s', 'container', 'process', 'service', 'deployment'] as const;
/** The same with one that the security events speak in, too: where a client was. */
const SURROUNDINGS = [...COLLECTED, 'geo'] as const;

/** Whether a name, in Loki's spelling, is of a namespace that collectors fill in. */
export function isOfSurroundings(label: string): boolean {
  return isWithin(label, SURROUNDINGS);
}

/**
 * Whether a collector may give the resource this name, in Loki's spelling, so that a record must not bear it: stores that
 * put both into one place would show one value for the other.
 */
export function isCollected(label: string): boolean {
  return isWithin(label, COLLECTED);
}

/** Case does not matter: some stores fold it, and a reader's eye does. */
export function isWithin(label: string, namespaces: readonly string[]): boolean {
  const folded = label.toLowerCase();
  return namespaces.some((namespace) => folded === namespace || folded.startsWith(`${namespace}_`));
}

/** The shape of names in semantic conventions: lower case, dots between words. */
export function isConventionalName(name: string): boolean {
  return /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/.test(name);
}
