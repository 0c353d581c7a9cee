import type { StoreAddress } from '../sources/source-address.js';
import { ElasticsearchStore } from './elasticsearch-store.js';
import { isTooLargeForLoki } from './loki-pages.js';
import { LokiStore } from './loki-store.js';
import type { RecordStore } from './record-store.js';
import { StoreClient } from './store-client.js';
import type { StoreOptions } from './store-options.js';

/** The store at an address; nothing is asked yet. @throws {CliError} `ERR_USAGE` for an address that cannot be used */
export function openStore({ kind, url }: StoreAddress, options: StoreOptions, nowMs: number): RecordStore {
  if (kind === 'loki') {
    return new LokiStore(new StoreClient(url, options, { isFinal: isTooLargeForLoki }), options.selector, nowMs);
  }
  return new ElasticsearchStore(new StoreClient(url, options), options.index, kind);
}
