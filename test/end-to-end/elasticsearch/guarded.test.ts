import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { otelDocuments } from '../../backends/opensearch/otel-document.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { guardedCases } from '../stores/guarded-cases.ts';
import { installOtelTemplate } from '../stores/otel-template.ts';
import { otlpReceiver, sealTraffic } from '../stores/sealed-traffic.ts';
import { bulkCreate } from '../stores/search-api.ts';

const INDEX = 'logs-guarded.otel-default';
const folder = mkdtempSync(join(tmpdir(), 'otelseal-elasticsearch-guarded-'));
let store: Elasticsearch;
let keys: Keys;

beforeAll(async () => {
  store = await Elasticsearch.start(folder);
  await installOtelTemplate(store.url);
  keys = await generateKeys(folder);
  const receiver = await otlpReceiver((request) => bulkCreate(store.url, INDEX, [...otelDocuments(request)]));
  await sealTraffic({ service: 'shop', keyFile: keys.keyFile, url: receiver.url, records: 20 });
  await receiver.close();
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

// What the privilege `read` on `logs-*` covers, by the paths that it is asked under.
guardedCases('Elasticsearch', /^(?:POST \/logs-[^/]+\/_pit|POST \/_search|DELETE \/_pit)$/, () => ({
  keys,
  folder,
  url: store.url,
  source: (url) => [`elasticsearch:${url}`, '--index', 'logs-guarded.*'],
}));
