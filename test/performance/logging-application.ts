import { generateKeyPairSync } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Attributes } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  LoggerProvider,
  type LogRecordExporter,
  type LogRecordProcessor,
  type ReadableLogRecord,
} from '@opentelemetry/sdk-logs';
import type { LogRecordInput } from '@otelseal/testing';

import type { Subject } from './measure.ts';

/** As many as the SDK's batch processor exports at once: it is given its turn after each. */
const BATCH = 512;

/** What an application has set up that logs through these processors. */
export function providerWith(processors: readonly LogRecordProcessor[]): LoggerProvider {
  const resource = resourceFromAttributes({ 'service.name': 'shop', 'service.instance.id': 'shop-1' });
  return new LoggerProvider({ resource, processors: [...processors] });
}

/** Emits records and waits until all of them have been exported. */
export function emitting(provider: LoggerProvider, record: (index: number) => LogRecordInput): Subject {
  const logger = provider.getLogger('shop');
  return async (count) => {
    for (let index = 0; index < count; index += 1) {
      const { attributes, ...rest } = record(index);
      logger.emit({ ...rest, attributes: attributes as Attributes });
      if (index % BATCH === BATCH - 1) await nextTurn();
    }
    await provider.forceFlush();
  };
}

/** An exporter that hands every batch to a function, and succeeds. */
export function exporterTo(take: (records: ReadableLogRecord[]) => void): LogRecordExporter {
  return {
    export(records, done) {
      take(records);
      done({ code: 0 });
    },
    forceFlush: async () => {},
    shutdown: async () => {},
  };
}

/** A root key as `otelseal keys generate` makes it. */
export function newKeyPem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
