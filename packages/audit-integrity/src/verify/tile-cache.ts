import { type BinaryHash, HASH_LENGTH } from '../merkle-tree.js';
import { TILE_WIDTH, type TilePayload } from '../sealed-payload.js';

/** Tiles kept of one stream: hashes of four million leaves, 128 MiB at most, and only for what a log brings along. */
const MAX_TILES = 16_384;

/**
 * What unsigned tiles say about leaves. Each is a guess: it may fill the place of a leaf that is not here, and counts only
 * when all together give a signed root. Of several tiles of one index the widest is kept, the first among equals.
 */
export class TileCache {
  readonly #tiles = new Map<number, Buffer>();

  add({ index, hashes }: TilePayload): void {
    const known = this.#tiles.get(index);
    if (hashes.length <= (known?.length ?? 0)) return;
    if (known !== undefined || this.#tiles.size < MAX_TILES) this.#tiles.set(index, Buffer.from(hashes, 'latin1'));
  }

  hash(sequence: number): BinaryHash | undefined {
    const tile = this.#tiles.get(Math.floor((sequence - 1) / TILE_WIDTH));
    const at = ((sequence - 1) % TILE_WIDTH) * HASH_LENGTH;
    return tile === undefined || tile.length <= at ? undefined : tile.toString('latin1', at, at + HASH_LENGTH);
  }

  /** Whether there is a guess for every number of a run. */
  covers(first: number, last: number): boolean {
    for (let sequence = first; sequence <= last; sequence += 1) {
      const tile = this.#tiles.get(Math.floor((sequence - 1) / TILE_WIDTH));
      const lastOfTile = (Math.floor((sequence - 1) / TILE_WIDTH) + 1) * TILE_WIDTH;
      const end = Math.min(last, lastOfTile);
      if (tile === undefined || tile.length < (((end - 1) % TILE_WIDTH) + 1) * HASH_LENGTH) return false;
      sequence = end;
    }
    return true;
  }
}
