import { join } from 'node:path';
import { expect } from 'vitest';

import type { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import type { Loki } from '../../backends/loki/loki.ts';
import type { Collector } from '../../backends/otelcol/collector.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { searchApi } from '../stores/search-api.ts';
import { attackedDay } from './attacked-day.ts';
import { forgedRecords } from './more-events.ts';
import { collectorToElasticsearch, collectorToLoki } from './shipped-collector.ts';
import { installShippedTemplates } from './shipped-templates.ts';
import { untroubled } from './untroubled-loki.ts';

/** Where keys and the collector's files go, and about how many events honest people cause. */
export interface Day {
  readonly folder: string;
  readonly eventsADay: number;
}

/** Puts the shipped templates, an attacked day and forged records into a store that is empty; all of it can be found when this resolves. */
export async function attackElasticsearch({ url }: Elasticsearch, day: Day): Promise<Keys> {
  await installShippedTemplates(url);
  const collector = await collectorToElasticsearch(join(day.folder, 'collector'), url);
  const keys = await sendDay(collector, day);
  await collector.stop();
  await searchApi(url, 'POST', '/logs-otelseal.*/_refresh');
  return keys;
}

/** The same for Loki, which needs no templates. */
export async function attackLoki({ url }: Loki, day: Day): Promise<Keys> {
  const collector = await collectorToLoki(join(day.folder, 'collector'), url);
  const keys = await sendDay(collector, day);
  await untroubled(url);
  await collector.stop();
  return keys;
}

async function sendDay({ url }: Collector, { folder, eventsADay }: Day): Promise<Keys> {
  const keys = await generateKeys(folder, 'acme', ['--tenant', 'acme', '--environment', 'production']);
  await attackedDay({ keyFile: keys.keyFile, url, tenant: 'acme', eventsADay });
  const forged = { method: 'POST', body: forgedRecords(), headers: { 'Content-Type': 'application/json' } };
  expect((await fetch(url, forged)).status).toBe(200);
  return keys;
}
