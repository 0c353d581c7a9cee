import { randomInt } from 'node:crypto';
import { appendFileSync } from 'node:fs';

const { OTELSEAL_SCALE, OTELSEAL_SEED, OTELSEAL_COUNTS } = process.env;

/** The counts of a long run that is not told otherwise: hours, not days, on two cores. */
export const FULL_SCALE = 20;

/** How many times as much as `npm test` this run does. */
export const scale: number = OTELSEAL_SCALE === undefined ? 1 : Number(OTELSEAL_SCALE);

/** What every random choice of this run comes from; set `OTELSEAL_SEED` to repeat one. */
export const seed: number = OTELSEAL_SEED === undefined ? randomInt(2 ** 31) : Number(OTELSEAL_SEED);

/** A count that `npm test` can afford, made as large as this run asks for. */
export function scaled(count: number): number {
  return Math.ceil(count * scale);
}

/** Notes how many cases of a kind were tried, for the report of a long run. */
export function counted(kind: string, cases: number): void {
  if (OTELSEAL_COUNTS !== undefined) appendFileSync(OTELSEAL_COUNTS, `${JSON.stringify([kind, cases])}\n`);
}
