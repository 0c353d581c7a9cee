import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  type DashboardLink,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  RowBuilder,
  TextBoxVariableBuilder,
  TimePickerBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';

import type { DashboardPlan } from './panel-plan.ts';
import { panelOf } from './panels.ts';
import type { Store } from './store.ts';

/** The dashboard of a plan for a store, as Grafana 12 and later read it. */
export function buildDashboard(plan: DashboardPlan, store: Store): Dashboard {
  const tag = `otelseal-${store.id}`;
  const builder = new DashboardBuilder(`Otelseal: ${plan.title} (${store.title})`)
    .uid(`otelseal-${plan.id}-${store.id}`)
    .description(plan.description)
    .tags(['otelseal', tag])
    .readonly()
    .timezone('browser') // the reader's; the time picker changes it, and incidents are often told in UTC
    .time({ from: plan.from, to: 'now' })
    .timepicker(new TimePickerBuilder().refreshIntervals(['10s', '30s', '1m', '5m', '15m', '1h']))
    .refresh('1m')
    .tooltip(DashboardCursorSync.Crosshair)
    .link(
      new DashboardLinkBuilder('Otelseal')
        .type(DashboardLinkType.Dashboards)
        .tags([tag])
        .keepTime(true)
        .includeVars(true),
    )
    .withVariable(
      new DatasourceVariableBuilder('datasource')
        .label('Log store')
        .description('A data source for each tenant is how Loki and Elasticsearch keep tenants apart for readers.')
        .type(store.dataSource),
    )
    .withVariable(
      new DatasourceVariableBuilder('traces').label('Traces').description('Where trace ids lead.').type('tempo'),
    );
  for (const variable of store.variables()) builder.withVariable(variable);
  if (plan.asksWho === true) {
    builder.withVariable(whoVariable('actor', 'Actor', 'Who did it or had it done to them, as it stands in the log.'));
    builder.withVariable(whoVariable('client', 'Client', 'Address where it came from, as it stands in the log.'));
  }
  for (const { title, panels } of plan.sections) {
    if (title !== undefined) builder.withRow(new RowBuilder(title));
    for (const panel of panels) builder.withPanel(panelOf(panel, store));
  }
  return finished(builder.build());
}

function whoVariable(name: string, label: string, description: string): TextBoxVariableBuilder {
  return new TextBoxVariableBuilder(name).label(label).description(description).defaultValue('');
}

/** Panels get numbers, so that each has an address of its own; links stand on the page, not in its menu. */
function finished(dashboard: Dashboard): Dashboard {
  const panels = (dashboard.panels ?? []).map((panel, index) => ({ ...panel, id: index + 1 }));
  const links = (dashboard.links ?? []).map(({ placement: _placement, ...link }) => link as DashboardLink);
  return { ...dashboard, panels, links };
}
