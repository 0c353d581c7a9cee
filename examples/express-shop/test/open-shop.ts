import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InMemoryLogRecordExporter, type ReadableLogRecord, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createShop } from '../src/shop/create-shop.ts';
import { SPANS_GO_NOWHERE } from '../src/spans-go-nowhere.ts';

export interface OpenShop {
  readonly url: () => string;
  /** What was recorded since the test began. */
  readonly records: () => ReadableLogRecord[];
  readonly eventNames: () => string[];
}

/** The shop in this process with OpenTelemetry's own SDK; a fresh shop for each test. */
export function openShop(): OpenShop {
  const exporter = new InMemoryLogRecordExporter();
  let server: Server;
  const logRecordProcessors = [new SimpleLogRecordProcessor({ exporter })];
  const sdk = new NodeSDK({ logRecordProcessors, spanProcessors: [SPANS_GO_NOWHERE], metricReaders: [] });
  beforeAll(() => sdk.start());
  beforeEach(async () => {
    await close(server);
    exporter.reset();
    server = (await createShop()).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(async () => {
    await close(server);
    await sdk.shutdown();
  });
  return {
    url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    records: () => exporter.getFinishedLogRecords(),
    eventNames: () => exporter.getFinishedLogRecords().map(({ eventName }) => eventName ?? ''),
  };
}

async function close(server: Server | undefined): Promise<void> {
  if (server === undefined) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
