// Generated from model/ by scripts/generate.ts. Do not edit.
import type { MetricDefinition } from '../metric-definition.js';

/** Every metric about Otelseal itself, by name. The object has no prototype. @experimental */
export const METRICS: Readonly<Record<string, MetricDefinition>> = {
  __proto__: null as never,
  'otelseal.records': { instrument: 'counter', unit: '{record}', brief: 'records that passed a stage of the pipeline, by how it ended for them', attributes: { stage: ['enrich', 'sanitize', 'detect', 'batch', 'seal', 'spool', 'deliver'], outcome: ['enriched', 'unknown_event', 'sanitized', 'accepted', 'dropped', 'sealed', 'lost', 'delivered', 'kept', 'undeliverable', 'abandoned', 'failed'] } },
  'otelseal.enrich.facts': { instrument: 'counter', unit: '{fact}', brief: 'facts of security events that nobody supplied, or that were replaced because they were invalid', attributes: { fact: ['actor', 'event', 'time', 'outcome', 'origin', 'target'], state: ['unknown', 'invalid'] } },
  'otelseal.enrich.baggage': { instrument: 'counter', unit: '{entry}', brief: 'baggage entries that the allow-list let in or refused', attributes: { outcome: ['added', 'refused'] } },
  'otelseal.sanitize.findings': { instrument: 'counter', unit: '{finding}', brief: 'values changed by the sanitizer, by rule, never by value', attributes: { rule: [] } },
  'otelseal.spool.frames': { instrument: 'counter', unit: '{frame}', brief: 'frames the spool was asked to keep', attributes: { outcome: ['written', 'refused'] } },
  'otelseal.spool.bytes': { instrument: 'gauge', unit: 'By', brief: 'bytes the spool holds on disk', attributes: {  } },
  'otelseal.spool.syncs': { instrument: 'counter', unit: '{sync}', brief: 'group commits of the spool to the disk', attributes: { outcome: ['success', 'failure'] } },
  'otelseal.delivery.attempts': { instrument: 'counter', unit: '{attempt}', brief: 'batches handed to a sink, by how it ended; the first and the second OTLP receiver, or an exporter object', attributes: { sink: ['first', 'second', 'exporter'], outcome: ['success', 'partial', 'failure'] } },
  'otelseal.delivery.waiting.bytes': { instrument: 'gauge', unit: 'By', brief: 'bytes of the spool that a receiver has not taken yet; the one with the most is what fills it', attributes: { sink: ['first', 'second', 'exporter'] } },
  'otelseal.delivery.stalled': { instrument: 'gauge', unit: 's', brief: 'time for which a receiver has taken nothing although something waits for it; 0 when it has all', attributes: { sink: ['first', 'second', 'exporter'] } },
  'otelseal.checkpoints': { instrument: 'counter', unit: '{checkpoint}', brief: 'signed checkpoints written, by what caused them', attributes: { reason: ['count', 'time', 'critical', 'flush', 'heartbeat', 'rotate', 'close'] } },
  'otelseal.checkpoint.age': { instrument: 'gauge', unit: 's', brief: 'time since the newest signed checkpoint, of the stream for which it is longest', attributes: {  } },
  'otelseal.incidents': { instrument: 'counter', unit: '{incident}', brief: 'incidents opened or raised by a detector', attributes: { detector: [], severity: ['low', 'medium', 'high', 'critical'] } },
  'otelseal.detection.open': { instrument: 'gauge', unit: '{incident}', brief: 'incidents that are going on', attributes: {  } },
  'otelseal.detection.partials': { instrument: 'counter', unit: '{count}', brief: 'partial counts emitted for rules that sum over instances', attributes: { detector: [] } },
  'otelseal.detection.suppressed': { instrument: 'counter', unit: '{incident}', brief: 'incidents not raised because a suppression names them', attributes: { detector: [] } },
  'otelseal.notifications': { instrument: 'counter', unit: '{notification}', brief: 'incidents handed to a sink, by how it ended', attributes: { sink: ['callback', 'webhook', 'alertmanager'], outcome: ['delivered', 'failed', 'dropped'] } },
  'otelseal.internal.errors': { instrument: 'counter', unit: '{error}', brief: 'defects and refusals inside Otelseal that the application never saw', attributes: { code: [] } },
  'otelseal.gateway.requests': { instrument: 'counter', unit: '{request}', brief: 'requests that a gateway answered; `throttled` and `unavailable` ask the client to come again', attributes: { outcome: ['accepted', 'partial', 'refused', 'timed_out', 'unauthenticated', 'throttled', 'unavailable'] } },
  'otelseal.gateway.records': { instrument: 'counter', unit: '{record}', brief: 'records of those requests; `sealed` and `passed` ones are on disk, the others were refused by number', attributes: { outcome: ['sealed', 'passed', 'unreadable', 'forbidden', 'throttled'] } },
  'otelseal.gateway.changes': { instrument: 'counter', unit: '{change}', brief: 'what had to be changed in received records, visibly, so that they could be sealed', attributes: { change: ['duplicate_name', 'empty_name', 'invalid_text', 'long_name', 'too_deep', 'too_many_values', 'spoofed_seal', 'unknown_time', 'unknown_severity', 'unknown_field', 'repeated_field', 'surrounding_name', 'unnamed_service'] } },
  'otelseal.gateway.lines': { instrument: 'counter', unit: '{record}', brief: 'records that a map recognised as a known program\'s; `nothing` says nothing about security, `unknown` is a line that the map does not know', attributes: { reading: ['event', 'nothing', 'unknown'] } },
  'otelseal.gateway.connections': { instrument: 'gauge', unit: '{connection}', brief: 'connections of clients that are open', attributes: {  } },
};
