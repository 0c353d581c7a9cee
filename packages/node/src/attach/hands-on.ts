import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { prototypes } from './own-fields.js';

const LONGEST_SOURCE = 20_000;
/** Calls of another processor or exporter. What a class inherits is read by itself. */
const OF_PROCESSORS = /(?<!super|prototype)\.(?:onEmit|export)(?:\?\.)?(?:\(|\.(?:call|apply)\()/;
/** What the source of an `onEmit` says that sends a record away. */
const OF_OTHERS = /\.(?:send|write|post|publish|produce)\(|\bfetch\(/;
const OF_PRIVATE_FIELDS = /#[\w$]+\??\.(?:onEmit|export)\b/;
const NATIVE = /\{\s*\[native code\]\s*\}$/;

/** How a processor passes records on, as far as its source says so. */
export type HandingOn = 'to a private field' | 'to somebody' | 'to nobody';

/**
 * Fields declared with `#` cannot be seen, but the methods that use them can be read: `onEmit` and the rest of its class, to which it may
 * leave the work. Of the rest only what calls processors counts; a `shutdown` may well send something.
 */
export function handingOnOf(processor: LogRecordProcessor): HandingOn {
  const methods = sources(processor, 'onEmit');
  const all = [...methods, ...sources(processor, 'constructor').filter((source) => source.startsWith('class'))];
  if (all.some((source) => OF_PRIVATE_FIELDS.test(source))) return 'to a private field';
  const isBoundOnly = methods.every((source) => NATIVE.test(source));
  const isToSomebody = isBoundOnly || all.some((source) => OF_PROCESSORS.test(source)) || methods.some(sendsAway);
  return isToSomebody ? 'to somebody' : 'to nobody';
}

function sendsAway(source: string): boolean {
  return OF_OTHERS.test(source);
}

/** Also those that others hide: what is bound to an object says nothing itself. */
function sources(processor: object, name: string): string[] {
  return prototypes(processor).flatMap((each) => {
    const value: unknown = Object.getOwnPropertyDescriptor(each, name)?.value;
    return typeof value === 'function' && value !== Object
      ? Function.prototype.toString.call(value).slice(0, LONGEST_SOURCE)
      : [];
  });
}
