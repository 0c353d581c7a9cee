/**
 * A map cannot be used. The message names the map, the place in it, and what is valid there.
 *
 * @experimental
 */
export class MapError extends Error {
  readonly code = 'ERR_MAP';
  override readonly name = 'MapError';
}
