import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { freePort } from '../../backends/free-port.ts';
import { Loki } from '../../backends/loki/loki.ts';
import { rulerQueries } from '../alerts/shipped-rules.ts';
import { shippedPath } from '../dashboards/shipped-file.ts';
import { MockGrafana } from '../grafana/mock-grafana.ts';
import { startAsDocumented } from '../stores/documented-collector.ts';
import { blocksOf, type Ended, installedFolder, runStep } from '../stores/documented-page.ts';

const TOKEN = 'a-token-of-the-mock';
const folder = installedFolder('otelseal-first-hour-');
const rules = join(folder, 'rules');
let port: number;
let loki: Loki;
let grafana: MockGrafana;
let endCollector: (() => Promise<void>) | undefined;

beforeAll(async () => {
  mkdirSync(join(rules, 'fake'), { recursive: true });
  port = await freePort();
  loki = await Loki.startFrom({ folder: join(folder, 'loki'), file: shippedPath('storage/loki/loki.yaml'), rules });
  grafana = await MockGrafana.start(TOKEN);
});
afterAll(async () => {
  await endCollector?.();
  await grafana.close();
  await loki.stop();
  rmSync(folder, { recursive: true, force: true });
});

const block = blocksOf('docs/first-hour.md');
/** At a port that is free here. */
const step = (name: string): string => block(`sh step=${name}`).replaceAll(':4318', `:${port}`);
const variables = (): NodeJS.ProcessEnv => ({
  LOKI_URL: loki.url,
  LOKI_RULES: rules,
  GRAFANA_URL: grafana.url,
  GRAFANA_TOKEN: TOKEN,
});
const run = (name: string): Promise<Ended> => runStep(step(name), folder, variables());

describe('the first hour with Grafana and Loki, step by step as the page has it', { timeout: 300_000 }, () => {
  it('1. shows that Loki has the settings', async () => {
    const { code, said } = await run('loki-settings');
    expect([code, said.trim().split('\n').length]).toEqual([0, 4]);
  });

  it('2. and 3. start a collector, and send it an event of a service', async () => {
    endCollector = await startAsDocumented(step('loki-collector'), folder, 'v0.155', variables());
    const sent = await run('service');
    expect(sent).toMatchObject({ code: 0, said: expect.stringContaining('has confirmed a sealed test event') });
  });

  it('4. shows the event, and proves it', async () => {
    await expect
      .poll(() => run('loki-arrived'), { timeout: 60_000 })
      .toMatchObject({
        code: 0,
        said: expect.stringMatching(/^"values":\[\["\d{19}",".+"\nINTACT \d+ records in 1 stream/),
      });
  });

  it('5. gives Grafana, a mock of it, every dashboard', async () => {
    expect(await run('grafana-dashboards')).toMatchObject({ code: 0 });
    expect(grafana.dashboards.size).toBe(6);
    expect([...grafana.dashboards.keys()]).toContain('otelseal-overview-loki');
  });

  it('6. lets the ruler evaluate every rule', async () => {
    expect(await run('loki-rules')).toMatchObject({ code: 0 });
    const asked = step('loki-rules').split('\n').slice(1).join('\n');
    await expect
      .poll(async () => (await runStep(asked, folder, variables())).said.trim(), { timeout: 200_000, interval: 2_000 })
      .toBe(`${rulerQueries().size} "health":"ok"`);
  });
});
