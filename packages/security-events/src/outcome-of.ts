import { readProperty } from './plain-value.js';

/** What to emit when the watched function has returned, and what when it has thrown. */
export interface OutcomeEvents {
  completed(): void;
  failed(errorType: string): void;
}

/** A class name or an error code: short, without spaces; anything longer is prose and may hold data. */
const ERROR_TYPE = /^[\w.:@/$-]{1,100}$/;

/**
 * Runs `fn` and tells its outcome: returned or fulfilled, thrown or rejected. What `fn` returns or throws passes
 * unchanged; a promise is watched, not replaced by an earlier value.
 */
export function outcomeOf<T>(fn: () => T, events: OutcomeEvents): T {
  let result: T;
  try {
    result = fn();
  } catch (error) {
    events.failed(errorType(error));
    throw error;
  }
  const then = readProperty(result, 'then'); // read once: a getter may answer differently, or throw, the next time
  if (typeof then !== 'function') {
    events.completed();
    return result;
  }
  const fulfilled = (value: unknown): unknown => {
    events.completed();
    return value;
  };
  const rejected = (error: unknown): never => {
    events.failed(errorType(error));
    throw error;
  };
  return Reflect.apply(then, result, [fulfilled, rejected]);
}

/** `error.type` as OpenTelemetry means it: a code if there is one, else the class; never the message. */
function errorType(error: unknown): string {
  for (const name of ['code', 'name']) {
    const type = readProperty(error, name);
    if (typeof type === 'string' && type !== 'Error' && ERROR_TYPE.test(type)) return type;
  }
  return typeof error === 'object' ? 'Error' : typeof error;
}
