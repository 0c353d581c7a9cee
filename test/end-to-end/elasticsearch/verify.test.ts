import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { Collector, hopTo } from '../../backends/otelcol/collector.ts';
import { scaled } from '../../long/scale.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { subFolder } from '../otelcol/test-folder.ts';
import { HOSTILE_ATTRIBUTES, PROCESSORS_ON_THE_WAY } from '../stores/attributes-on-the-way.ts';
import { installOtelTemplate } from '../stores/otel-template.ts';
import { HOSTILE_TEXTS, sealTraffic } from '../stores/sealed-traffic.ts';
import { searchApi } from '../stores/search-api.ts';
import { firstFinding, verifyStore } from '../stores/verify-store.ts';

const INTACT = expect.stringMatching(/^INTACT \d+ records in \d+ streams?, /);
/** More than a page, at one moment; at full scale some ten thousand. */
const CROWD = Math.max(2_600, scaled(500));
const folder = mkdtempSync(join(tmpdir(), 'otelseal-elasticsearch-'));
let store: Elasticsearch;
let keys: Keys;
/** Every test has an index of its own, of which the verifier is asked alone. */
let tests = 0;

beforeAll(async () => {
  store = await Elasticsearch.start(folder);
  await installOtelTemplate(store.url);
  keys = await generateKeys(folder);
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Sealed login failures through the real collector and its exporter in mapping mode `otel`. */
async function stored(
  options: Partial<Parameters<typeof sealTraffic>[0]> = {},
  processors?: Readonly<Record<string, unknown>>,
): Promise<string> {
  tests += 1;
  // The exporter names the data stream after what the resource says.
  const resource = { 'data_stream.namespace': `test${tests}` };
  const index = `logs-generic.otel-test${tests}`;
  const collector = await Collector.start({
    version: 'v0.120',
    folder: subFolder(folder, `collector-${tests}`),
    exporters: {
      elasticsearch: {
        endpoints: [store.url],
        mapping: { mode: 'otel' },
        logs_dynamic_index: { enabled: true },
        flush: { interval: '200ms' },
        retry: { max_retries: 5 },
      },
    },
  });
  // The processors are of a newer collector: no registry has those of 0.120 in full.
  const first =
    processors === undefined
      ? collector
      : await Collector.start({
          version: 'v0.155',
          folder: subFolder(folder, `first-${tests}`),
          processors,
          exporters: hopTo(collector, 'proto', 'gzip'),
        });
  const { keyFile } = keys;
  await sealTraffic({ service: 'shop', keyFile, url: first.url, records: scaled(20), resource, ...options });
  if (first !== collector) await first.stop();
  await collector.stop();
  await searchApi(store.url, 'POST', `/${index}/_refresh`);
  await sleep(100);
  return index;
}

const verify = (index: string, ...more: readonly string[]) =>
  verifyStore(`elasticsearch:${store.url}`, keys, '--index', index, ...more);

/** Index and id of the record with this number, and what is stored of it. */
async function documentOf(index: string, number: number) {
  const query = { term: { 'attributes.audit.sequence.number': number } };
  const found = (await searchApi(store.url, 'POST', `/${index}/_search`, { query })) as {
    readonly hits: { readonly hits: readonly { _index: string; _id: string; _source: Record<string, unknown> }[] };
  };
  const [hit] = found.hits.hits;
  if (hit === undefined) throw new Error(`there is no number ${number} in ${index}`);
  return hit;
}

describe('what Elasticsearch gives back', () => {
  it('is INTACT through the collector, with texts and names that an attacker chose, integers of all digits, lists, maps and lone values', async () => {
    const index = await stored({
      records: scaled(HOSTILE_TEXTS.length * 2),
      attributesOf: (number) => ({
        ...HOSTILE_ATTRIBUTES,
        'app.text': HOSTILE_TEXTS[number % HOSTILE_TEXTS.length],
      }),
    });
    expect(await verify(index)).toMatchObject({ code: 0, firstLine: INTACT });
  });

  it('is INTACT through a collector that says where records came from, and the report lists what it says', async () => {
    const { code, firstLine, report } = await verify(await stored({ records: scaled(100) }, PROCESSORS_ON_THE_WAY));
    expect([code, firstLine]).toEqual([0, INTACT]);
    for (const name of ['k8s.pod.name', 'host.name', 'cloud.region']) expect(report.coverage.join()).toContain(name);
  });

  it('is read whole where more records than a page share one millisecond', async () => {
    const index = await stored({ records: CROWD, timeOf: () => 1_795_449_600_123 });
    const { code, report } = await verify(index);
    expect([code, report.findings]).toEqual([0, []]);
    expect(report.streams.reduce((sum, { records }) => sum + records, 0)).toBe(CROWD + 2);
  });

  it('is judged in a range of time, with what is filed elsewhere fetched by its number', async () => {
    const fiveDaysAgo = Date.now() - 5 * 86_400_000;
    const index = await stored({ records: scaled(30), timeOf: (number) => (number === 15 ? fiveDaysAgo : undefined) });
    const { code, report } = await verify(index, '--from', '1h');
    expect([code, report.findings]).toEqual([0, []]);
  });

  it('proves nothing where nothing is stored', async () => {
    expect(await verify('logs-nothing-*')).toMatchObject({ code: 2 });
  });
});

describe('what somebody does to Elasticsearch with its own tools', () => {
  it('updates a document: what is shown', async () => {
    const index = await stored();
    const { _index, _id } = await documentOf(index, 7);
    await searchApi(store.url, 'POST', `/${_index}/_update/${_id}?refresh=true`, {
      doc: { body: { text: 'nothing happened' } },
    });
    const verified = await verify(index);
    expect([verified.code, ...firstFinding(verified)]).toEqual([1, 'DISPLAY_MISMATCH', '7', 'body']);
  });

  it('updates a document: what is sealed', async () => {
    const index = await stored();
    const { _index, _id, _source } = await documentOf(index, 7);
    const text = JSON.stringify(_source).replaceAll('user-6', 'user-9');
    await searchApi(store.url, 'POST', `/${_index}/_update/${_id}?refresh=true`, { doc: JSON.parse(text) });
    const verified = await verify(index);
    expect([verified.code, ...firstFinding(verified).slice(0, 2)]).toEqual([1, 'MODIFIED', '7']);
  });

  it('deletes documents', async () => {
    const index = await stored();
    for (const number of [5, 6]) {
      const { _index, _id } = await documentOf(index, number);
      await searchApi(store.url, 'DELETE', `/${_index}/_doc/${_id}?refresh=true`);
    }
    const verified = await verify(index);
    expect([verified.code, ...firstFinding(verified)]).toEqual([1, 'MISSING', '5–6', '-']);
  });

  it('deletes the end', async () => {
    const index = await stored();
    const last = scaled(20) + 2;
    for (const number of [last - 1, last]) {
      const { _index, _id } = await documentOf(index, number);
      await searchApi(store.url, 'DELETE', `/${_index}/_doc/${_id}?refresh=true`);
    }
    const verified = await verify(index);
    expect([verified.code, ...firstFinding(verified)]).toEqual([1, 'MISSING', `${last - 1}–${last}`, '-']);
  });

  it('adds a changed copy beside the honest document', async () => {
    const index = await stored();
    const { _source } = await documentOf(index, 9);
    await searchApi(store.url, 'POST', `/${index}/_doc?refresh=true`, {
      ..._source,
      body: { text: 'nothing happened' },
    });
    const verified = await verify(index);
    expect([verified.code, ...firstFinding(verified)]).toEqual([1, 'DISPLAY_MISMATCH', '9', 'body']);
  });

  it('adds an event that nobody sealed', async () => {
    const index = await stored();
    await searchApi(store.url, 'POST', `/${index}/_doc?refresh=true`, {
      '@timestamp': Date.now(),
      event_name: 'security.authn.login.success',
      attributes: {},
    });
    const verified = await verify(index);
    expect([verified.code, firstFinding(verified)[0]]).toEqual([1, 'UNSIGNED']);
  });
});
