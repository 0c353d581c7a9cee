import { byCodeUnits } from '../canonical-record.js';
import { isCollected, isConventionalName, isReservedName, lokiName } from './store-names.js';
import type { WireSafeValue } from './wire-safe-value.js';

/** Longest attribute name, in UTF-16 units; a longer one is cut when it is renamed. */
const MAX_NAME_LENGTH = 256;

/**
 * A name for every attribute under which no two meet in any store: most keep theirs, the others become
 * `renamed.<n>.<name>`. Where names collide the one shaped as a semantic convention stays, then the first in UTF-16
 * order, so that a stranger's `user_name` never takes the place of `user.name`. Names that are safe already never change.
 *
 * @param values used only to see the members of maps, which stores spell out as names of their own.
 * @param neighbours names that the resource and the scope bring into the same store.
 */
export function wireSafeNames(
  names: readonly string[],
  values: readonly (WireSafeValue | undefined)[],
  neighbours: Iterable<string>,
): string[] {
  const taken = new Set<string>(Array.from(neighbours, lokiName));
  const safe = [...names];
  const refused = names
    .map((_, index) => index)
    .sort((a, b) => byPrecedence(names[a] as string, names[b] as string))
    .filter((index) => !takes(names[index] as string, values[index], taken));
  const used = refused.length === 0 ? new Set<number>() : numbersIn(taken);
  let n = 0;
  for (const index of refused) {
    const name = (names[index] as string).toWellFormed().slice(0, MAX_NAME_LENGTH).toWellFormed();
    while (used.has(n)) n += 1;
    safe[index] = `renamed.${n++}.${name}`;
  }
  return safe;
}

/** The numbers of `renamed.<n>.` that names here bear already: a new one meets none of them, nor do the members of its map. */
function numbersIn(labels: Iterable<string>): Set<number> {
  const numbers = new Set<number>();
  for (const label of labels) {
    const [, digits] = /^renamed_(\d{1,15})(?:_|$)/.exec(label) ?? [];
    if (digits !== undefined) numbers.add(Number(digits));
  }
  return numbers;
}

function byPrecedence(a: string, b: string): number {
  return Number(isConventionalName(b)) - Number(isConventionalName(a)) || byCodeUnits(a, b);
}

/** Claims the labels of an attribute that may keep its name. */
function takes(name: string, value: WireSafeValue | undefined, taken: Set<string>): boolean {
  if (name.length > MAX_NAME_LENGTH + 'renamed.9999.'.length || !name.isWellFormed() || isReservedName(name))
    return false;
  const labels = [...labelsOf(name, value), ...labelsInLists(name, value)];
  if (labels.some(isReservedName)) return false;
  if (isCollected(labels[0] as string)) return false;
  if (labels.some((label) => taken.has(label))) return false;
  for (const label of labels) taken.add(label);
  return true;
}

/** The names under which Loki would file an attribute: its own, and one for each member of a map. */
export function labelsOf(name: string, value: WireSafeValue | undefined): string[] {
  if (!isMap(value)) return [lokiName(name)];
  return [lokiName(name), ...Object.keys(value).flatMap((key) => labelsOf(`${name}_${key}`, value[key]))];
}

/** Members of maps in lists: Elasticsearch finds them under such names, too. */
function labelsInLists(name: string, value: WireSafeValue | undefined): string[] {
  if (isList(value)) return value.flatMap((item) => [...labelsOf(name, item).slice(1), ...labelsInLists(name, item)]);
  return isMap(value) ? Object.keys(value).flatMap((key) => labelsInLists(`${name}_${key}`, value[key])) : [];
}

export function isList(value: WireSafeValue | undefined): value is readonly WireSafeValue[] {
  return Array.isArray(value);
}

export function isMap(value: WireSafeValue | undefined): value is { readonly [name: string]: WireSafeValue } {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Uint8Array);
}
