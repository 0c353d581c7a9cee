// Generated from model/ by scripts/generate.ts. Do not edit.

/** Records that passed a stage of the pipeline, by how it ended for them. @experimental */
export const METRIC_RECORDS = 'otelseal.records';
/** Facts of security events that nobody supplied, or that were replaced because they were invalid. @experimental */
export const METRIC_ENRICH_FACTS = 'otelseal.enrich.facts';
/** Baggage entries that the allow-list let in or refused. @experimental */
export const METRIC_ENRICH_BAGGAGE = 'otelseal.enrich.baggage';
/** Values changed by the sanitizer, by rule, never by value. @experimental */
export const METRIC_SANITIZE_FINDINGS = 'otelseal.sanitize.findings';
/** Frames the spool was asked to keep. @experimental */
export const METRIC_SPOOL_FRAMES = 'otelseal.spool.frames';
/** Bytes the spool holds on disk. @experimental */
export const METRIC_SPOOL_BYTES = 'otelseal.spool.bytes';
/** Group commits of the spool to the disk. @experimental */
export const METRIC_SPOOL_SYNCS = 'otelseal.spool.syncs';
/** Batches handed to a sink, by how it ended; the first and the second OTLP receiver, or an exporter object. @experimental */
export const METRIC_DELIVERY_ATTEMPTS = 'otelseal.delivery.attempts';
/** Bytes of the spool that a receiver has not taken yet; the one with the most is what fills it. @experimental */
export const METRIC_DELIVERY_WAITING_BYTES = 'otelseal.delivery.waiting.bytes';
/** Time for which a receiver has taken nothing although something waits for it; 0 when it has all. @experimental */
export const METRIC_DELIVERY_STALLED = 'otelseal.delivery.stalled';
/** Signed checkpoints written, by what caused them. @experimental */
export const METRIC_CHECKPOINTS = 'otelseal.checkpoints';
/** Time since the newest signed checkpoint, of the stream for which it is longest. @experimental */
export const METRIC_CHECKPOINT_AGE = 'otelseal.checkpoint.age';
/** Incidents opened or raised by a detector. @experimental */
export const METRIC_INCIDENTS = 'otelseal.incidents';
/** Incidents that are going on. @experimental */
export const METRIC_DETECTION_OPEN = 'otelseal.detection.open';
/** Partial counts emitted for rules that sum over instances. @experimental */
export const METRIC_DETECTION_PARTIALS = 'otelseal.detection.partials';
/** Incidents not raised because a suppression names them. @experimental */
export const METRIC_DETECTION_SUPPRESSED = 'otelseal.detection.suppressed';
/** Incidents handed to a sink, by how it ended. @experimental */
export const METRIC_NOTIFICATIONS = 'otelseal.notifications';
/** Defects and refusals inside Otelseal that the application never saw. @experimental */
export const METRIC_INTERNAL_ERRORS = 'otelseal.internal.errors';
/** Requests that a gateway answered; `throttled` and `unavailable` ask the client to come again. @experimental */
export const METRIC_GATEWAY_REQUESTS = 'otelseal.gateway.requests';
/** Records of those requests; `sealed` and `passed` ones are on disk, the others were refused by number. @experimental */
export const METRIC_GATEWAY_RECORDS = 'otelseal.gateway.records';
/** What had to be changed in received records, visibly, so that they could be sealed. @experimental */
export const METRIC_GATEWAY_CHANGES = 'otelseal.gateway.changes';
/** Records that a map recognised as a known program's; `nothing` says nothing about security, `unknown` is a line that the map does not know. @experimental */
export const METRIC_GATEWAY_LINES = 'otelseal.gateway.lines';
/** Connections of clients that are open. @experimental */
export const METRIC_GATEWAY_CONNECTIONS = 'otelseal.gateway.connections';
