import { MapError } from './map-error.js';

const STEP = /(?:^|\.)([^.[\]"]+)|\[(-?\d{1,4})\]|\["([^"]{1,256})"\]/y;
const MAX_STEPS = 16;

/** Member names and places in lists; a negative place counts from the end. */
export type FieldPath = readonly (string | number)[];

/**
 * Reads `user.username`, `sourceIPs[-1]` or `annotations["authorization.k8s.io/decision"]`.
 *
 * @throws {MapError}
 */
export function fieldPath(text: string, place: string): FieldPath {
  const steps: (string | number)[] = [];
  let end = 0;
  for (const match of text.matchAll(new RegExp(STEP, 'gy'))) {
    end = match.index + match[0].length;
    steps.push(match[2] === undefined ? (match[1] ?? match[3] ?? '') : Number(match[2]));
  }
  if (steps.length === 0 || steps.length > MAX_STEPS || end !== text.length) {
    throw new MapError(`${place}: ${JSON.stringify(text)} is no path such as user.name, items[0] or labels["a.b"].`);
  }
  return steps;
}

/** The value at the path; own members only, so that a body cannot answer with what every object has. */
export function valueAt(root: unknown, path: FieldPath): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (typeof step === 'number') value = Array.isArray(value) ? value.at(step) : undefined;
    else value = Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined;
  }
  return value;
}
