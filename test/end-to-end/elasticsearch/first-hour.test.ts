import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { freePort } from '../../backends/free-port.ts';
import { installShippedTemplates } from '../dashboards/shipped-templates.ts';
import { startAsDocumented } from '../stores/documented-collector.ts';
import { blocksOf, type Ended, installedFolder, runStep } from '../stores/documented-page.ts';

const folder = installedFolder('otelseal-first-hour-elastic-');
let port: number;
let store: Elasticsearch;
let endCollector: (() => Promise<void>) | undefined;

beforeAll(async () => {
  port = await freePort();
  store = await Elasticsearch.start(join(folder, 'store'));
  // The block of elasticsearch.md, but for the policies, whose module is in no registry.
  await installShippedTemplates(store.url);
});
afterAll(async () => {
  await endCollector?.();
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

const block = blocksOf('docs/first-hour.md');
/** At a port that is free here. */
const step = (name: string): string => block(`sh step=${name}`).replaceAll(':4318', `:${port}`);
const variables = (): NodeJS.ProcessEnv => ({
  ES_URL: store.url,
  ELASTICSEARCH_API_KEY: 'bm9ib2R5OmFza3M=',
});
const run = (name: string): Promise<Ended> => runStep(step(name), folder, variables());

describe('the first hour with Elastic, step by step as the page has it', { timeout: 300_000 }, () => {
  it('1. shows that the templates are there', async () => {
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
});
