import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { freePort } from '../../backends/free-port.ts';
import { elasticRules } from '../alerts/shipped-rules.ts';
import { MockGrafana } from '../grafana/mock-grafana.ts';
import { startAsDocumented } from '../stores/documented-collector.ts';
import { blocksOf, type Ended, installedFolder, runStep } from '../stores/documented-page.ts';
import { elasticsearchDistribution } from '../stores/elasticsearch-distribution.ts';
import type { StandIn } from '../stores/stand-in.ts';
import { mockKibana } from './mock-kibana.ts';

const TOKEN = 'a-token-of-the-mock';
const folder = installedFolder('otelseal-first-hour-elastic-');
let port: number;
let store: Elasticsearch;
/** Life-cycle policies, compression and keys are of a distribution, which is in no registry: this stands for them. */
let distribution: StandIn;
let kibana: StandIn;
let grafana: MockGrafana;
let endCollector: (() => Promise<void>) | undefined;

beforeAll(async () => {
  port = await freePort();
  store = await Elasticsearch.start(join(folder, 'store'));
  distribution = await elasticsearchDistribution(store.url);
  kibana = await mockKibana();
  grafana = await MockGrafana.start(TOKEN);
});
afterAll(async () => {
  await endCollector?.();
  for (const standIn of [grafana, kibana, distribution]) await standIn?.close();
  await store?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const block = blocksOf('docs/first-hour.md');
/** At a port that is free here. */
const step = (name: string): string => block(`sh step=${name}`).replaceAll(':4318', `:${port}`);
const variables = (): NodeJS.ProcessEnv => ({
  ES_URL: distribution.url,
  ELASTICSEARCH_API_KEY: 'bm9ib2R5OmFza3M=',
  KIBANA_URL: kibana.url,
  KIBANA_API_KEY: 'bm9ib2R5OmFza3M=',
  GRAFANA_URL: grafana.url,
  GRAFANA_TOKEN: TOKEN,
});
const run = (name: string): Promise<Ended> => runStep(step(name), folder, variables());

describe('the first hour with Elastic, step by step as the page has it', { timeout: 300_000 }, () => {
  it('1. installs policies and templates by the block of the other page, and shows that they are there', async () => {
    const installed = await runStep(blocksOf('docs/elasticsearch.md')('sh step=templates'), folder, variables());
    expect(installed).toEqual({ code: 0, said: '{"acknowledged":true}'.repeat(6) });
    expect(distribution.answered.sort()).toEqual([
      'PUT /_ilm/policy/otelseal-audit',
      'PUT /_ilm/policy/otelseal-operational',
    ]);
    const { code, said } = await run('elastic-templates');
    expect([code, said.trim().split('\n').sort()]).toEqual([
      0,
      ['"name":"otelseal-audit"', '"name":"otelseal-operational"'],
    ]);
  });

  it('2. and 3. start a collector, and send it an event of a service', async () => {
    endCollector = await startAsDocumented(step('elastic-collector'), folder, 'v0.120', variables());
    const sent = await run('service');
    expect(sent).toMatchObject({ code: 0, said: expect.stringContaining('has confirmed a sealed test event') });
  });

  it('4. shows the event, and proves it', async () => {
    await expect
      .poll(() => run('elastic-arrived'), { timeout: 60_000 })
      .toMatchObject({ code: 0, said: expect.stringMatching(/^"body":\{"text":.+\nINTACT \d+ records in 1 stream/) });
  });

  it('5. gives Kibana, a mock of it, every rule', async () => {
    const { code, said } = await run('elastic-rules');
    expect([code, JSON.parse(said)]).toMatchObject([0, { success: true, success_count: elasticRules().length }]);
  });

  it('6. gives Grafana, a mock of it, every dashboard', async () => {
    const script = step('grafana-dashboards').replace('dashboards/loki', 'dashboards/elasticsearch'); // as the page says
    expect(await runStep(script, folder, variables())).toMatchObject({ code: 0 });
    expect(grafana.dashboards.size).toBe(6);
    expect([...grafana.dashboards.keys()]).toContain('otelseal-overview-elasticsearch');
  });
});
