import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { isPipeline } from '../delivery/pipeline-mark.js';
import { type ExportingProcessor, exportingProcessor, isExporter, isProcessor } from './sdk-processors.js';

/** An exporting processor inside another one, which filters or changes what it passes on. */
export interface InnerPlace {
  readonly exporting: ExportingProcessor;
  /** Lets the outer processor hand its records to another one from now on. */
  put(processor: LogRecordProcessor): void;
}

/** What is behind a processor of the service that does not export by itself. */
export interface Inside {
  readonly places: readonly InnerPlace[];
  /** Otelseal is in it already. */
  readonly hasPipeline: boolean;
  /** It hands records on to something that cannot be seen or replaced. */
  readonly passesOnUnseen: boolean;
}

/** Deep and wide enough for wrappers in wrappers; what is behind sockets and caches is not looked at. */
const DEEPEST = 4;
const MOST_OBJECTS = 256;
const LONGEST_SOURCE = 20_000;
/** What the source of an `onEmit` says that hands a record to somebody else. */
const HANDING_ON = /\.(?:onEmit|export|send|write|post|publish|produce)\(|\bfetch\(/;

/**
 * Looks for exporting processors in the fields of another processor, and in the arrays and objects there. Fires no getter.
 *
 * @param processor one that is not an exporting processor itself
 */
export function lookInside(processor: LogRecordProcessor): Inside {
  const places: InnerPlace[] = [];
  const seen = new Set<object>([processor]);
  let hasPipeline = false;
  let isUnseen = false;
  let holders: object[] = [processor];
  for (let depth = 0; depth < DEEPEST && holders.length > 0; depth += 1) {
    const next: object[] = [];
    for (const [holder, name, value, isWritable] of holders.flatMap(fieldsOf)) {
      if (seen.has(value) || seen.size >= MOST_OBJECTS) continue;
      seen.add(value);
      const exporting = isProcessor(value) ? exportingProcessor(value) : undefined;
      if (isProcessor(value) && isPipeline(value)) hasPipeline = true;
      else if (exporting === undefined) {
        isUnseen ||= isExporter(value);
        next.push(value);
      } else if (isWritable) places.push({ exporting, put: (by) => Object.assign(holder, { [name]: by }) });
      else isUnseen = true;
    }
    holders = next;
  }
  const handsOn = places.length === 0 && !hasPipeline && HANDING_ON.test(sourceOf(processor));
  return { places, hasPipeline, passesOnUnseen: isUnseen || handsOn };
}

type Field = readonly [holder: object, name: string, value: object, isWritable: boolean];

function fieldsOf(holder: object): Field[] {
  if (ArrayBuffer.isView(holder)) return [];
  const fields: Field[] = [];
  for (const name of Object.keys(holder).slice(0, MOST_OBJECTS)) {
    const field = Object.getOwnPropertyDescriptor(holder, name);
    const value: unknown = field?.value;
    if (typeof value === 'object' && value !== null) fields.push([holder, name, value, field?.writable === true]);
  }
  return fields;
}

/** Fields declared with `#` cannot be seen, but the method that uses them can be read. */
function sourceOf({ onEmit }: LogRecordProcessor): string {
  return Function.prototype.toString.call(onEmit).slice(0, LONGEST_SOURCE);
}
