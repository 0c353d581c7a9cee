import { types } from 'node:util';
import {
  context as contextApi,
  type Logger,
  type LoggerOptions,
  type LoggerProvider,
  type LogRecord,
} from '@opentelemetry/api';
import { copyLogRecord } from './copy-log-record.js';
import { withFullValues } from './full-values.js';
import { dataValue, rawAttributes } from './raw-copy.js';

/** Marks what copies already; the same in every copy of this package. */
const COPIES = Symbol.for('otelseal.copies.1');

/**
 * Makes the loggers of a provider copy every record before the SDK reads it. Without it the SDK fires getters that an attribute
 * has, so that one that throws throws out of `emit`; and it cuts values to its length limit before any processor sees them, so that
 * half a secret may be left that no rule knows.
 *
 * The provider itself is changed and returned; `forceFlush`, `shutdown`, `enabled` and all else stay as they are. A provider that
 * cannot be changed is returned within one that can. Wrapping twice is wrapping once. Loggers that were handed out before are
 * covered from the next time on that somebody asks for a logger of the same name.
 *
 * @example
 * logs.setGlobalLoggerProvider(wrapLoggerProvider(new LoggerProvider({ processors })));
 * @experimental
 */
export function wrapLoggerProvider<Provider extends LoggerProvider>(provider: Provider): Provider {
  if (isMarked(provider)) return provider;
  const getLogger = provider.getLogger.bind(provider);
  return changed(provider, {
    getLogger: (name: string, version?: string, options?: LoggerOptions): Logger => {
      const attributes = rawAttributes(dataValue(options, 'attributes'));
      return wrapLogger(getLogger(name, version, options ? copiedOptions(options, attributes) : undefined), attributes);
    },
  });
}

function wrapLogger(logger: Logger, scopeAttributes: Readonly<Record<string, unknown>>): Logger {
  if (isMarked(logger)) return logger;
  const emit = logger.emit.bind(logger);
  return changed(logger, {
    emit: (record: LogRecord): void => {
      if (isCopied(record)) {
        emit(record);
        return;
      }
      const copy = copyLogRecord(record);
      const context = copy.context ?? contextApi.active();
      const full = { attributes: copy.attributes, scopeAttributes };
      emit({ ...copy, context: withFullValues(context, full), [COPIES]: true } as LogRecord);
    },
  });
}

function copiedOptions(options: LoggerOptions, attributes: Record<string, unknown>): LoggerOptions {
  const schemaUrl = dataValue(options, 'schemaUrl');
  return {
    ...(typeof schemaUrl === 'string' ? { schemaUrl } : {}),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes: attributes as never }),
  };
}

/** By another copy of this package that wrapped the same provider in a shell. */
function isCopied(record: unknown): boolean {
  return typeof record === 'object' && record !== null && !types.isProxy(record) && Object.hasOwn(record, COPIES);
}

function isMarked(target: object): boolean {
  return (target as { readonly [COPIES]?: true })[COPIES] === true;
}

/** The target with these methods, or, if it is frozen, another object that inherits all others from it. */
function changed<Target extends object>(target: Target, methods: Readonly<Record<string, unknown>>): Target {
  const descriptors = Object.fromEntries(
    Object.entries(methods).map(([name, value]) => [name, { value, configurable: true, writable: true }]),
  );
  const marked = { ...descriptors, [COPIES]: { value: true } };
  try {
    return Object.defineProperties(target, marked);
  } catch {
    return Object.create(target, { ...bound(target), ...marked }) as Target;
  }
}

/** Methods that must run on the target itself. */
function bound(target: object): PropertyDescriptorMap {
  const methods: PropertyDescriptorMap = {};
  for (const name of ['enabled', 'forceFlush', 'shutdown']) {
    const method: unknown = (target as Readonly<Record<string, unknown>>)[name];
    if (typeof method === 'function') methods[name] = { value: method.bind(target) };
  }
  return methods;
}
