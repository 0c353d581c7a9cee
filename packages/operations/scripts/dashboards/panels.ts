import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  BarGaugeDisplayMode,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TableCellDisplayMode,
  TableSortByFieldStateBuilder,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  type DynamicConfigValue,
  FieldColorBuilder,
  FieldColorModeId,
  type Panel,
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

import { ALARM, CALM, NEUTRAL, WARNING } from './colours.ts';
import { columnLooks } from './column-looks.ts';
import { RECORDS } from './event-filter.ts';
import type { NumberPlan, PanelPlan, RankingPlan, RowsPlan, SeriesPlan } from './panel-plan.ts';
import type { Store } from './store.ts';
import { variable } from './variable.ts';

const NUMBER_HEIGHT = 4;
const PANEL_HEIGHT = 8;
const DEFAULT_LIMIT = 10;
/** All digits, `1,547` and not `2 K`: 1,547 failed logins and 2,000 are two things. */
const WHOLE_NUMBERS = 'locale';
/** Bars that can still be told apart on half a screen. */
const MOST_BARS = 80;

/** A panel that asks a store the question of a plan. */
export function panelOf(plan: PanelPlan, store: Store): Builder<Panel> {
  if (plan.kind === 'number') return numberPanel(plan, store);
  if (plan.kind === 'series') return seriesPanel(plan, store);
  return plan.kind === 'ranking' ? rankingPanel(plan, store) : rowsPanel(plan, store);
}

function source(store: Store): { readonly type: string; readonly uid: string } {
  return { type: store.dataSource, uid: variable('datasource') };
}

function numberPanel(plan: NumberPlan, store: Store): Builder<Panel> {
  const isTime = plan.measure?.kind === 'last-time';
  return new StatBuilder()
    .title(plan.title)
    .description(plan.description)
    .datasource(source(store))
    .span(plan.width)
    .height(NUMBER_HEIGHT)
    .withTarget(store.number(plan.filter, plan.measure ?? RECORDS))
    .unit(isTime ? 'dateTimeFromNow' : WHOLE_NUMBERS)
    .decimals(0)
    .noValue(isTime ? 'never in this time' : '0')
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false))
    .graphMode(BigValueGraphMode.None)
    .textMode(BigValueTextMode.Value)
    .colorMode(BigValueColorMode.Value)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .thresholds(thresholds(plan));
}

function thresholds({ warnAt, alarmAt }: NumberPlan): ThresholdsConfigBuilder {
  const steps: Threshold[] = [
    { value: null, color: NEUTRAL },
    ...(warnAt === undefined ? [] : [{ value: warnAt, color: WARNING }]),
    ...(alarmAt === undefined ? [] : [{ value: alarmAt, color: ALARM }]),
  ];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}

function seriesPanel(plan: SeriesPlan, store: Store): Builder<Panel> {
  const panel = new TimeSeriesBuilder()
    .title(plan.title)
    .description(plan.description)
    .datasource(source(store))
    .span(plan.width)
    .height(PANEL_HEIGHT)
    .withTarget(store.overTime(plan.filter, plan.measure ?? RECORDS, plan.by))
    .unit('short')
    .min(0)
    .maxDataPoints(MOST_BARS)
    .drawStyle(GraphDrawStyle.Bars)
    .fillOpacity(80)
    .lineWidth(0)
    .barWidthFactor(0.9)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'))
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Shades).fixedColor(CALM))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(plan.by !== undefined)
        .calcs(['sum']),
    );
  for (const [value, color] of Object.entries(plan.colours ?? {})) {
    panel.overrideByName(value, [{ id: 'color', value: { mode: 'fixed', fixedColor: color } }]);
  }
  return panel;
}

function rankingPanel(plan: RankingPlan, store: Store): Builder<Panel> {
  const { by, filter, measure = RECORDS, counted, limit = DEFAULT_LIMIT, lowestFirst = false, lookBack } = plan;
  const { target, transformations } = store.ranking(filter, by, measure, { counted, limit, lowestFirst });
  const isTime = measure.kind === 'last-time';
  const bar = { type: TableCellDisplayMode.Gauge, mode: BarGaugeDisplayMode.Basic, valueDisplayMode: 'text' };
  const looks: DynamicConfigValue[] = isTime
    ? [{ id: 'unit', value: 'dateTimeFromNow' }]
    : [
        { id: 'custom.cellOptions', value: bar },
        { id: 'min', value: 0 },
        { id: 'color', value: { mode: 'fixed', fixedColor: CALM } },
        { id: 'unit', value: WHOLE_NUMBERS },
      ];
  const panel = table(plan, store)
    .withTarget(target)
    .transformations([...transformations])
    .sortBy([new TableSortByFieldStateBuilder().displayName(counted).desc(!lowestFirst)])
    .overrideByName(counted, looks);
  return lookBack === undefined ? panel : panel.timeFrom(lookBack);
}

function rowsPanel(plan: RowsPlan, store: Store): Builder<Panel> {
  const { target, transformations } = store.rows(plan.filter, plan.columns, plan.limit ?? 100);
  const [first] = plan.columns;
  return table(plan, store)
    .height(plan.height ?? PANEL_HEIGHT)
    .withTarget(target)
    .transformations([...transformations])
    .sortBy([new TableSortByFieldStateBuilder().displayName(first?.title ?? '').desc(true)]);
}

function table(plan: RankingPlan | RowsPlan, store: Store): TableBuilder {
  const panel = new TableBuilder()
    .title(plan.title)
    .description(plan.description)
    .datasource(source(store))
    .span(plan.width)
    .height(PANEL_HEIGHT)
    .noValue('–')
    .cellOptions({ type: TableCellDisplayMode.Auto });
  for (const column of plan.kind === 'ranking' ? plan.by : plan.columns) {
    const looks = columnLooks(column, store);
    if (looks.length > 0) panel.overrideByName(column.title, looks);
  }
  return panel;
}
