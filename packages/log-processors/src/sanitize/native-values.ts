import { omitted } from './marker.js';
import { ownValue } from './own-value.js';

/*
 * Native values by their internal slots: the methods are taken from the prototypes once, so that none that a value or a later
 * script puts in their place is called.
 */

const { entries: nativeMapEntries } = Map.prototype;
const { values: nativeSetValues } = Set.prototype;
const { toISOString } = Date.prototype;
const { toString: toText } = String.prototype;
const { valueOf: toNumber } = Number.prototype;
const { valueOf: toBigInt } = BigInt.prototype;
const byteLengthOf = getterOf(Object.getPrototypeOf(Uint8Array.prototype), 'byteLength');
const sizeOf = getterOf(Set.prototype, 'size');

function getterOf(prototype: object, name: string): (this: unknown) => number {
  return Object.getOwnPropertyDescriptor(prototype, name)?.get as (this: unknown) => number;
}

export function byteLength(bytes: Uint8Array): number {
  return byteLengthOf.call(bytes);
}

/** ISO 8601, or a marker. */
export function isoDate(date: Date): string {
  try {
    return toISOString.call(date);
  } catch {
    return omitted('invalid date');
  }
}

/** The text, number or big integer in an object made by `new String` and its like; undefined for other boxes. */
export function boxedText(box: object): string | number | bigint | undefined {
  for (const open of [toText, toNumber, toBigInt]) {
    try {
      return (open as (this: unknown) => string | number | bigint).call(box);
    } catch {
      // Another kind of box; the next method knows it.
    }
  }
  return undefined;
}

/** Keys that are objects have no text that could be asked for without running their code. */
export function* mapEntries(map: Map<unknown, unknown>): Generator<readonly [string, unknown]> {
  for (const [key, value] of nativeMapEntries.call(map)) {
    yield [typeof key === 'object' || typeof key === 'function' ? omitted('object key') : String(key), value];
  }
}

export function setSize(set: Set<unknown>): number {
  return sizeOf.call(set);
}

/** The first values, at most `limit`. */
export function setValues(set: Set<unknown>, limit: number): unknown[] {
  const values: unknown[] = [];
  for (const value of nativeSetValues.call(set)) {
    if (values.length >= limit) break;
    values.push(value);
  }
  return values;
}

/** An Error's telling properties are not enumerable. */
export function* errorEntries(error: Error): Generator<readonly [string, unknown]> {
  for (const name of ['name', 'message', 'stack', 'cause', 'errors']) {
    const descriptor = Object.getOwnPropertyDescriptor(error, name);
    if (descriptor === undefined || descriptor.enumerable) continue;
    if ('value' in descriptor) yield [name, descriptor.value];
    else if (name === 'stack' && descriptor.get === nativeStackGetter) yield [name, errorStack(error)];
  }
  for (const name of Object.keys(error)) yield [name, ownValue(error, name)];
}

/** Newer engines keep `stack` behind a getter of their own, the same for all errors; older ones in a data property. */
const nativeStackGetter = Object.getOwnPropertyDescriptor(new Error('for its getter'), 'stack')?.get;

/** The stack that the engine wrote; undefined if somebody else's getter stands in its place, or the application's formatter throws. */
export function errorStack(error: object): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(error, 'stack');
  if (descriptor === undefined) return undefined;
  if ('value' in descriptor) return descriptor.value;
  if (nativeStackGetter === undefined || descriptor.get !== nativeStackGetter) return undefined;
  try {
    return nativeStackGetter.call(error);
  } catch {
    return undefined;
  }
}
