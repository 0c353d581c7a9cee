import { setTimeout as wait } from 'node:timers/promises';
import type { SentTestEvent } from '@otelseal/node/diagnosis';
import { lokiName } from '@otelseal/semantic-conventions';

import { CliError } from '../cli-error.js';
import type { Io } from '../io.js';
import { type ShownRecord, shownByElasticsearch, shownByFile, shownByLoki } from '../records/shown-record.js';
import { openSource } from '../sources/open-source.js';
import { DEFAULT_MAX_LINE_BYTES, readOtlpJsonLines } from '../sources/otlp-json-lines.js';
import type { FileAddress, SourceAddress, StoreAddress } from '../sources/source-address.js';
import { openStore } from '../stores/open-store.js';
import type { StoreOptions } from '../stores/store-options.js';
import { type Finding, ok } from './finding.js';

/** How long a back end may take to show what it has confirmed; Loki and Elasticsearch make records visible within seconds. */
const FIND_TIMEOUT_MS = 15_000;
const LOOK_AGAIN_MS = 300;
const SENT_WITHIN_MS = 600_000;

/** Whether the receivers have confirmed the events. */
export function sentFindings(sent: readonly SentTestEvent[]): Finding[] {
  return sent.flatMap(({ receiver, isDelivered, reports }) => [
    isDelivered
      ? ok('test event', `the ${receiver} receiver has confirmed a sealed test event`)
      : unreachable(`the ${receiver} receiver has not confirmed a sealed test event`),
    ...reports.map((line): Finding => ({ area: 'test event', level: 'warning', text: line })),
  ]);
}

/**
 * Looks for the events in a source until all are there or the time is up.
 *
 * @param idAttribute name of the attribute that holds an event's id
 */
export async function foundFindings(
  source: SourceAddress,
  storeOptions: StoreOptions,
  sent: readonly SentTestEvent[],
  idAttribute: string,
  io: Pick<Io, 'stdin' | 'now'>,
): Promise<Finding> {
  const delivered = sent.filter(({ isDelivered }) => isDelivered).map(({ id }) => id);
  if (delivered.length === 0) return unreachable(`nothing to look for in ${source.name}: no event was confirmed`);
  const started = performance.now();
  for (;;) {
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    const missing = delivered.filter(missingIn(await idsIn(source, storeOptions, idAttribute, io)));
    // With two receivers a source shows what one of them has.
    if (missing.length < delivered.length) return ok('test event', `found again in ${source.name} after ${seconds} s`);
    if (performance.now() - started > FIND_TIMEOUT_MS) {
      return unreachable(`not found in ${source.name} within ${seconds} s: is it what the receiver writes?`);
    }
    await wait(LOOK_AGAIN_MS);
  }
}

function missingIn(ids: ReadonlySet<string>): (id: string) => boolean {
  return (id) => !ids.has(id);
}

/** Ids of all test events in a source; empty where it is not there yet. */
async function idsIn(
  source: SourceAddress,
  storeOptions: StoreOptions,
  idAttribute: string,
  io: Pick<Io, 'stdin' | 'now'>,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  const remember = ({ attributes }: ShownRecord): void => {
    const id = attributes[idAttribute] ?? attributes[lokiName(idAttribute)];
    if (typeof id === 'string') ids.add(id);
  };
  try {
    if (source.kind === 'file') await readFile(source, remember, io);
    else await readStore(source, storeOptions, remember, io.now());
  } catch (cause) {
    if (!(cause instanceof CliError && cause.code === 'ERR_UNAVAILABLE')) throw cause;
  }
  return ids;
}

async function readFile(source: FileAddress, add: (record: ShownRecord) => void, io: Pick<Io, 'stdin'>): Promise<void> {
  const { chunks } = await openSource(source, io);
  const options = { name: source.name, maxLineBytes: DEFAULT_MAX_LINE_BYTES, onLine: async () => undefined };
  await readOtlpJsonLines(chunks, { add: (record) => add(shownByFile(record)), unreadable: () => undefined }, options);
}

/** A test event was sent within the last minutes. */
async function readStore(
  source: StoreAddress,
  options: StoreOptions,
  add: (record: ShownRecord) => void,
  nowMs: number,
): Promise<void> {
  const store = openStore(source, options, nowMs);
  try {
    await store.readSpan(
      { fromNs: BigInt(nowMs - SENT_WITHIN_MS) * 1_000_000n, toNs: undefined },
      {
        addLoki: (entry) => add(shownByLoki(entry)),
        addElasticsearch: (hit) => add(shownByElasticsearch(hit)),
        unreadable: () => undefined,
      },
    );
  } finally {
    await store.close();
  }
}

function unreachable(text: string): Finding {
  return { area: 'test event', level: 'unreachable', text };
}
