import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, it } from 'vitest';

import { allDashboards, PLANS, STORES } from '../../scripts/dashboards/all-dashboards.ts';
import { variable } from '../../scripts/dashboards/variable.ts';

const dashboards = allDashboards();
const named = dashboards.map((one) => [`${one.plan.id} for ${one.store.title}`, one] as const);
const panelsOf = ({ dashboard }: (typeof dashboards)[number]): Panel[] => (dashboard.panels ?? []) as Panel[];

describe('the dashboards', () => {
  it('are there for every store, under addresses of their own', () => {
    expect(dashboards.length).toBe(PLANS.length * STORES.length);
    expect(new Set(dashboards.map(({ dashboard }) => dashboard.uid)).size).toBe(dashboards.length);
    for (const { dashboard } of dashboards) expect(dashboard.uid?.length).toBeLessThanOrEqual(40);
  });
});

describe.each(named)('the dashboard %s', (_, one) => {
  const panels = panelsOf(one);

  it('asks one question a panel, and says what the answer means', () => {
    for (const { title, description, type, targets } of panels) {
      expect(title).toMatch(/^[A-Z]/);
      if ((type as string) === 'row') continue;
      expect(description, title).toMatch(/^[A-Z`].{15,}[.?]$/);
      expect(targets?.length, title).toBe(1);
    }
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
  });

  it('has a grid without holes at its right edge and without overlaps', () => {
    const taken = new Map<string, string | undefined>();
    for (const { title, gridPos } of panels) {
      const { x, y, w, h } = gridPos ?? { x: 0, y: 0, w: 0, h: 0 };
      for (let column = x; column < x + w; column += 1) {
        for (let row = y; row < y + h; row += 1) {
          const cell = `${column},${row}`;
          expect(taken.has(cell), `${title} lies on ${taken.get(cell)}`).toBe(false);
          taken.set(cell, title);
        }
      }
    }
    const rows = new Set([...taken.keys()].map((cell) => cell.split(',')[1]));
    for (const row of rows) {
      const columns = [...taken.keys()].filter((cell) => cell.split(',')[1] === row).length;
      expect(columns, `line ${row}`).toBe(24);
    }
  });

  it('asks only the store that the reader has chosen', () => {
    for (const { datasource, type } of panels) {
      if ((type as string) !== 'row')
        expect(datasource).toEqual({ type: one.store.dataSource, uid: variable('datasource') });
    }
  });

  it('knows every variable that it uses', () => {
    const known = new Set(one.dashboard.templating?.list?.map(({ name }) => name));
    const used = JSON.stringify(panels).matchAll(/\$\{?([a-z]\w*)(?::\w+)?\}?/g);
    expect([...used].map(([, name]) => name as string).filter((name) => !known.has(name))).toEqual([]);
  });

  it('leads to dashboards that are there, with values that cannot change where', () => {
    const addresses = new Set(dashboards.map(({ dashboard }) => `/d/${dashboard.uid}`));
    const links = [...JSON.stringify(panels).matchAll(/"url":"(.*?)"/g)].map(([, url]) => url as string);
    for (const url of links) {
      if (url.startsWith('/d/')) expect(addresses).toContain(url.split('?')[0]);
      if (url.includes('__value')) expect(url).toMatch(/\$\{__value\.raw(:percentencode)?\}/);
      if (url.includes('?')) expect(url).not.toContain(variable('__value.raw'));
    }
  });

  it('uses no palette of many colours', () => {
    const modes = [...JSON.stringify(panels).matchAll(/"mode":"([a-z-]+)"/gi)].map(([, mode]) => mode);
    expect(modes.filter((mode) => mode?.startsWith('palette'))).toEqual([]);
  });
});
