import { context, createContextKey } from '@opentelemetry/api';

/** Set while a query builder runs its driver: the builder tells the access, with more than the driver could know. */
const TOLD_BY_OUTER = createContextKey('otelseal.marked-data.outer');

export function asOuterLibrary<T>(run: () => T): T {
  return context.with(context.active().setValue(TOLD_BY_OUTER, true), run);
}

export function isToldByOuterLibrary(): boolean {
  return context.active().getValue(TOLD_BY_OUTER) === true;
}
