import { setImmediate as nextTurn } from 'node:timers/promises';
import { RecordFault } from '../decode/record-fault.js';
import type { RequestOutline } from '../decode/request-outline.js';
import type { ReceivedRecord, ReceivedResource, ReceivedScope } from '../received-record.js';
import { passingSeal } from './passing-seal.js';
import type { PassingStreams } from './passing-streams.js';

/** Records looked at before others get their turn. */
const SLICE = 256;
/** Whose a record is has nothing to do with its stream. */
const NO_RESOURCE: ReceivedResource = Object.freeze({ attributes: Object.freeze({}) });
const NO_SCOPE: ReceivedScope = Object.freeze({ name: '' });

/** Streams that records of a request are sealed in, and that were not heard of lately. */
export async function newSeals(
  { groups }: RequestOutline,
  known: Pick<PassingStreams, 'has'>,
): Promise<ReadonlySet<string>> {
  const streams = new Set<string>();
  let looked = 0;
  for (const group of groups) {
    for (let index = 0; index < group.records; index += 1) {
      const stream = streamOf(() => group.record(index, NO_RESOURCE, NO_SCOPE));
      if (stream !== undefined && !known.has(stream)) streams.add(stream);
      looked += 1;
      if (looked % SLICE === 0) await nextTurn();
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
