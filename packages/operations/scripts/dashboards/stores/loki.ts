import { QueryVariableBuilder, VariableRefresh, VariableSort } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, LokiQueryDirection, QueryEditorMode } from '@grafana/grafana-foundation-sdk/loki';
import { lokiName } from '@otelseal/semantic-conventions';

import { logqlNumber, OWN_ERRORS, WITHOUT_ERRORS } from '../../../src/rules/loki/logql-number.ts';
import { MOST_ADDED } from '../../../src/rules/plan/most-added.ts';
import { type Condition, type EventFilter, type Measure, SECURITY_EVENTS } from '../event-filter.ts';
import { headings } from '../headings.ts';
import type { Headings, Store, TableQuery, Target } from '../store.ts';
import { variable } from '../variable.ts';

/** What Loki calls the parts of a record that are no attributes. */
const PARTS: Readonly<Record<string, string>> = {
  '@time': 'Time',
  '@body': 'Line',
  '@severity': 'severity_text',
  '@trace': 'trace_id',
};
const LABELS = { service: 'service_name', environment: 'deployment_environment_name', tenant: 'tenant_id' } as const;
const STREAMS = Object.entries(LABELS)
  .map(([variable, label]) => `${label}=~"$${variable}"`)
  .join(', ');

/** Loki with records that came over its OTLP endpoint: attributes are structured metadata. */
export const LOKI: Store = {
  id: 'loki',
  title: 'Loki',
  dataSource: 'loki',

  variables: () => [
    // `.+`, because Loki wants one matcher that is never empty; where the other two are not set, `.*` matches all the same.
    labelVariable('service', 'Service', '.+'),
    labelVariable('environment', 'Environment', '.*'),
    labelVariable('tenant', 'Tenant', '.*'),
  ],

  number: (filter, measure) => instant(total(filter, measure)),

  overTime: (filter, measure, by) => {
    const expr = grouped(measure, by === undefined ? [] : [nameOf(by)], filter, '$__auto');
    const query = target(expr).queryType('range').range(true);
    return query.legendFormat(by === undefined ? ' ' : `{{${nameOf(by)}}}`);
  },

  ranking: (filter, by, measure, { counted, limit, lowestFirst }) => ({
    target: instant(
      `${lowestFirst ? 'bottomk' : 'topk'}(${limit}, ${grouped(measure, namesOf(by), filter, '$__range')})`,
    ),
    transformations: [
      { id: 'labelsToFields', options: { mode: 'columns' } },
      { id: 'merge', options: {} },
      ...headings([...named(by), ['Value #A', counted], ['Value', counted]]),
    ],
  }),

  rows: (filter, columns, limit): TableQuery => ({
    target: target(selection(filter)).queryType('range').maxLines(limit).direction(LokiQueryDirection.Backward),
    transformations: [
      { id: 'extractFields', options: { source: 'labels', format: 'auto', replace: false } },
      ...headings(named(columns)),
    ],
  }),
};

function labelVariable(name: keyof typeof LABELS, label: string, all: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource({ type: 'loki', uid: variable('datasource') })
    .query({ label: LABELS[name], refId: `${name}-values`, stream: '', type: 1 })
    .multi(true)
    .includeAll(true)
    .allValue(all)
    .current({ text: ['All'], value: ['$__all'] })
    .sort(VariableSort.AlphabeticalAsc)
    .refresh(VariableRefresh.OnTimeRangeChanged);
}

function target(expr: string): DataqueryBuilder {
  return new DataqueryBuilder().refId('A').expr(expr).editorMode(QueryEditorMode.Code);
}

function instant(expr: string): Target {
  return target(expr).queryType('instant').instant(true);
}

function nameOf(field: string): string {
  return PARTS[field] ?? lokiName(field);
}

function namesOf(by: Headings): string[] {
  return by.map(({ field }) => nameOf(field));
}

function named(columns: Headings): [string, string][] {
  return columns.map(({ field, title }) => [nameOf(field), title]);
}

function total(filter: EventFilter, measure: Measure): string {
  if (measure.kind === 'different') return `count(${grouped(measure, [], filter, '$__range')})`;
  return grouped(measure, [], filter, '$__range');
}

/** A metric of records, one series for each group. */
function grouped(measure: Measure, groups: readonly string[], filter: EventFilter, window: string): string {
  const by = groups.length === 0 ? '' : ` by (${groups.join(', ')})`;
  if (measure.kind === 'sum' || measure.kind === 'counts') {
    const field = nameOf(measure.field);
    const number = measure.kind === 'sum' ? `| unwrap ${field} ${WITHOUT_ERRORS}` : logqlNumber(field, MOST_ADDED);
    const unwrapped = `${selection(filter)} ${number}`;
    return `sum${by} (sum_over_time(${unwrapped} [${window}]))`;
  }
  if (measure.kind === 'last-time') {
    // Nanoseconds as text become milliseconds, exact to a microsecond.
    return `max${by} (max_over_time(${selection(filter)} | unwrap audit_time ${WITHOUT_ERRORS} [${window}])) / 1e6`;
  }
  if (measure.kind === 'different') {
    const each = [...groups, nameOf(measure.field)].join(', ');
    const present = selection({ ...filter, where: [...(filter.where ?? []), { field: measure.field, present: true }] });
    const pairs = `sum by (${each}) (count_over_time(${present} [${window}]))`;
    return groups.length === 0 ? pairs : `count${by} (${pairs})`;
  }
  return `sum${by} (count_over_time(${selection(filter)} [${window}]))`;
}

/** The streams, then the conditions: those on structured metadata need no parser. */
function selection({ names = SECURITY_EVENTS, where = [], ofStory = false }: EventFilter): string {
  const conditions = [nameCondition(names), ...where.map(condition), ...(ofStory ? [STORY] : [])];
  return `{${STREAMS}} ${conditions.join(' ')} ${OWN_ERRORS}`;
}

function nameCondition(names: readonly string[]): string {
  const [only] = names;
  if (names.length === 1 && only !== undefined && !only.endsWith('*')) return `| event_name="${only}"`;
  const patterns = names.map((name) => name.replaceAll('.', '\\\\.').replace(/\*$/, '.+'));
  return `| event_name=~"${patterns.join('|')}"`;
}

function condition(wanted: Condition): string {
  const name = nameOf(wanted.field);
  if ('present' in wanted) return `| ${name}${wanted.present ? '!=' : '='}""`;
  const [only] = wanted.is;
  return wanted.is.length === 1 ? `| ${name}="${only}"` : `| ${name}=~"${wanted.is.join('|')}"`;
}

const ASKED_ACTOR = `\`${variable('actor', 'percentencode')}\``;
const ASKED_CLIENT = `\`${variable('client', 'percentencode')}\``;

/**
 * Whoever is asked for comes percent-encoded into the query, and is compared with values that are percent-encoded as well: a name that
 * somebody chose cannot end the text that it stands in. What is absent becomes a lone `%`, which nothing is encoded to.
 */
const STORY = ['audit_actor_id', 'security_onbehalf_id', 'audit_target_id', 'client_address']
  .map((name) => {
    const encoded = `{{ .${name} | urlencode | replace "+" "%20" }}`;
    return `| label_format of_${name}=\`{{ if .${name} }}${encoded}{{ else }}%{{ end }}\``;
  })
  .concat(
    `| of_audit_actor_id=${ASKED_ACTOR} or of_security_onbehalf_id=${ASKED_ACTOR}` +
      ` or of_audit_target_id=${ASKED_ACTOR} or of_client_address=${ASKED_CLIENT}`,
  )
  .join(' ');
