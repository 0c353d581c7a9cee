import { readFileSync } from 'node:fs';

import type { PanelQuery } from './panel-query.ts';

const TIMEOUT_MS = 60_000;

/** Variables that say which Grafana, and who asks it. */
export interface GrafanaSettings {
  /** `GRAFANA_URL`, such as http://127.0.0.1:3000. It must reach the stores that the tests start on this machine. */
  readonly url: string;
  /** `GRAFANA_TOKEN_FILE`: holds the token of a service account with the role Admin. Absent: nobody asks who it is. */
  readonly tokenFile?: string | undefined;
}

export interface Frame {
  readonly schema: { readonly fields: readonly { readonly name: string; readonly type?: string }[] };
  readonly data: { readonly values: readonly (readonly unknown[])[] };
}

/** An alert rule as Grafana's Prometheus-compatible interface shows it. */
export interface ShownRule {
  readonly name: string;
  readonly health: string;
  readonly lastError?: string;
  /** Of year 1 before the first. */
  readonly lastEvaluation: string;
}

interface QueryAnswer {
  readonly results: Readonly<
    Record<string, { readonly status?: number; readonly error?: string; readonly frames?: readonly Frame[] }>
  >;
}

/** A Grafana that is running already, by its HTTP interface. */
export class Grafana {
  readonly url: string;
  /** For who takes pictures of it. */
  readonly headers: Readonly<Record<string, string>>;

  constructor({ url, tokenFile }: GrafanaSettings) {
    this.url = url.replace(/\/$/, '');
    this.headers = tokenFile === undefined ? {} : { Authorization: `Bearer ${readFileSync(tokenFile, 'utf8').trim()}` };
  }

  /** Makes a data source, in the place of one with this uid. */
  async useDataSource(uid: string, type: string, storeUrl: string, jsonData: object): Promise<void> {
    await this.#ask('DELETE', `/api/datasources/uid/${uid}`, undefined, [200, 404]);
    const source = { uid, type, name: `Otelseal test: ${uid}`, access: 'proxy', url: storeUrl, jsonData };
    await this.#ask('POST', '/api/datasources', source);
  }

  /** Makes or replaces a dashboard. */
  async useDashboard(dashboard: object): Promise<void> {
    await this.#ask('POST', '/api/dashboards/db', { dashboard, overwrite: true, message: 'test of Otelseal' });
  }

  /** What a panel's query gives, as its page asks it. @throws with Grafana's reason when the query is refused */
  async query(query: PanelQuery, fromMs: number, toMs: number): Promise<readonly Frame[]> {
    const body = { queries: [query], from: String(fromMs), to: String(toMs) };
    const { results } = (await this.#ask('POST', '/api/ds/query', body)) as QueryAnswer;
    const { error, frames = [] } = results[query.refId] ?? { error: 'nothing came back' };
    if (error !== undefined) throw new Error(`Grafana refuses ${JSON.stringify(query)}: ${error}`);
    return frames;
  }

  /** Makes a folder, in the place of one with this uid and of the rules in it. */
  async useFolder(uid: string, title: string): Promise<void> {
    await this.removeFolder(uid);
    await this.#ask('POST', '/api/folders', { uid, title });
  }

  /** Removes a folder and the alert rules in it. */
  async removeFolder(uid: string): Promise<void> {
    await this.#ask('DELETE', `/api/folders/${uid}?forceDeleteRules=true`, undefined, [200, 404]);
  }

  /** Makes or replaces a group of alert rules in a folder. */
  async useRuleGroup(folderUid: string, group: { readonly title: string }): Promise<void> {
    const path = `/api/v1/provisioning/folder/${folderUid}/rule-groups/${encodeURIComponent(group.title)}`;
    await this.#ask('PUT', path, { ...group, folderUid });
  }

  /** The alert rules of a folder with what became of their last evaluation. */
  async rules(folderUid: string): Promise<readonly ShownRule[]> {
    const answer = await this.#ask('GET', `/api/prometheus/grafana/api/v1/rules?folder_uid=${folderUid}`);
    const { groups } = (
      answer as { readonly data: { readonly groups: readonly { readonly rules: readonly ShownRule[] }[] } }
    ).data;
    return groups.flatMap(({ rules }) => rules);
  }

  async #ask(method: string, path: string, body?: object, accepted: readonly number[] = [200]): Promise<unknown> {
    const answer = await fetch(this.url + path, {
      method,
      headers: { ...this.headers, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await answer.text();
    if (!accepted.includes(answer.status))
      throw new Error(`${method} ${path} was answered ${answer.status}: ${text.slice(0, 2_000)}`);
    return JSON.parse(text === '' ? '{}' : text);
  }
}

/** Whether a frame has a value in it that is not nothing; when it was does not count. */
export function hasAnswer(frames: readonly Frame[]): boolean {
  const isSomething = (value: unknown): boolean => value !== null && value !== 0 && value !== '';
  return frames.some(({ schema, data }) =>
    data.values.some((column, n) => schema.fields[n]?.type !== 'time' && column.some(isSomething)),
  );
}
