import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Loki } from '../../backends/loki/loki.ts';
import { Collector } from '../../backends/otelcol/collector.ts';
import { attackedDay } from '../dashboards/attacked-day.ts';
import { filledIn } from '../dashboards/filled-in.ts';
import { forgedRecords, STORY_OF } from '../dashboards/more-events.ts';
import { shippedJson, shippedPath } from '../dashboards/shipped-file.ts';
import { allValues, type LokiTarget, type ShownDashboard, shownPanels } from '../dashboards/shown-panels.ts';
import { untroubled } from '../dashboards/untroubled-loki.ts';
import { generateKeys } from '../otelcol/command.ts';
import { takePictures } from './browser.ts';
import { Grafana, hasAnswer } from './grafana.ts';

const UID = 'otelseal-test-loki';
const folder = mkdtempSync(join(tmpdir(), 'otelseal-grafana-'));
const pictures = process.env['GRAFANA_SCREENSHOTS'] ?? join(folder, 'pictures');
const grafana = new Grafana({ url: process.env['GRAFANA_URL'] ?? '', tokenFile: process.env['GRAFANA_TOKEN_FILE'] });
const dashboards = shippedJson<ShownDashboard<LokiTarget>>('dashboards/loki');
const panels = shownPanels<LokiTarget>('loki');
const all = allValues('loki');
let loki: Loki;
let fromMs: number;

beforeAll(async () => {
  const { keyFile } = await generateKeys(folder, 'acme', ['--tenant', 'acme', '--environment', 'production']);
  loki = await Loki.startFrom({ folder: join(folder, 'loki'), file: shippedPath('storage/loki/loki.yaml') });
  const collector = await Collector.startFrom({
    version: 'v0.155',
    folder: join(folder, 'collector'),
    file: shippedPath('collector/loki.yaml'),
    variables: { LOKI_OTLP_ENDPOINT: `${loki.url}/otlp` },
  });
  await attackedDay({ keyFile, url: collector.url, tenant: 'acme', eventsADay: 300 });
  await fetch(collector.url, {
    method: 'POST',
    body: forgedRecords(),
    headers: { 'Content-Type': 'application/json' },
  });
  await untroubled(loki.url);
  await collector.stop();
  fromMs = Date.now() - 3_600_000;
  await grafana.useDataSource(UID, 'loki', loki.url, { maxLines: 1_000 });
  for (const dashboard of dashboards.values()) await grafana.useDashboard(dashboard);
}, 300_000);
afterAll(async () => {
  await loki?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a dashboard in a real Grafana', () => {
  it.each(panels.map((panel) => [`${panel.dashboard} #${panel.id}: ${panel.title}`, panel] as const))(
    'has an answer for %s',
    async (_, panel) => {
      for (const target of panel.targets) {
        const expr = filledIn(target.expr, { fromMs, toMs: Date.now(), values: STORY_OF }, all, 'loki');
        const query = { ...target, refId: 'A', expr, datasource: { type: 'loki', uid: UID }, maxDataPoints: 80 };
        expect(hasAnswer(await grafana.query(query, fromMs, Date.now()))).toBe(true);
      }
    },
  );

  it('can be looked at: a picture of each', { timeout: 180_000 }, async () => {
    mkdirSync(pictures, { recursive: true });
    const who = new URLSearchParams({ 'var-actor': STORY_OF.actor, 'var-client': STORY_OF.client });
    const pages = [...dashboards].map(([name, { uid }]) => ({
      url: `${grafana.url}/d/${uid}?from=now-1h&to=now&var-datasource=${UID}&kiosk&${who}`,
      file: join(pictures, `${name}.png`),
    }));
    await takePictures(pages, grafana.headers);
    for (const { file } of pages) expect(statSync(file).size).toBeGreaterThan(20_000);
  });
});
