import { type DynamicConfigValue, MappingType } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Column } from './panel-plan.ts';
import type { Store } from './store.ts';
import { CLICKED_VALUE, variable } from './variable.ts';

/** How a column looks and where its values lead. */
export function columnLooks(column: Column, store: Store): DynamicConfigValue[] {
  const { width, colours, leadsTo } = column;
  return [
    ...(width === undefined ? [] : [{ id: 'custom.width', value: width }]),
    ...(colours === undefined ? [] : colouredWords(colours)),
    ...(leadsTo === undefined ? [] : [{ id: 'links', value: [linkOf(leadsTo, store)] }]),
  ];
}

function colouredWords(colours: Readonly<Record<string, string>>): DynamicConfigValue[] {
  const options = Object.fromEntries(
    Object.entries(colours).map(([word, color], index) => [word, { color, index, text: word }]),
  );
  return [
    { id: 'custom.cellOptions', value: { type: 'color-text' } },
    { id: 'mappings', value: [{ type: MappingType.ValueToText, options }] },
  ];
}

interface Link {
  readonly title: string;
  readonly url: string;
  readonly targetBlank: boolean;
}

function linkOf(leadsTo: NonNullable<Column['leadsTo']>, store: Store): Link {
  if (leadsTo === 'trace') return { title: 'Show the trace', url: traceAddress(), targetBlank: false };
  // The cell shows the address that it leads to, and Grafana follows no address that would run a script.
  if (leadsTo === 'runbook') return { title: 'Open the runbook', url: variable('__value.raw'), targetBlank: true };
  return leadsTo === 'actor-story'
    ? { title: 'Tell the story of this actor', url: storyAddress('actor', 'client', store), targetBlank: false }
    : { title: 'Tell the story of this client', url: storyAddress('client', 'actor', store), targetBlank: false };
}

function storyAddress(asked: string, other: string, store: Store): string {
  const kept = ['datasource', 'traces', ...store.variables().map((one) => one.build().name)];
  const parameters = [
    `var-${asked}=${CLICKED_VALUE}`,
    `var-${other}=`,
    ...kept.map((name) => variable(name, 'queryparam')),
  ];
  return `/d/otelseal-story-${store.id}?${parameters.join('&')}&${variable('__url_time_range')}`;
}

/** Explore, with the Tempo that the variable `traces` names. All but the variables is percent-encoded. */
function traceAddress(): string {
  const traces = variable('traces');
  const query = { refId: 'A', datasource: { type: 'tempo', uid: traces }, queryType: 'traceql', query: CLICKED_VALUE };
  const panes = {
    trace: { datasource: traces, queries: [query], range: { from: variable('__from'), to: variable('__to') } },
  };
  const encoded = encodeURIComponent(JSON.stringify(panes));
  const readable = encoded.replaceAll(/%24%7B(.*?)%7D/g, (_, name: string) => variable(decodeURIComponent(name)));
  return `/explore?schemaVersion=1&panes=${readable}`;
}
