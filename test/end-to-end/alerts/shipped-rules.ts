import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { parse } from 'yaml';

const RULES = fileURLToPath(new URL('../../../packages/operations/rules/', import.meta.url));

/** A rule of Loki's ruler. */
export interface RulerRule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The committed rule groups of Loki's ruler, in one document. */
export function rulerGroups(): {
  readonly groups: readonly { readonly name: string; readonly rules: readonly RulerRule[] }[];
} {
  const files = readdirSync(`${RULES}loki`).map((file) => readFileSync(`${RULES}loki/${file}`, 'utf8'));
  return { groups: files.flatMap((text) => parse(text).groups) };
}

/** The committed query of each alert, for the ruler. */
export function rulerQueries(): ReadonlyMap<string, string> {
  return new Map(rulerGroups().groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => [alert, expr])));
}

/** The committed query of each alert, for Grafana. */
export function grafanaQueries(): ReadonlyMap<string, string> {
  const { groups } = parse(readFileSync(`${RULES}grafana/otelseal-alerts.yaml`, 'utf8')) as GrafanaFile;
  const rules = groups.flatMap((group) => group.rules);
  return new Map(rules.map(({ title, data }) => [title, data.find(({ refId }) => refId === 'A')?.model.expr ?? '']));
}

interface GrafanaFile {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly title: string;
      readonly data: readonly { readonly refId: string; readonly model: { readonly expr?: string } }[];
    }[];
  }[];
}

/** A committed detection rule of Elastic, as far as an evaluation needs it. */
export interface ElasticRule {
  readonly rule_id: string;
  readonly name: string;
  readonly query: string;
  readonly from: string;
  readonly interval: string;
}

export function elasticRules(): readonly ElasticRule[] {
  const lines = readFileSync(`${RULES}elastic/detection-rules.ndjson`, 'utf8').trim().split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line) as ElasticRule);
}

/** The committed component template of fields, for `elastic` or `opensearch`. */
export function alertFields(store: 'elastic' | 'opensearch'): object {
  return JSON.parse(readFileSync(`${RULES}${store}/alert-fields.json`, 'utf8')) as object;
}

/** A committed monitor of OpenSearch. */
export interface Monitor {
  /** In minutes. */
  readonly schedule: { readonly period: { readonly interval: number } };
  readonly inputs: readonly [{ readonly search: { readonly indices: readonly string[]; readonly query: object } }];
  readonly triggers: readonly [
    {
      readonly bucket_level_trigger: {
        readonly condition: {
          readonly buckets_path: Readonly<Record<string, string>>;
          readonly script: object;
          readonly gap_policy: string;
        };
      };
    },
  ];
}

/** The committed monitors by the name of their alert. */
export function openSearchMonitors(): ReadonlyMap<string, Monitor> {
  const folder = `${RULES}opensearch/monitors/`;
  const files = readdirSync(folder);
  return new Map(
    files.map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(folder + file, 'utf8')) as Monitor]),
  );
}
