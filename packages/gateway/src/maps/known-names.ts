import { MapError } from './map-error.js';

/** Names further apart than this share of their length are not each other's typing error. */
const MAX_DISTANCE_SHARE = 0.34;
const MAX_NAME = 64;
const SHOWN = 12;

/** Refuses a name that is not known. @throws {MapError} */
export function checkNames(value: object, known: readonly string[], place: string): void {
  for (const name of Object.keys(value)) if (!known.includes(name)) throw unknownName(name, known, place);
}

/** Says which known name was probably meant. */
export function unknownName(name: string, known: readonly string[], place: string): MapError {
  const near = nearestName(name, known);
  const hint = near === undefined ? `known are ${known.slice(0, SHOWN).join(', ')}.` : `did you mean ${near}?`;
  return new MapError(`${place}: ${JSON.stringify(name.slice(0, 2 * MAX_NAME))} is not known; ${hint}`);
}

function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > MAX_NAME) return undefined;
  const [best] = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(name.length, candidate.length) * MAX_DISTANCE_SHARE)
    .sort((a, b) => a.distance - b.distance);
  return best?.candidate;
}

/** Levenshtein distance. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
