import type { LogRecordExporter, LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { isPipeline } from '../delivery/pipeline-mark.js';
import { choosingPlace } from './choosing-place.js';
import { handingOnOf } from './hands-on.js';
import { type Field, ownFields, readsPlainly } from './own-fields.js';
import { type ExportingProcessor, exportingProcessor, isExporter, isProcessor } from './sdk-processors.js';

/** An exporting processor inside another one, which filters or changes what it passes on. */
export interface InnerPlace {
  readonly exporting: ExportingProcessor;
  /** Lets whoever handed records to it hand them to another one from now on. */
  put(processor: LogRecordProcessor): void;
}

/** What is behind processors of the service that do not export by themselves. */
export interface Inside {
  /** One for each exporting processor, however many fields hold it. */
  readonly places: readonly InnerPlace[];
  /** Otelseal is in them already. */
  readonly hasPipeline: boolean;
  /** Those that hand records on to something that cannot be seen or replaced. */
  readonly passingOnUnseen: readonly LogRecordProcessor[];
}

/** Deep and wide enough for wrappers in wrappers; what is behind sockets and caches is not looked at. */
const DEEPEST = 4;
const MOST_OBJECTS = 256;
const LOOKED_AT = ['onEmit', 'forceFlush', 'shutdown', 'export', '_exporter', 'constructor'];
/** Exporters of other signals have the methods of one of logs. */
const OF_OTHER_SIGNALS = /Span|Trac|Metric|Zipkin|Jaeger/;

interface Holder {
  readonly object: object;
  /** The processor whose field it is, or a field of a field. */
  readonly of: LogRecordProcessor;
}

/**
 * Looks for exporting processors in the fields of others, and in the lists, maps, sets and objects there. Fires no getter.
 *
 * @param processors of the provider, without those that it replaces itself
 * @param own what belongs to the provider: a processor that keeps a logger of it leads back to all of them
 */
export function lookInside(processors: readonly LogRecordProcessor[], own: readonly object[] = []): Inside {
  const walk = new Walk(new Set([...own, ...processors]));
  for (const processor of processors) walk.through(processor);
  return {
    places: [...walk.places].map(([, fields]) => placeOf(fields)),
    hasPipeline: walk.hasPipeline,
    passingOnUnseen: processors.filter((processor) => walk.passesOnUnseen(processor)),
  };
}

/** Everything of one provider; what two processors share is one place. */
class Walk {
  readonly #known: Set<object>;
  readonly places = new Map<LogRecordProcessor, [ExportingProcessor, ...Field[]]>();
  hasPipeline = false;
  /** Which processors each of the provider's has in it, itself included. */
  readonly #within = new Map<LogRecordProcessor, Set<LogRecordProcessor>>();
  /** Processors that have another one in a field that can be seen. */
  readonly #passing = new Set<LogRecordProcessor>();
  readonly #exporters = new Map<LogRecordProcessor, LogRecordExporter[]>();
  readonly #fixed = new Set<LogRecordProcessor>();

  constructor(known: Set<object>) {
    this.#known = known;
  }

  through(outer: LogRecordProcessor): void {
    const within = new Set([outer]);
    this.#within.set(outer, within);
    const seen = new Set(this.#known);
    const limit = seen.size + MOST_OBJECTS;
    let holders: Holder[] = [{ object: outer, of: outer }];
    for (let depth = 0; depth < DEEPEST && holders.length > 0; depth += 1) {
      const next: Holder[] = [];
      for (const { object, of } of holders) {
        for (const field of ownFields(object, MOST_OBJECTS)) {
          const { value } = field;
          const isNew = !seen.has(value) && seen.size < limit;
          if (this.#isFound(field, of) || !isNew) continue;
          seen.add(value);
          const inner = isPlain(value) && isProcessor(value) ? value : undefined;
          if (inner !== undefined) {
            within.add(inner);
            this.#passing.add(of);
          }
          next.push({ object: value, of: inner ?? of });
        }
      }
      holders = next;
    }
  }

  /** Whether it is something that is not looked into. */
  #isFound(field: Field, of: LogRecordProcessor): boolean {
    const { value } = field;
    if (this.#known.has(value) || !isPlain(value)) return this.#known.has(value);
    if (!isProcessor(value) && OF_OTHER_SIGNALS.test(value.constructor?.name ?? '')) return true;
    if (isProcessor(value) && isPipeline(value)) {
      this.hasPipeline = true;
      this.#passing.add(of);
      return true;
    }
    const exporting = isProcessor(value) ? exportingProcessor(value) : undefined;
    if (exporting !== undefined) {
      this.#passing.add(of);
      const place = this.places.get(exporting.processor) ?? [exporting];
      if (field.put === undefined && choosingPlace(exporting) === undefined) this.#fixed.add(of);
      else this.places.set(exporting.processor, [...place, field]);
      return true;
    }
    if (isExporter(value)) this.#exporters.set(of, [...(this.#exporters.get(of) ?? []), value]);
    return isExporter(value);
  }

  passesOnUnseen(outer: LogRecordProcessor): boolean {
    const replaced = new Set([...this.places.values()].map(([{ exporter }]) => exporter));
    return [...(this.#within.get(outer) ?? [])].some((each) => {
      if (this.#fixed.has(each)) return true;
      if (this.#exporters.get(each)?.some((exporter) => !replaced.has(exporter))) return true;
      const handingOn = handingOnOf(each);
      return handingOn === 'to a private field' || (handingOn === 'to somebody' && !this.#passing.has(each));
    });
  }
}

function isPlain(value: object): boolean {
  return readsPlainly(value, LOOKED_AT);
}

function placeOf([exporting, ...fields]: [ExportingProcessor, ...Field[]]): InnerPlace {
  const put = (by: LogRecordProcessor): void => {
    for (const field of fields) field.put?.(by);
  };
  return choosingPlace(exporting) ?? { exporting, put };
}
