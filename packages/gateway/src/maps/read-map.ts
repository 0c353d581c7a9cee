import { createRequire } from 'node:module';

import { checkSamples, type MapSample } from './check-samples.js';
import { CompiledMap } from './compiled-map.js';
import type { LogMap } from './log-map.js';
import { MapError } from './map-error.js';

/** A map is a page or two. In UTF-16 units. */
const MAX_TEXT = 262_144;
const MAX_DEPTH = 32;

/**
 * Reads a map from YAML or JSON and checks it whole, its samples included: one that does not read its own samples as it says is refused.
 *
 * @param text the file's content, at most 256 Ki characters
 * @throws {MapError} naming the place and the nearest valid name; never the content of values
 * @experimental
 * @example
 * const map = readMap(readFileSync('vpn.yaml', 'utf8'));
 */
export function readMap(text: string): LogMap {
  const { samples, ...map } = unchecked(text);
  const compiled = new CompiledMap(map).check();
  if (samples !== undefined) checkSamples(compiled, samples);
  return map;
}

function unchecked(text: string): LogMap & { readonly samples?: readonly MapSample[] } {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MapError('A map is a YAML document of named parts: map, title, sources, recognise, read, rules.');
  }
  return value as LogMap & { readonly samples?: readonly MapSample[] };
}

function parsed(text: string): unknown {
  if (text.length > MAX_TEXT)
    throw new MapError(`A map has at most ${MAX_TEXT} characters, and this has ${text.length}.`);
  if (nestsTooDeep(text)) throw new MapError('The map nests too deep.');
  const { parseDocument } = createRequire(import.meta.url)('yaml') as typeof import('yaml'); // most gateways have no map of their own to read
  const document = parseDocument(text, { logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) throw new MapError(`The map is not valid YAML at line ${error.linePos?.[0].line ?? '?'}.`);
  try {
    return document.toJS({ maxAliasCount: 0 }) as unknown;
  } catch (cause) {
    throw new MapError('The map uses an alias (*name), which maps cannot.', { cause });
  }
}

/** Seen before parsing: the parser needs quadratic time for brackets that stay open, and for lists that begin in lists on one line. */
function nestsTooDeep(text: string): boolean {
  let open = 0;
  for (const [bracket] of text.replaceAll(/'[^'\n]*'|"(?:\\.|[^"\\\n])*"/g, '').matchAll(/[[\]{}]/g)) {
    open = Math.max(0, open + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (open > MAX_DEPTH) return true;
  }
  return new RegExp(`(?:[-?:][ \\t]+){${MAX_DEPTH}}`).test(text);
}
