// Facts measured on Loki 3.7: names that it writes itself beside the attributes of a record, under which an attribute
// would be lost or would replace the true value.
export const LOKI_RECORD_FIELDS: readonly string[] = [
  'trace_id',
  'span_id',
  'severity_number',
  'severity_text',
  'observed_timestamp',
  'flags',
  'scope_name',
  'scope_version',
  'dropped_attributes_count',
  'detected_level',
];

// Resource attributes that become index labels by default; an attribute of the same name would be renamed.
export const LOKI_INDEX_LABELS: readonly string[] = [
  'service.name',
  'service.namespace',
  'service.instance.id',
  'deployment.environment',
  'deployment.environment.name',
  'cloud.region',
  'cloud.availability_zone',
  'k8s.cluster.name',
  'k8s.namespace.name',
  'k8s.pod.name',
  'k8s.container.name',
  'container.name',
  'k8s.replicaset.name',
  'k8s.deployment.name',
  'k8s.statefulset.name',
  'k8s.daemonset.name',
  'k8s.cronjob.name',
  'k8s.job.name',
];

// Names that Loki looks at to guess the level of a line.
export const LOKI_LEVEL_NAMES: readonly string[] = ['level', 'LEVEL', 'Level', 'severity', 'lvl', 'log.level'];
