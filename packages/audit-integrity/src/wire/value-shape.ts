import { isMap } from './wire-safe-names.js';
import type { WireSafeValue } from './wire-safe-value.js';

/**
 * All of a value that the place and the name of its attribute depend on: whether it has a signed form at all, and which
 * names the maps in it bear.
 */
export type ValueShape = 'absent' | 'plain' | MapShape;

interface MapShape {
  readonly names: readonly string[];
  readonly members: readonly ValueShape[];
}

export function shapeOf(value: WireSafeValue | undefined): ValueShape {
  if (value === undefined) return 'absent';
  if (!isMap(value)) return 'plain';
  const names = Object.keys(value);
  return { names, members: names.map((name) => shapeOf(value[name])) };
}

/** Whether `shapeOf(value)` would equal the shape; makes no new one. */
export function hasShape(value: WireSafeValue | undefined, shape: ValueShape): boolean {
  if (typeof value !== 'object') return shape === (value === undefined ? 'absent' : 'plain');
  if (!isMap(value)) return shape === 'plain';
  if (typeof shape === 'string') return false;
  const names = Object.keys(value);
  if (names.length !== shape.names.length) return false;
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string;
    if (name !== shape.names[index] || !hasShape(value[name], shape.members[index] as ValueShape)) return false;
  }
  return true;
}

/** All names in a shape, for a bound on what is remembered. */
export function namesIn(shape: ValueShape): readonly string[] {
  return typeof shape === 'string' ? [] : [...shape.names, ...shape.members.flatMap(namesIn)];
}
