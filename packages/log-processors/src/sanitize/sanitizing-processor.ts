import type { LogRecordProcessor, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { cutTexts, type FullValues, fullValuesOf, restored } from '../copy/full-values.js';
import { noteRecord, notesOf } from '../record-notes.js';
import { redacted } from './marker.js';
import { type CleanOrigins, cleanOrigins } from './record-origin.js';
import type { SanitizableRecord } from './sanitizable-record.js';
import type { SanitizeOptions } from './sanitize-options.js';
import { createSanitizer, type Sanitizer } from './sanitizer.js';

/** What the processor needs: the options of a sanitizer, or a sanitizer that was already made. @experimental */
export type SanitizingProcessorOptions = SanitizeOptions | { readonly sanitizer: Sanitizer };

/**
 * What a record says that carries encoded text; every copy of this package asks for it, so that none escapes the others' escapes.
 * It says so with itself: `{ ...record, body }` takes the symbol along, but its body was never encoded. Records that take no property are
 * in a table of all copies. Whatever a record says, secrets are looked for in it again.
 */
const ENCODED_KEY = Symbol.for('otelseal.sanitize.encoded.1');
const shared = globalThis as { [ENCODED_KEY]?: WeakSet<object> };
interface SayingRecord {
  [ENCODED_KEY]?: object | undefined;
}

/**
 * A log record processor that cleans every record before the processors behind it see it. Register it before any processor
 * that exports: the SDK hands the same record to all of them, in order. Never throws; what fails inside is replaced by a marker.
 * A second one behind it looks for secrets again and encodes what is new, but escapes nothing twice.
 *
 * @example
 * new LoggerProvider({ processors: [sanitizingProcessor({ preset: 'balanced' }), new BatchLogRecordProcessor({ exporter })] });
 * @stable
 */
export function sanitizingProcessor(options: SanitizingProcessorOptions = {}): LogRecordProcessor {
  const sanitizer = 'sanitizer' in options ? options.sanitizer : createSanitizer(options);
  const origins = cleanOrigins(sanitizer);
  shared[ENCODED_KEY] ??= new WeakSet();
  const encoded = shared[ENCODED_KEY];
  return {
    onEmit(record, context): void {
      try {
        sanitizeInPlace(record, {
          sanitizer,
          origins,
          encodedBefore: (record as SayingRecord)[ENCODED_KEY] === record || encoded.has(record),
          full: fullValuesOf(context),
        });
        if (Object.isExtensible(record) || Object.hasOwn(record, ENCODED_KEY))
          (record as SayingRecord)[ENCODED_KEY] = record;
        else encoded.add(record);
      } catch {
        withholdContent(record);
      }
    },
    /** It only changes records; whether any is wanted is for the exporting processors to say. */
    enabled: () => false,
    forceFlush: async () => {},
    shutdown: async () => {},
  };
}

interface Sanitizing {
  readonly sanitizer: Sanitizer;
  readonly origins: CleanOrigins;
  readonly encodedBefore: boolean;
  /** What the application gave, if its logger is wrapped. */
  readonly full: FullValues | undefined;
}

function sanitizeInPlace(record: ReadWriteLogRecord, { sanitizer, origins, encodedBefore, full }: Sanitizing): void {
  const whole = full === undefined ? undefined : restored(record.attributes, full.attributes);
  const raw = whole === undefined ? (record as SanitizableRecord) : withAttributes(record, whole.attributes);
  const clean = sanitizer.sanitizeRecord(raw, { encodedBefore });
  replaceAttributes(
    record,
    whole === undefined ? clean.attributes : (cutTexts(clean.attributes, whole.lengthLimit) as Record<string, unknown>),
  );
  if (clean.body !== record.body) record.body = clean.body;
  if (clean.eventName !== record.eventName && clean.eventName !== undefined) record.eventName = clean.eventName;
  if (clean.severityText !== record.severityText && clean.severityText !== undefined)
    record.severityText = clean.severityText;
  origins.replace(record, full?.scopeAttributes);
}

/** The record as it would be without the SDK's limits; what other processors noted about it holds for this one, too. */
function withAttributes(record: ReadWriteLogRecord, attributes: Readonly<Record<string, unknown>>): SanitizableRecord {
  const { eventName, severityText, body, instrumentationScope } = record;
  const whole = { eventName, severityText, body, instrumentationScope, attributes };
  const notes = notesOf(record);
  if (notes !== undefined) noteRecord(whole, notes);
  return whole;
}

/** The SDK has no removeAttribute; its attributes are an ordinary property. Where it cannot be assigned, its content is changed. */
function replaceAttributes(record: ReadWriteLogRecord, clean: Record<string, unknown>): void {
  (record as { attributes: unknown }).attributes = clean;
  if (record.attributes === clean) return;
  for (const name of Object.keys(record.attributes)) if (!Object.hasOwn(clean, name)) delete record.attributes[name];
  Object.assign(record.attributes, clean);
}

/** The last resort of a record that cannot even be written to: everything that can be emptied is emptied. */
function withholdContent(record: ReadWriteLogRecord): void {
  const marker = redacted('internal-error');
  for (const empty of [
    () => replaceAttributes(record, {}),
    () => {
      record.body = marker;
    },
    () => {
      if (record.eventName !== undefined) record.eventName = marker;
    },
    () => {
      if (record.severityText !== undefined) record.severityText = marker;
    },
  ]) {
    try {
      empty();
    } catch {
      // The next part may still be writable.
    }
  }
}
