import type { StoreAddress } from '../sources/source-address.js';
import { ElasticsearchStore } from './elasticsearch-store.js';
import { LokiStore } from './loki-store.js';
import type { RecordStore } from './record-store.js';
import { StoreClient } from './store-client.js';
import type { StoreOptions } from './store-options.js';

/** The store at an address; nothing is asked yet. @throws {CliError} `ERR_USAGE` for an address that cannot be used */
export function openStore({ kind, url }: StoreAddress, options: StoreOptions, nowMs: number): RecordStore {
  const client = new StoreClient(url, options);
  return kind === 'loki'
    ? new LokiStore(client, options.selector, nowMs)
    : new ElasticsearchStore(client, options.index, kind);
}
