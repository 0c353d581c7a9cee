import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Loki } from '../../backends/loki/loki.ts';
import { attackLoki } from '../dashboards/attacked-store.ts';
import { shippedJson, shippedPath } from '../dashboards/shipped-file.ts';
import { type LokiTarget, type ShownDashboard, shownPanels } from '../dashboards/shown-panels.ts';
import { alertGroups } from './alert-groups.ts';
import { Grafana, hasAnswer } from './grafana.ts';
import { lokiPanelQuery } from './panel-query.ts';
import { pictureDashboards } from './picture-pages.ts';

const UID = 'otelseal-test-loki';
const FOLDER_UID = 'otelseal-test';
const folder = mkdtempSync(join(tmpdir(), 'otelseal-grafana-'));
const grafana = new Grafana({ url: process.env['GRAFANA_URL'] ?? '', tokenFile: process.env['GRAFANA_TOKEN_FILE'] });
const dashboards = shippedJson<ShownDashboard<LokiTarget>>('dashboards/loki');
const panels = shownPanels<LokiTarget>('loki');
let loki: Loki;
let fromMs: number;

beforeAll(async () => {
  loki = await Loki.startFrom({ folder: join(folder, 'loki'), file: shippedPath('storage/loki/loki.yaml') });
  await attackLoki(loki, { folder, eventsADay: 300 });
  fromMs = Date.now() - 3_600_000;
  await grafana.useDataSource(UID, 'loki', loki.url, { maxLines: 1_000 });
  for (const dashboard of dashboards.values()) await grafana.useDashboard(dashboard);
}, 300_000);
afterAll(async () => {
  await grafana.removeFolder(FOLDER_UID); // or its rules go on asking a store that is gone
  await loki?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a dashboard over Loki in a real Grafana', () => {
  it.each(panels.map((panel) => [`${panel.dashboard} #${panel.id}: ${panel.title}`, panel] as const))(
    'has an answer for %s',
    async (_, panel) => {
      for (const target of panel.targets) {
        const toMs = Date.now();
        expect(hasAnswer(await grafana.query(lokiPanelQuery(target, UID, fromMs, toMs), fromMs, toMs))).toBe(true);
      }
    },
  );

  it('can be looked at: a picture of each', { timeout: 180_000 }, async () => {
    const into = process.env['GRAFANA_SCREENSHOTS'] ?? join(folder, 'pictures');
    const pictures = await pictureDashboards(grafana, dashboards, UID, join(into, 'loki'));
    expect(pictures.length).toBe(dashboards.size);
    for (const file of pictures) expect(statSync(file).size).toBeGreaterThan(20_000);
  });
});

describe('the alert rules in a real Grafana', () => {
  it('are taken, and evaluated without an error', { timeout: 240_000 }, async () => {
    const groups = alertGroups(FOLDER_UID, UID);
    await grafana.useFolder(FOLDER_UID, 'Otelseal test');
    for (const group of groups) await grafana.useRuleGroup(FOLDER_UID, group);
    const evaluated = async () => {
      const rules = await grafana.rules(FOLDER_UID);
      return rules.filter(({ lastEvaluation }) => Date.parse(lastEvaluation) > fromMs);
    };
    const count = groups.flatMap(({ rules }) => rules).length;
    await expect.poll(async () => (await evaluated()).length, { timeout: 200_000, interval: 2_000 }).toBe(count);
    expect((await evaluated()).filter(({ health }) => health !== 'ok')).toEqual([]);
  });
});
