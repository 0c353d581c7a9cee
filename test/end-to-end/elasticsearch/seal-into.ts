import { otelDocuments } from '../../backends/opensearch/otel-document.ts';
import { otlpReceiver, type SealedTraffic, sealTraffic } from '../stores/sealed-traffic.ts';
import { bulkCreate, searchApi } from '../stores/search-api.ts';

/** Sealed records in a data stream, written in the shape of the exporter and without it: for what reading alone is about. */
export async function sealInto(base: string, index: string, traffic: Omit<SealedTraffic, 'url'>): Promise<void> {
  const receiver = await otlpReceiver((request) => bulkCreate(base, index, [...otelDocuments(request)]));
  await sealTraffic({ ...traffic, url: receiver.url });
  await receiver.close();
  await searchApi(base, 'POST', `/${index}/_refresh`);
}
