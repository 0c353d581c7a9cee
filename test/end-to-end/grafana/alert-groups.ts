import { readFileSync } from 'node:fs';

import { parse } from 'yaml';

import { shippedPath } from '../dashboards/shipped-file.ts';

interface FileGroup {
  readonly orgId: number;
  readonly name: string;
  /** Such as `10s`. */
  readonly interval: string;
  readonly rules: readonly (Readonly<Record<string, unknown>> & {
    readonly title: string;
    readonly data: readonly Query[];
  })[];
}

interface Query {
  readonly datasourceUid: string;
  readonly model: Readonly<Record<string, unknown>>;
}

/** The file of rules for Grafana's provisioning as its HTTP interface takes them, which spells some members otherwise, over a data source. */
export function alertGroups(
  folderUid: string,
  sourceUid: string,
): readonly { readonly title: string; readonly rules: readonly object[] }[] {
  const { groups } = parse(readFileSync(shippedPath('rules/grafana/otelseal-alerts.yaml'), 'utf8')) as {
    readonly groups: readonly FileGroup[];
  };
  return groups.map(({ orgId, name, interval, rules }) => ({
    title: name,
    interval: Number.parseInt(interval, 10),
    rules: rules.map((rule) => ({
      ...rule,
      orgID: orgId,
      folderUID: folderUid,
      ruleGroup: name,
      data: rule.data.map((query) => overSource(query, sourceUid)),
    })),
  }));
}

/** The file asks the data source with the uid that it has after an installation by the guide. */
function overSource(query: Query, uid: string): Query {
  if (query.datasourceUid !== 'loki') return query;
  return { ...query, datasourceUid: uid, model: { ...query.model, datasource: { type: 'loki', uid } } };
}
