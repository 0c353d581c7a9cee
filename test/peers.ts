/** A real program that the tests run against. */
export interface Peer {
  readonly name: string;
  /** `required`: must run where `OTELSEAL_REQUIRE=all`; `external`: cannot be had from package registries, so it is named as not run. */
  readonly kind: 'required' | 'external';
  /** Holds its tests and `prepare.ts`. Absent: not used yet, or external. An external one with a folder runs where somebody has it. */
  readonly folder?: string;
  /** What uses it, or why it is not run. */
  readonly reason: string;
}

/** Every program that Otelseal names as tested with, or as not. */
export const PEERS: readonly Peer[] = [
  {
    name: 'otelcol',
    kind: 'required',
    folder: 'test/end-to-end/otelcol',
    reason: 'OTLP in, file exporter out, verified',
  },
  {
    name: 'Python',
    kind: 'required',
    folder: 'test/independent-verifier',
    reason: 'a second verifier, written from SPEC.md',
  },
  {
    name: 'strace',
    kind: 'required',
    folder: 'test/system-calls',
    reason: 'what the spool asks of the disk, and when',
  },
  {
    name: 'Loki',
    kind: 'required',
    folder: 'test/end-to-end/loki',
    reason: 'sealed records in, verified from what it gives back',
  },
  {
    name: 'Elasticsearch',
    kind: 'required',
    folder: 'test/end-to-end/elasticsearch',
    reason: 'sealed records in through the collector, verified from what it gives back',
  },
  {
    name: 'OpenSearch',
    kind: 'required',
    folder: 'test/end-to-end/opensearch',
    reason: 'sealed records in, verified from what it gives back',
  },
  {
    name: 'Alertmanager',
    kind: 'required',
    folder: 'test/end-to-end/alertmanager',
    reason: 'incidents as alerts, fired, raised and resolved',
  },
  {
    name: 'Prometheus',
    kind: 'required',
    folder: 'test/end-to-end/prometheus',
    reason: 'alerts over our own metrics: fire on bad series, silent on good ones',
  },
  {
    name: 'PostgreSQL',
    kind: 'required',
    folder: 'packages/instrumentation/test/postgresql',
    reason: 'marked tables and models are watched',
  },
  {
    name: 'Chromium',
    kind: 'required',
    folder: 'test/end-to-end/chromium',
    reason: 'the page of an investigation as a browser shows it, whatever a log says',
  },
  {
    name: 'Keycloak',
    kind: 'required',
    folder: 'test/end-to-end/keycloak',
    reason: 'logins at a real identity provider, by its own OTLP export through the gateway',
  },
  {
    name: 'SDKs of Python and Go',
    kind: 'required',
    folder: 'test/end-to-end/languages',
    reason: 'applications without Otelseal, through the gateway into one evidence',
  },
  {
    name: 'otelcol log receivers',
    kind: 'required',
    folder: 'test/end-to-end/log-files',
    reason: 'log files and syslog, read with the configurations as shipped, into sealed events',
  },
  {
    name: 'Kubernetes manifests',
    kind: 'required',
    folder: 'test/end-to-end/kubernetes',
    reason: 'manifests, read as strictly as the API server does',
  },
  {
    name: 'systemd',
    kind: 'required',
    folder: 'test/end-to-end/systemd',
    reason: 'the unit of the gateway, by systemd-analyze',
  },
  {
    name: 'systemd-journald',
    kind: 'external',
    folder: 'test/end-to-end/journal',
    reason:
      'the journal, read with the configuration as shipped: runs where journald is installed, as root, in a mount namespace',
  },
  {
    name: 'Grafana',
    kind: 'external',
    folder: 'test/end-to-end/grafana',
    reason: 'not in a package registry; GRAFANA_URL may name one that is running on this machine',
  },
  { name: 'Kibana', kind: 'external', reason: 'not in a package registry' },
  { name: 'Docker', kind: 'external', reason: 'needs a container runtime' },
  { name: 'Weaver', kind: 'external', reason: 'not in a package registry; its rules are our own tests' },
  { name: 'store security modules', kind: 'external', reason: 'need a licensed or containerised store' },
];
