/** One alert over the metrics that Otelseal's own processes show, and what evaluates its rules. */
export interface MetricAlert {
  /** As Prometheus names it. */
  readonly name: string;
  readonly severity: 'low' | 'medium' | 'high' | 'critical';
  readonly title: string;
  readonly description: string;
  /** PromQL. The labels that are left say where. */
  readonly expr: string;
  /** How long it must hold, as Prometheus writes it. */
  readonly for: string;
}

/** The default of `spool.maxBytes`; a service with another bound needs another rule. */
export const SPOOL_BYTES = 268_435_456;
/** A stream that is idle signs every minute; `otelseal verify` calls it silent after 150 s. */
const CHECKPOINT_SECONDS = 150;

/** The collector and Prometheus' own OTLP receiver write the unit behind a name; OpenTelemetry's exporter for Node.js does not. */
const CHECKPOINT_AGE = '{__name__=~"otelseal_checkpoint_age_seconds|otelseal_checkpoint_age"}';

const STALLED = '{__name__=~"otelseal_delivery_stalled_seconds|otelseal_delivery_stalled"}';
/** Longer than a receiver takes to be restarted or updated. */
const STALLED_SECONDS = 600;

const WHERE = 'job, instance';

/**
 * That a counter has grown. Ours appear with their first count, so that the first one is no increase to Prometheus: a series that was not there
 * a window ago counts as well.
 */
function grown(series: string, window: string, by: string = WHERE): string {
  const increased = `sum by (${by}) (increase(${series}[${window}])) > 0`;
  return `(${increased}) or (sum by (${by}) (${series} unless ${series} offset ${window}) > 0)`;
}

/** In the order of a record's way. */
export const METRIC_ALERTS: readonly MetricAlert[] = [
  {
    name: 'OtelsealSanitizerFailing',
    severity: 'high',
    title: 'The sanitizer failed',
    description:
      'Records could not be sanitized, and their values were dropped: nothing leaked, and evidence is poorer for it.',
    expr: grown('otelseal_sanitize_findings_total{rule="internal-error"}', '15m'),
    for: '0s',
  },
  {
    name: 'OtelsealSealingFailing',
    severity: 'critical',
    title: 'Records cannot be sealed',
    description: 'A key, a signer or a certificate does not work: what happens now is not proven later.',
    expr: `${grown('otelseal_records_total{stage="seal",outcome="failed"}', '15m')} or ${grown('otelseal_internal_errors_total{code=~"ERR_SEAL_FAILED|ERR_SIGNER_.*|ERR_KEY_.*"}', '15m')}`,
    for: '0s',
  },
  {
    name: 'OtelsealCheckpointOld',
    severity: 'high',
    title: 'A stream was not signed for too long',
    description: `No checkpoint for ${CHECKPOINT_SECONDS} s, where a stream signs every second or gives a sign of life every minute: what no checkpoint covers can be taken away unseen.`,
    expr: `max by (${WHERE}) (${CHECKPOINT_AGE}) > ${CHECKPOINT_SECONDS}`,
    for: '1m',
  },
  {
    name: 'OtelsealRecordsLost',
    severity: 'critical',
    title: 'Records were lost',
    description:
      'The spool or a queue was full, or a process ended before it could deliver. A signed gap declares them, or a verifier misses them.',
    expr: grown('otelseal_records_total{outcome=~"lost|dropped|abandoned"}', '15m', `${WHERE}, stage, outcome`),
    for: '0s',
  },
  {
    name: 'OtelsealSpoolNotWritable',
    severity: 'critical',
    title: 'The spool cannot be written',
    description:
      'The disk refuses what is to be kept, or does not confirm it: records are lost, or would be with the power.',
    expr: `${grown('otelseal_spool_frames_total{outcome="refused"}', '15m')} or ${grown('otelseal_spool_syncs_total{outcome="failure"}', '15m')}`,
    for: '0s',
  },
  {
    name: 'OtelsealSpoolFilling',
    severity: 'high',
    title: 'The spool fills up',
    description: `More than half of ${SPOOL_BYTES / 1_048_576} MiB, the default bound, waits to be delivered. When it is full, records are lost.`,
    expr: `sum by (${WHERE}) (otelseal_spool_bytes) > ${SPOOL_BYTES / 2}`,
    for: '5m',
  },
  {
    name: 'OtelsealDeliveryFailing',
    severity: 'high',
    title: 'A receiver cannot be reached',
    description: 'Every attempt to deliver fails. The spool keeps the records, within its bounds.',
    expr: `(sum by (${WHERE}, sink) (increase(otelseal_delivery_attempts_total{outcome="failure"}[5m])) > 0) unless on (${WHERE}, sink) (sum by (${WHERE}, sink) (increase(otelseal_delivery_attempts_total{outcome=~"success|partial"}[5m])) > 0)`,
    for: '2m',
  },
  {
    name: 'OtelsealReceiverBehind',
    severity: 'high',
    title: 'A receiver holds the spool',
    description: `The receiver that \`sink\` names has taken nothing for ${STALLED_SECONDS / 60} minutes although something waits for it, or a quarter of ${SPOOL_BYTES / 1_048_576} MiB, the spool's default bound, waits for it alone. The other one goes on, until the spool is full for both.`,
    expr: `(max by (${WHERE}, sink) (${STALLED}) > ${STALLED_SECONDS}) or (max by (${WHERE}, sink) (otelseal_delivery_waiting_bytes) > ${SPOOL_BYTES / 4})`,
    for: '2m',
  },
  {
    name: 'OtelsealDeliveryLagging',
    severity: 'high',
    title: 'Records are sealed and not delivered',
    description: 'Nothing was delivered for ten minutes in which records were sealed.',
    expr: `(sum by (${WHERE}) (increase(otelseal_records_total{stage="seal",outcome="sealed"}[10m])) > 0) unless on (${WHERE}) (sum by (${WHERE}) (increase(otelseal_records_total{stage="deliver",outcome="delivered"}[10m])) > 0)`,
    for: '5m',
  },
  {
    name: 'OtelsealDeadLetters',
    severity: 'high',
    title: 'The receiver refuses records for good',
    description: 'They lie in the dead-letter folder of the spool, and a verifier reports them missing.',
    expr: `${grown('otelseal_records_total{stage="deliver",outcome="undeliverable"}', '15m')} or ${grown('otelseal_internal_errors_total{code=~"ERR_SPOOL_EXPIRED|ERR_SPOOL_DAMAGED"}', '15m')}`,
    for: '0s',
  },
  {
    name: 'OtelsealGatewayTurnsAway',
    severity: 'high',
    title: 'A gateway turns clients away',
    description:
      'More than one request in twenty is answered with "come again": the gateway, its spool or its quota is full. Clients keep records for a while only.',
    expr: `sum by (${WHERE}) (rate(otelseal_gateway_requests_total{outcome=~"throttled|unavailable"}[5m])) > 0.05 * sum by (${WHERE}) (rate(otelseal_gateway_requests_total[5m]))`,
    for: '5m',
  },
  {
    name: 'OtelsealRulesFailing',
    severity: 'critical',
    title: 'Alerts are not evaluated',
    description:
      "Loki's ruler could not evaluate rules of a group of Otelseal's: while it lasts, these alerts see nothing, whoever attacks.",
    expr: grown(
      'loki_prometheus_rule_evaluation_failures_total{rule_group=~".*otelseal-.*"}',
      '5m',
      `${WHERE}, rule_group`,
    ),
    for: '0s',
  },
];
