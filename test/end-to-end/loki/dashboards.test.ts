import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Loki } from '../../backends/loki/loki.ts';
import { scaled } from '../../long/scale.ts';
import { attackLoki } from '../dashboards/attacked-store.ts';
import { expectRecent } from '../dashboards/expect-recent.ts';
import { type Chosen, filledIn, stepOf } from '../dashboards/filled-in.ts';
import { STORY_OF, TOUCHED_IN_STORY, WRONG_NUMBERS } from '../dashboards/more-events.ts';
import { shippedPath } from '../dashboards/shipped-file.ts';
import {
  allValues,
  type LokiTarget,
  panelCalled,
  type ShownPanel,
  shownColumns,
  shownPanels,
} from '../dashboards/shown-panels.ts';
import type { Keys } from '../otelcol/command.ts';
import { HOSTILE_TEXTS } from '../stores/sealed-traffic.ts';
import { verifyStore } from '../stores/verify-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-loki-dashboards-'));
const panels = shownPanels<LokiTarget>('loki');
const all = allValues('loki');
let loki: Loki;
let keys: Keys;
let chosen: Chosen;

beforeAll(async () => {
  loki = await Loki.startFrom({ folder: join(folder, 'loki'), file: shippedPath('storage/loki/loki.yaml') });
  keys = await attackLoki(loki, { folder, eventsADay: scaled(300) });
  chosen = { fromMs: Date.now() - 3_600_000, toMs: Date.now() + 1_000, values: STORY_OF };
}, 300_000);
afterAll(async () => {
  await loki?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a dashboard for Loki', () => {
  it.each(panels.map((panel) => [`${panel.dashboard} #${panel.id}: ${panel.title}`, panel] as const))(
    'has an answer for %s',
    async (_, panel) => {
      for (const target of panel.targets) {
        const answer = await ask(target, chosen);
        expect(answer.result.length, target.expr).toBeGreaterThan(0);
        if (answer.resultType === 'streams') expectColumns(panel, rowsOf(answer));
        else expectNumbers(panel, answer);
      }
    },
  );

  it('shows what was asked for and nothing else when values are chosen', async () => {
    const events = panelCalled(panels, 'story', 'What happened, one by one?');
    for (const [service, found] of [
      [['shop', 'another (one)'], true],
      [['another (one)'], false],
    ] as const) {
      const values = { ...STORY_OF, service, tenant: ['acme'], environment: ['production'] };
      const { result } = await ask(events.targets[0] as LokiTarget, { ...chosen, values });
      expect(result.length > 0).toBe(found);
    }
  });

  it('tells the story of whoever has a name that looks like a query, and of nobody else', async () => {
    const [target] = panelCalled(panels, 'story', 'What happened, one by one?').targets;
    const failures = panelCalled(panels, 'authentication', 'Which accounts are attacked?').targets[0] as LokiTarget;
    const named = await ask({ ...failures, expr: failures.expr.replace('topk(10', 'topk(1000') }, chosen);
    const actors = new Set(named.result.map(({ metric }) => metric?.['audit_actor_id'] ?? ''));
    const hostile = [...actors].filter((actor) => !/^(c-\d+|agent|admin|[\w.+@-]+)$/.test(actor));
    expect(hostile.length).toBeGreaterThanOrEqual(HOSTILE_TEXTS.length / 2);
    for (const actor of [...hostile, STORY_OF.actor]) {
      const answer = await ask(target as LokiTarget, { ...chosen, values: { actor, client: '' } });
      const rows = rowsOf(answer);
      expect(rows.length, actor).toBeGreaterThan(0);
      const who = rows.flatMap((row) => [[row['audit_actor_id'], row['audit_target_id'], row['security_onbehalf_id']]]);
      expect(who.filter((ids) => !ids.includes(actor))).toEqual([]);
    }
    expect((await ask(target as LokiTarget, { ...chosen, values: { actor: '', client: '' } })).result).toEqual([]);
  });

  it('counts an event that does not say how many records, or says what is no count, as one', async () => {
    const [target] = panelCalled(panels, 'story', 'Sensitive records touched').targets;
    const { result } = await ask(target as LokiTarget, { ...chosen, values: { actor: STORY_OF.actor, client: '' } });
    expect(result.map(({ value }) => Number(value?.[1]))).toEqual([TOUCHED_IN_STORY + WRONG_NUMBERS.length]);
  });

  it('stands on records that are INTACT with what the collector added', async () => {
    const selector = ['--selector', '{tenant_id="acme"}', '--from', '2h'];
    const { code, firstLine } = await verifyStore(`loki:${loki.url}`, keys, ...selector);
    expect([code, firstLine]).toEqual([0, expect.stringMatching(/^INTACT /)]);
  });
});

interface Answer {
  readonly resultType: 'vector' | 'matrix' | 'streams';
  readonly result: readonly {
    readonly metric?: Readonly<Record<string, string>>;
    readonly stream?: Readonly<Record<string, string>>;
    readonly value?: readonly [number, string];
    readonly values?: readonly (readonly [number | string, string])[];
  }[];
}

/** As Grafana asks: a moment for instant queries, steps over the range for the others. */
async function ask({ expr, queryType, maxLines = 1_000 }: LokiTarget, at: Chosen): Promise<Answer> {
  const query = filledIn(expr, at, all, 'loki');
  const asked =
    queryType === 'instant'
      ? { query, time: `${at.toMs}000000` }
      : {
          query,
          start: `${at.fromMs}000000`,
          end: `${at.toMs}000000`,
          step: `${stepOf(at)}ms`,
          limit: String(maxLines),
        };
  const path = queryType === 'instant' ? 'query' : 'query_range';
  const url = `${loki.url}/loki/api/v1/${path}?${new URLSearchParams(asked)}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
  const text = await response.text();
  if (!response.ok) throw new Error(`Loki refuses ${query}: ${text}`);
  return (JSON.parse(text) as { readonly data: Answer }).data;
}

function rowsOf({ result }: Answer): Readonly<Record<string, string>>[] {
  return result.flatMap(({ stream = {}, values = [] }) =>
    values.map(([time, line]) => ({ ...stream, Time: String(time), Line: line })),
  );
}

/** Every column that the table shows is filled in some row. */
function expectColumns(panel: ShownPanel<LokiTarget>, rows: readonly Readonly<Record<string, string>>[]): void {
  const empty = shownColumns(panel).filter((name) => rows.every((row) => (row[name] ?? '') === ''));
  expect(empty).toEqual([]);
}

/** Some number is more than nothing, and what the numbers are about is named. */
function expectNumbers(panel: ShownPanel<LokiTarget>, { result }: Answer): void {
  const numbers = result.flatMap(({ value, values = [] }) =>
    [...(value ? [value] : []), ...values].map(([, text]) => Number(text)),
  );
  expect(Math.max(...numbers)).toBeGreaterThan(0);
  if (panel.targets[0]?.expr.includes('unwrap audit_time')) expectRecent(Math.max(...numbers));
  const groups = shownColumns(panel).filter((name) => !name.startsWith('Value'));
  const unnamed = groups.filter((name) => result.every(({ metric = {} }) => (metric[name] ?? '') === ''));
  expect(unnamed).toEqual([]);
  const legend = /\{\{(\w+)\}\}/.exec(panel.targets[0]?.legendFormat ?? '')?.[1];
  if (legend !== undefined) expect(result.some(({ metric = {} }) => (metric[legend] ?? '') !== '')).toBe(true);
}
