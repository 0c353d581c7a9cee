import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { otelDocuments } from '../../backends/opensearch/otel-document.ts';
import { emitLoginFailures } from '../otelcol/emitting-application.ts';
import { StoredLog, type StoredRecord } from '../otelcol/stored-log.ts';
import { type OtlpRequest, otlpReceiver } from './sealed-traffic.ts';

/**
 * The log that `TAMPERINGS` speak of, as the applications sent it: shop with #1 open, #2 to #13 login failures in three bursts and #14 close,
 * billing likewise and shorter.
 *
 * @returns the path of OTLP JSON lines
 */
export async function sentLog(folder: string, keyFile: string): Promise<string> {
  const lines: string[] = [];
  const receiver = await otlpReceiver(async (request) => void lines.push(`${JSON.stringify(request)}\n`));
  const application = { keyFile, url: receiver.url, protocol: 'http/json' } as const;
  await emitLoginFailures({ ...application, service: 'shop', bursts: [4, 4, 4] });
  await emitLoginFailures({ ...application, service: 'billing', bursts: [2] });
  await receiver.close();
  const file = join(folder, 'sent.jsonl');
  writeFileSync(file, lines.join(''));
  return file;
}

/** A record alone in a request, with its resource and scope. */
export function requestsOf(log: StoredLog): Map<StoredRecord, OtlpRequest> {
  const requests = new Map<StoredRecord, OtlpRequest>();
  for (const { resourceLogs, scopeLogs } of log.groups()) {
    for (const record of scopeLogs.logRecords) {
      const alone = { ...resourceLogs, scopeLogs: [{ ...scopeLogs, logRecords: [record] }] };
      requests.set(record, { resourceLogs: [alone] } as unknown as OtlpRequest);
    }
  }
  return requests;
}

/** What somebody does to the documents of a store. */
export interface Change {
  /** Honest documents by their ids. */
  readonly honest: ReadonlyMap<string, string>;
  readonly updated: ReadonlyMap<string, string>;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The same as somebody does to the lines, document by document. */
export function changeOf(file: string, apply: (log: StoredLog) => void): Change {
  const log = new StoredLog(file);
  const before = documentsOf(log);
  const ids = new Map([...before.keys()].map((record, at) => [record, `document-${at}`]));
  apply(log);
  const after = documentsOf(log);
  const idOf = (record: StoredRecord): string => ids.get(record) as string;
  const kept = [...after].filter(([record]) => ids.has(record));
  return {
    honest: new Map([...before].map(([record, document]) => [idOf(record), document])),
    updated: new Map(
      kept.flatMap(([record, document]) => (before.get(record) === document ? [] : [[idOf(record), document]])),
    ),
    removed: [...before.keys()].filter((record) => !after.has(record)).map(idOf),
    added: [...after].flatMap(([record, document]) => (ids.has(record) ? [] : [document])),
  };
}

function documentsOf(log: StoredLog): Map<StoredRecord, string> {
  const requests = [...requestsOf(log)];
  return new Map(requests.flatMap(([record, request]) => [...otelDocuments(request)].map((one) => [record, one])));
}
