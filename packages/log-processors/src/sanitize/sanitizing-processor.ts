import type { LogRecordProcessor, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { redacted } from './marker.js';
import { type CleanOrigins, cleanOrigins } from './record-origin.js';
import type { SanitizableRecord } from './sanitizable-record.js';
import type { SanitizeOptions } from './sanitize-options.js';
import { createSanitizer, type Sanitizer } from './sanitizer.js';

/** What the processor needs: the options of a sanitizer, or a sanitizer that was already made. @experimental */
export type SanitizingProcessorOptions = SanitizeOptions | { readonly sanitizer: Sanitizer };

/** Records that carry encoded text; several copies of this package share it, so that none escapes the others' escapes. */
const ENCODED_KEY = Symbol.for('otelseal.sanitize.encoded.1');
const shared = globalThis as { [ENCODED_KEY]?: WeakSet<object> };

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
    onEmit(record): void {
      try {
        sanitizeInPlace(record, sanitizer, origins, encoded.has(record));
        encoded.add(record);
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

function sanitizeInPlace(
  record: ReadWriteLogRecord,
  sanitizer: Sanitizer,
  origins: CleanOrigins,
  encodedBefore: boolean,
): void {
  const clean = sanitizer.sanitizeRecord(record as SanitizableRecord, { encodedBefore });
  replaceAttributes(record, clean.attributes);
  if (clean.body !== record.body) record.body = clean.body;
  if (clean.eventName !== record.eventName && clean.eventName !== undefined) record.eventName = clean.eventName;
  if (clean.severityText !== record.severityText && clean.severityText !== undefined)
    record.severityText = clean.severityText;
  origins.replace(record);
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
