import type { StoreAddress } from '../sources/source-address.js';
import { ElasticsearchStore } from './elasticsearch-store.js';
import { isTooLargeForLoki } from './loki-pages.js';
import { LokiStore } from './loki-store.js';
import type { RecordStore } from './record-store.js';
import { StoreClient } from './store-client.js';
import type { StoreOptions } from './store-options.js';

/** The store at an address; nothing is asked yet. @throws {CliError} `ERR_USAGE` for an address that cannot be used */
export function openStore({ kind, url }: StoreAddress, options: StoreOptions, nowMs: number): RecordStore {
  // A question is asked three times of a store that does not say anything.
  const patience = { silenceMs: options.timeoutMs, timeoutMs: Math.ceil(options.timeoutMs / 3) };
  if (kind === 'loki') {
    const client = new StoreClient(url, options, { ...patience, isFinal: isTooLargeForLoki });
    return new LokiStore(client, options.selector, nowMs);
  }
  return new ElasticsearchStore(new StoreClient(url, options, patience), options.index, kind);
}
