// What the test of a real Grafana (../grafana) asks, asked of a MOCK of its interface before a real Loki, so that it is known to be right
// before somebody has a Grafana.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Loki } from '../../backends/loki/loki.ts';
import { rulerQueries } from '../alerts/shipped-rules.ts';
import { shippedJson } from '../dashboards/shipped-file.ts';
import { type LokiTarget, type ShownDashboard, shownPanels } from '../dashboards/shown-panels.ts';
import { alertGroups } from '../grafana/alert-groups.ts';
import { Grafana, hasAnswer } from '../grafana/grafana.ts';
import { MockGrafana } from '../grafana/mock-grafana.ts';
import { lokiPanelQuery } from '../grafana/panel-query.ts';
import { generateKeys } from '../otelcol/command.ts';
import { sealTraffic } from '../stores/sealed-traffic.ts';

const UID = 'otelseal-test-loki';
const folder = mkdtempSync(join(tmpdir(), 'otelseal-grafana-requests-'));
const dashboards = shippedJson<ShownDashboard<LokiTarget>>('dashboards/loki');
const panels = shownPanels<LokiTarget>('loki');
let loki: Loki;
let mock: MockGrafana;
let grafana: Grafana;

beforeAll(async () => {
  loki = await Loki.start({ folder });
  const { keyFile } = await generateKeys(folder);
  await sealTraffic({ service: 'shop', keyFile, url: loki.otlpUrl, records: 50 });
  mock = await MockGrafana.start('a-token');
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, 'a-token\n', { mode: 0o600 });
  grafana = new Grafana({ url: `${mock.url}/`, tokenFile });
  // Twice: what an earlier run has left is replaced.
  for (const _run of ['first', 'second']) {
    await grafana.useDataSource(UID, 'loki', loki.url, { maxLines: 1_000 });
    for (const dashboard of dashboards.values()) await grafana.useDashboard(dashboard);
  }
});
afterAll(async () => {
  await mock.close();
  await loki.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("what the test of a real Grafana asks, by a mock of Grafana's interface", () => {
  it('installs every dashboard', () => {
    expect([...mock.dashboards.keys()].sort()).toEqual([...dashboards.values()].map(({ uid }) => uid).sort());
    expect(dashboards.size).toBe(6);
  });

  it.each(panels.map((panel) => [`${panel.dashboard} #${panel.id}: ${panel.title}`, panel] as const))(
    'is understood of %s',
    async (_, panel) => {
      const toMs = Date.now();
      const fromMs = toMs - 3_600_000;
      for (const target of panel.targets) {
        const query = lokiPanelQuery(target, UID, fromMs, toMs);
        await expect(grafana.query(query, fromMs, toMs)).resolves.toBeInstanceOf(Array);
      }
    },
  );

  it('tells an answer from none', async () => {
    const toMs = Date.now();
    const asked = (expr: string, queryType: string) => {
      const query = { refId: 'A', expr, queryType, datasource: { type: 'loki', uid: UID } };
      return grafana.query({ ...query, maxDataPoints: 80, intervalMs: 45_000 }, toMs - 3_600_000, toMs);
    };
    const count = 'sum(count_over_time({service_name="shop"}[1h]))';
    expect(hasAnswer(await asked(count, 'instant'))).toBe(true);
    expect(hasAnswer(await asked(`${count} * 0`, 'instant'))).toBe(false);
    expect(hasAnswer(await asked('{service_name="nobody"}', 'range'))).toBe(false);
    await expect(asked('{', 'range')).rejects.toThrow(/Grafana refuses/);
  });

  it('installs every alert rule, and each is evaluated', async () => {
    const groups = alertGroups('otelseal-test', UID);
    for (const _run of ['first', 'second']) {
      await grafana.useFolder('otelseal-test', 'Otelseal test');
      for (const group of groups) await grafana.useRuleGroup('otelseal-test', group);
    }
    const rules = await grafana.rules('otelseal-test');
    expect(rules.length).toBe(rulerQueries().size);
    expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
    await grafana.removeFolder('otelseal-test');
    expect(await grafana.rules('otelseal-test')).toEqual([]);
  });
});
