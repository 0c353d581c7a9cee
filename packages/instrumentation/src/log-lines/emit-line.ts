import { type Context, context, createContextKey, type LogRecord } from '@opentelemetry/api';
import { PACKAGE_VERSION } from '../package-version.js';
import { reportOnce } from '../report-once.js';
import type { LogLine } from './log-line.js';
import { registeredLogger } from './registered-logger.js';
import { typedEvent } from './typed-event.js';

/** @opentelemetry/core's key: set while an exporter works, so that what it logs does not become the next record to export. */
const SUPPRESSED = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

/** What a bridge may leave to somebody else. */
export interface LineDestination {
  /** Instrumentation scope of plain records. */
  readonly scopeName: string;
  /** False when OpenTelemetry's own bridge sends the same line: then only typed events are ours. */
  readonly plainRecords: boolean;
  /** Where the line was logged; undefined: here. */
  readonly context?: Context | undefined;
}

/** Set while a line becomes a record, and in everything that this sets off: a processor's timers, an exporter's requests. */
const BRIDGING = createContextKey('otelseal.log-line');

let emitting = false;

/**
 * One line becomes one record: a typed event if it carries a `security` field that the catalogue knows, else a plain record. A logger that
 * our own pipeline writes to while it handles a line is not followed: that would never end.
 */
export function emitLine(read: () => LogLine, { scopeName, plainRecords, context: at }: LineDestination): void {
  if (emitting) return; // also where no context manager is registered
  const active = at ?? context.active();
  if (active.getValue(BRIDGING) === true || active.getValue(SUPPRESSED) === true) return;
  emitting = true;
  try {
    context.with(active.setValue(BRIDGING, true), () => emitRead(read(), scopeName, plainRecords));
  } catch (error) {
    reportOnce('ERR_LINE_NOT_BRIDGED', 'a log line was written but did not become a record', error);
  } finally {
    emitting = false;
  }
}

function emitRead(line: LogLine, scopeName: string, plainRecords: boolean): void {
  const event = line.security === undefined ? undefined : typedEvent(line.security);
  if (event?.kind === 'event') {
    event.emit({ ...line.fields, ...(line.message === undefined ? {} : { 'log.message': line.message }) });
    return;
  }
  if (event?.kind === 'refused')
    reportOnce('ERR_UNKNOWN_SECURITY_EVENT', `a \`security\` field stayed part of a plain record: ${event.because}`);
  if (plainRecords) registeredLogger(scopeName, PACKAGE_VERSION)?.emit(plainRecord(line));
}

function plainRecord({ severityNumber, severityText, message, timeMs, fields, security }: LogLine): LogRecord {
  const attributes = security === undefined ? fields : { ...fields, security };
  return {
    attributes: attributes as LogRecord['attributes'],
    body: message,
    ...(severityNumber === undefined ? {} : { severityNumber }),
    ...(severityText === undefined ? {} : { severityText }),
    ...(timeMs === undefined ? {} : { timestamp: timeMs }),
  } as LogRecord;
}
