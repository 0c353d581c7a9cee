import { JsonInPieces } from '../../src/decode/json-in-pieces.js';
import { jsonRequest } from '../../src/decode/json-request.js';
import { JsonStructure } from '../../src/decode/json-structure.js';
import type { RequestOutline } from '../../src/decode/request-outline.js';
import { MAX_JSON_VALUES } from '../../src/decode/value-bounds.js';
import type { VisibleChanges } from '../../src/decode/visible-changes.js';

/** A request in JSON as the gateway reads it. */
export async function readJson(text: string | Uint8Array, changes: VisibleChanges): Promise<RequestOutline> {
  const request = Buffer.from(text as string);
  const structure = new JsonStructure(request, MAX_JSON_VALUES);
  while (!structure.look(Number.POSITIVE_INFINITY));
  const pieces = new JsonInPieces(request, () => Promise.resolve());
  return jsonRequest(await pieces.parsed(structure.whole, changes), changes);
}
