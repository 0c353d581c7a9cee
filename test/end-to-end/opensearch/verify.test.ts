import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { OpenSearch } from '../../backends/opensearch/opensearch.ts';
import { otelDocuments } from '../../backends/opensearch/otel-document.ts';
import { scaled } from '../../long/scale.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { HOSTILE_ATTRIBUTES, PROCESSORS_ON_THE_WAY } from '../stores/attributes-on-the-way.ts';
import { HOSTILE_TEXTS, otlpReceiver, sealTraffic } from '../stores/sealed-traffic.ts';
import { bulkCreate, searchApi } from '../stores/search-api.ts';
import { firstFinding, verifyStore } from '../stores/verify-store.ts';
import { collectorBefore } from './bulk-writer.ts';

const INTACT = expect.stringMatching(/^INTACT \d+ records in \d+ streams?, /);
/** OpenSearch refuses a record with a name and another below it: the one would have to be a value and an object. */
const FOR_OPENSEARCH = Object.fromEntries(
  Object.entries(HOSTILE_ATTRIBUTES).filter(([name]) => !/\.below|^app\.maps\./.test(name)),
);
/** More than a page, at one moment; at full scale some ten thousand. */
const CROWD = Math.max(2_600, scaled(500));
const folder = mkdtempSync(join(tmpdir(), 'otelseal-opensearch-'));
let store: OpenSearch;
let keys: Keys;
/** Every test has an index of its own, of which the verifier is asked alone. */
let tests = 0;

beforeAll(async () => {
  store = await OpenSearch.start(folder);
  keys = await generateKeys(folder);
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Sealed login failures in an index of their own. */
async function stored(
  options: Partial<Parameters<typeof sealTraffic>[0]> = {},
  processors?: Readonly<Record<string, unknown>>,
): Promise<{ readonly index: string }> {
  tests += 1;
  const index = `logs-test${tests}.otel-default`;
  const receiver = await otlpReceiver((request) => bulkCreate(store.url, index, [...otelDocuments(request)]));
  const collector = processors && (await collectorBefore(receiver, join(folder, `collector-${tests}`), processors));
  const { url } = collector ?? receiver;
  await sealTraffic({ service: 'shop', keyFile: keys.keyFile, url, records: scaled(20), ...options });
  await collector?.stop();
  await receiver.close();
  return { index };
}

const verify = (index: string, ...more: readonly string[]) =>
  verifyStore(`opensearch:${store.url}`, keys, '--index', index, ...more);
const byNumber = (number: number) => ({ term: { 'attributes.audit.sequence.number': number } });

describe('what OpenSearch gives back', () => {
  it('is INTACT with texts and names that an attacker chose, integers of all digits, lists, maps and lone values', async () => {
    const { index } = await stored({
      records: scaled(HOSTILE_TEXTS.length * 2),
      attributesOf: (number) => ({
        ...FOR_OPENSEARCH,
        'app.text': HOSTILE_TEXTS[number % HOSTILE_TEXTS.length],
      }),
    });
    expect(await verify(index)).toMatchObject({ code: 0, firstLine: INTACT });
  });

  it('is INTACT through a collector that says where records came from, and the report lists what it says', async () => {
    const { index } = await stored({ records: scaled(100) }, PROCESSORS_ON_THE_WAY);
    const { code, firstLine, report } = await verify(index);
    expect([code, firstLine]).toEqual([0, INTACT]);
    for (const name of ['k8s.pod.name', 'host.name', 'cloud.region']) expect(report.coverage.join()).toContain(name);
  });

  it('is read whole where more records than a page share one millisecond', async () => {
    const { index } = await stored({ records: CROWD, timeOf: () => 1_795_449_600_123 });
    const { code, report } = await verify(index);
    expect(code).toBe(0);
    expect(report.streams.reduce((sum, { records }) => sum + records, 0)).toBe(CROWD + 2);
  });

  it('is judged in a range of time, with the beginning of the stream fetched from outside of it', async () => {
    const { index } = await stored({
      records: scaled(30),
      timeOf: (number) => (number === 15 ? Date.now() - 5 * 86_400_000 : undefined),
    });
    // Number 15 is filed days before the range that it was sealed in.
    const { code, report } = await verify(index, '--from', '1h');
    expect([code, report.findings]).toEqual([0, []]);
  });

  it('proves nothing where nothing is stored', async () => {
    expect(await verify('logs-nothing-*')).toMatchObject({ code: 2 });
  });
});

describe('what somebody does to OpenSearch with its own tools', () => {
  it('update by query: the shown outcome of records', async () => {
    const { index } = await stored();
    await searchApi(store.url, 'POST', `/${index}/_update_by_query?refresh=true&conflicts=proceed`, {
      query: byNumber(7),
      script: { lang: 'painless', source: "ctx._source.body.text = 'nothing happened'" },
    });
    const verified = await verify(index);
    expect([verified.code, ...firstFinding(verified)]).toEqual([1, 'DISPLAY_MISMATCH', '7', 'body']);
  });

  it('update by query: the sealed text', async () => {
    const { index } = await stored();
    await searchApi(store.url, 'POST', `/${index}/_update_by_query?refresh=true`, {
      query: byNumber(7),
      script: {
        lang: 'painless',
        source:
          "ctx._source.attributes['audit.payload'] = ctx._source.attributes['audit.payload'].replace('user-6', 'user-9')",
      },
    });
    const verified = await verify(index);
    expect([verified.code, ...firstFinding(verified).slice(0, 2)]).toEqual([1, 'MODIFIED', '7']);
  });

  it.each([
    ['records in the middle', 5, 6],
    ['the end', scaled(20) + 1, scaled(20) + 2],
  ])('delete by query: %s', async (_, first, last) => {
    const { index } = await stored();
    await searchApi(store.url, 'POST', `/${index}/_delete_by_query?refresh=true`, {
      query: { terms: { 'attributes.audit.sequence.number': [first, last] } },
    });
    const verified = await verify(index);
    expect([verified.code, ...firstFinding(verified)]).toEqual([1, 'MISSING', `${first}–${last}`, '-']);
  });

  it('a copy under another id is benign, a changed copy is not', async () => {
    const { index } = await stored();
    const found = (await searchApi(store.url, 'POST', `/${index}/_search`, { query: byNumber(9) })) as {
      hits: { hits: { _source: { body: { text: string } } }[] };
    };
    const source = found.hits.hits[0]?._source;
    if (source === undefined) throw new Error('there is no number 9');
    await bulkCreate(store.url, index, [JSON.stringify(source)]);
    const copied = await verify(index);
    expect([copied.code, copied.report.conditions.map(({ condition }) => condition)]).toEqual([
      0,
      ['DUPLICATE_BENIGN'],
    ]);

    await bulkCreate(store.url, index, [JSON.stringify({ ...source, body: { text: 'nothing happened' } })]);
    const changed = await verify(index);
    expect([changed.code, ...firstFinding(changed)]).toEqual([1, 'DISPLAY_MISMATCH', '9', 'body']);
  });

  it('an event that nobody sealed', async () => {
    const { index } = await stored();
    await bulkCreate(store.url, index, [
      JSON.stringify({ '@timestamp': String(Date.now()), event_name: 'security.authn.login.success', attributes: {} }),
    ]);
    const verified = await verify(index);
    expect([verified.code, firstFinding(verified)[0]]).toEqual([1, 'UNSIGNED']);
  });
});

describe('a store that is not there', () => {
  it('is said, with exit code 69', async () => {
    await expect(verifyStore('opensearch:http://127.0.0.1:9', keys)).rejects.toThrow(/ended with 69: .*cannot be read/);
  });
});
