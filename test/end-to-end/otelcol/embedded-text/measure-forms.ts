import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { JsonLogsSerializer, ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { createVerifier, type Report, type SealedRecord, storedRecords } from '@otelseal/audit-integrity';
import { ATTRIBUTES } from '@otelseal/semantic-conventions';

import { Collector, fileExporter, hopTo } from '../../../backends/otelcol/collector.ts';
import { subFolder } from '../test-folder.ts';
import type { Way } from './collector-ways.ts';
import { asFieldList, rebuilt } from './field-list-form.ts';
import { allFamilies, ordinaryRecords } from './measured-records.ts';
import { sealedStream, trust } from './sealed-input.ts';

export const FORMS = ['embedded text', 'field list'] as const;
export type Form = (typeof FORMS)[number];
export const ENCODINGS = ['JSON', 'protobuf'] as const;
export type Encoding = (typeof ENCODINGS)[number];

const SERIALIZERS = { JSON: JsonLogsSerializer, protobuf: ProtobufLogsSerializer } as const;
const CONTENT_TYPES = { JSON: 'application/json', protobuf: 'application/x-protobuf' } as const;
const RESOURCE = resourceFromAttributes({ 'service.name': 'shop', 'service.instance.id': 'shop-1' });
/** Records in one request. */
const REQUEST = 100;

const inForm: Readonly<Record<Form, (record: SealedRecord) => SealedRecord>> = {
  'embedded text': (record) => record,
  'field list': asFieldList,
};

/** What one verifier says of each form of the same records after the same way, sent in one encoding. */
export async function reportsAfter(
  way: Way,
  encoding: Encoding,
  folder: string,
): Promise<Readonly<Record<Form, Report>>> {
  const file = join(folder, 'logs.jsonl');
  const { version, processors, secondHop } = way;
  const last =
    secondHop === undefined
      ? undefined
      : await Collector.start({
          version: 'v0.165',
          folder: subFolder(folder, 'last'),
          exporters: fileExporter(file),
        });
  const exporters =
    last === undefined
      ? fileExporter(file)
      : hopTo(last, secondHop as 'proto' | 'json', secondHop === 'proto' ? 'gzip' : 'none');
  const first = await Collector.start({ version, folder: subFolder(folder, 'first'), processors, exporters });
  try {
    for (const form of FORMS) {
      const records = sealedStream(form, allFamilies()).map((record) => readable(inForm[form](record), form));
      for (let at = 0; at < records.length; at += REQUEST)
        await post(first.url, encoding, records.slice(at, at + REQUEST));
    }
  } finally {
    await first.stop();
    await last?.stop();
  }
  return { 'embedded text': judged(file, 'embedded text'), 'field list': judged(file, 'field list') };
}

/** Leaves of each form's stream. */
export const LEAVES: number = allFamilies().length + 2;

/** The two forms share a file; the scope says which is which. */
function judged(file: string, form: Form): Report {
  const verifier = createVerifier({ trust: trust(), vocabulary: Object.keys(ATTRIBUTES) });
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line === '') continue;
    for (const stored of storedRecords(JSON.parse(line), `logs.jsonl:${index + 1}`)) {
      if (stored.scopeName === form) verifier.add(form === 'field list' ? rebuilt(stored) : stored);
    }
  }
  return verifier.finish();
}

async function post(url: string, encoding: Encoding, records: readonly ReadableLogRecord[]): Promise<void> {
  const body = SERIALIZERS[encoding].serializeRequest([...records]) as Uint8Array<ArrayBuffer>;
  const headers = { 'content-type': CONTENT_TYPES[encoding] };
  const response = await fetch(url, { method: 'POST', headers, body });
  if (response.status !== 200) throw new Error(`The collector answered ${response.status}: ${await response.text()}`);
}

function readable(record: SealedRecord | Unsealed, scope: string): ReadableLogRecord {
  return {
    ...record,
    hrTimeObserved: record.hrTime,
    resource: RESOURCE,
    instrumentationScope: { name: scope },
  } as unknown as ReadableLogRecord;
}

type Unsealed = Omit<SealedRecord, 'sequence' | 'payload'>;

/** Bytes a record in requests of 512 records, without control records and checkpoints, which both forms have alike. */
export interface Size {
  readonly plain: number;
  readonly gzip: number;
}

const BATCH = 512;

/** @param form `undefined`: without a seal */
export function sizeOf(family: 'R10' | 'R35', encoding: Encoding, form: Form | undefined): Size {
  const sealed = sealedStream(`size ${family}`, ordinaryRecords(family, BATCH)).filter(({ kind }) => kind === 'record');
  const records = sealed.map((record) =>
    readable(form === undefined ? withoutSeal(record) : inForm[form](record), 'shop'),
  );
  const body = SERIALIZERS[encoding].serializeRequest(records) as Uint8Array;
  return { plain: body.length / BATCH, gzip: gzipSync(body).length / BATCH };
}

function withoutSeal({ sequence: _, payload: __, attributes, ...record }: SealedRecord): Unsealed {
  const own = Object.entries(attributes).filter(
    ([name]) => !/^(audit\.(payload|sequence\.|time)|event\.name)/.test(name),
  );
  return { ...record, attributes: Object.fromEntries(own) as SealedRecord['attributes'] };
}
