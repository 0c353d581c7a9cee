import { omitted } from './marker.js';

/** Answers for an own property before it looks at prototypes; a descriptor would be an object for each value that is read. */
const getterOf: (this: object, name: string | number) => unknown = (
  Object.prototype as unknown as { readonly __lookupGetter__: (name: string | number) => unknown }
).__lookupGetter__;
const setterOf: typeof getterOf = (
  Object.prototype as unknown as { readonly __lookupSetter__: (name: string | number) => unknown }
).__lookupSetter__;

/** What the own property holds, without firing a getter. Never for a Proxy. */
export function ownValue(target: object, name: string | number): unknown {
  if (!Object.hasOwn(target, name)) return undefined;
  if (getterOf.call(target, name) !== undefined) return omitted('getter');
  const value = (target as Readonly<Record<string | number, unknown>>)[name];
  return value === undefined && setterOf.call(target, name) !== undefined ? omitted('getter') : value;
}
