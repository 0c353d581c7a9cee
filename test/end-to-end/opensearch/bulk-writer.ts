import { createHash } from 'node:crypto';

import { otelDocuments } from '../../backends/opensearch/otel-document.ts';
import { Collector } from '../../backends/otelcol/collector.ts';
import { type OtlpRequest, otlpReceiver } from '../stores/sealed-traffic.ts';
import { searchApi } from '../stores/search-api.ts';

interface BulkAnswer {
  readonly items: readonly { readonly create: { readonly status: number } }[];
}

/**
 * As a writer should: under an id that is made of the sealed text. What is there already is refused with 409, and that is all right.
 *
 * @throws when OpenSearch does not take it, so that whoever sent it keeps it
 */
export async function writeOnce(url: string, index: string, request: OtlpRequest): Promise<void> {
  const lines = [...otelDocuments(request)].flatMap((document) => {
    const { attributes } = JSON.parse(document) as { readonly attributes: Readonly<Record<string, string>> };
    const _id = createHash('sha256')
      .update(attributes['audit.payload'] ?? document)
      .digest('hex');
    return [JSON.stringify({ create: { _index: index, _id } }), document];
  });
  const answer = await searchApi(url, 'POST', '/_bulk?refresh=true', `${lines.join('\n')}\n`);
  const refused = (answer as BulkAnswer).items.filter(({ create: { status } }) => status !== 201 && status !== 409);
  if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused[0])}`);
}

/**
 * The address of the tests' own writer, which stands for the collector's exporter for OpenSearch: takes OTLP/JSON, writes it, and
 * answers 503 while OpenSearch does not take it.
 */
export function bulkWriter(
  url: () => string,
  indexOf: (request: OtlpRequest) => string,
): ReturnType<typeof otlpReceiver> {
  return otlpReceiver((request) => writeOnce(url(), indexOf(request), request));
}

/** A collector in front of the writer, for applications that send protobuf. Nothing is acknowledged before OpenSearch has it. */
export function collectorBefore(
  { url }: { readonly url: string },
  folder: string,
  processors: Readonly<Record<string, unknown>> = {},
): Promise<Collector> {
  return Collector.start({
    version: 'v0.155',
    processors,
    folder,
    exporters: {
      otlp_http: {
        logs_endpoint: url,
        encoding: 'json',
        compression: 'none',
        sending_queue: { enabled: false },
        retry_on_failure: { enabled: false },
      },
    },
  });
}
