import { RecordFault } from '../decode/record-fault.js';
import type { RequestOutline } from '../decode/request-outline.js';
import type { ReceivedRecord, ReceivedResource, ReceivedScope } from '../received-record.js';
import { passingSeal } from './passing-seal.js';
import type { PassingStreams } from './passing-streams.js';

/** Values looked at before others get their turn: a few milliseconds. */
const SLICE = 16_384;
/** A record costs as much even if there is nothing in it. */
const VALUES_PER_RECORD = 32;
/** Whose a record is has nothing to do with its stream. */
const NO_RESOURCE: ReceivedResource = Object.freeze({ attributes: Object.freeze({}) });
const NO_SCOPE: ReceivedScope = Object.freeze({ name: '' });

/** Streams that records of a request are sealed in, and that were not heard of lately. */
export async function newSeals(
  { groups }: RequestOutline,
  known: Pick<PassingStreams, 'has'>,
  nextTurn: () => Promise<void>,
): Promise<ReadonlySet<string>> {
  const streams = new Set<string>();
  let looked = 0;
  for (const group of groups) {
    for (let index = 0; index < group.records; index += 1) {
      const stream = streamOf(() => group.record(index, NO_RESOURCE, NO_SCOPE));
      if (stream !== undefined && !known.has(stream)) streams.add(stream);
      looked += Math.max(VALUES_PER_RECORD, group.cost);
      if (looked < SLICE) continue;
      looked = 0;
      await nextTurn();
    }
  }
  return streams;
}

function streamOf(read: () => ReceivedRecord): string | undefined {
  try {
    return passingSeal(read())?.stream;
  } catch (cause) {
    if (cause instanceof RecordFault) return undefined; // it will be refused by its number
    throw cause;
  }
}
