import { isList, isMap } from './wire-safe-names.js';
import type { WireSafeValue } from './wire-safe-value.js';

/**
 * All of a value that the place and the name of its attribute depend on: whether it has a signed form at all, and which
 * names the maps in it bear.
 */
export type ValueShape = 'absent' | 'plain' | MapShape | ListShape;

interface MapShape {
  readonly names: readonly string[];
  readonly members: readonly ValueShape[];
}

/** Of a list with maps in it; others are plain. */
interface ListShape {
  readonly items: readonly ValueShape[];
}

export function shapeOf(value: WireSafeValue | undefined): ValueShape {
  if (value === undefined) return 'absent';
  if (isList(value)) return holdsMap(value) ? { items: value.map(shapeOf) } : 'plain';
  if (!isMap(value)) return 'plain';
  const names = Object.keys(value);
  return { names, members: names.map((name) => shapeOf(value[name])) };
}

/** Whether `shapeOf(value)` would equal the shape; makes no new one. */
export function hasShape(value: WireSafeValue | undefined, shape: ValueShape): boolean {
  if (typeof value !== 'object') return shape === (value === undefined ? 'absent' : 'plain');
  if (isList(value)) return typeof shape === 'string' ? shape === 'plain' && !holdsMap(value) : areOf(value, shape);
  if (!isMap(value)) return shape === 'plain';
  if (typeof shape === 'string' || 'items' in shape) return false;
  const names = Object.keys(value);
  if (names.length !== shape.names.length) return false;
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string;
    if (name !== shape.names[index] || !hasShape(value[name], shape.members[index] as ValueShape)) return false;
  }
  return true;
}

function areOf(items: readonly WireSafeValue[], shape: MapShape | ListShape): boolean {
  if (!('items' in shape) || items.length !== shape.items.length) return false;
  return items.every((item, index) => hasShape(item, shape.items[index] as ValueShape));
}

/** One level after another: lists of plain values, which most are, make nothing. */
function holdsMap(list: readonly WireSafeValue[]): boolean {
  return list.some((item) => typeof item === 'object' && (isMap(item) || (isList(item) && holdsMap(item))));
}

/** All names in a shape, one for each item of a list besides, for a bound on what is remembered. */
export function namesIn(shape: ValueShape): readonly string[] {
  if (typeof shape === 'string') return [];
  if ('items' in shape) return shape.items.flatMap((item) => ['', ...namesIn(item)]);
  return [...shape.names, ...shape.members.flatMap(namesIn)];
}
