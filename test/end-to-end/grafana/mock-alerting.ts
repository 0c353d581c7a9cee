import { type Members, type MockSource, Refused } from './mock-source.ts';

interface MockRule {
  readonly title: string;
  readonly data: readonly Members[];
}

const GROUP = /^PUT \/api\/v1\/provisioning\/folder\/([^/]+)\/rule-groups\/([^/]+)$/;
const NO_DATA = ['OK', 'NoData', 'Alerting', 'KeepLast'];
const ON_ERROR = ['OK', 'Error', 'Alerting', 'KeepLast'];
/** Grafana evaluates every ten seconds at the most often. */
const BASE_SECONDS = 10;

/** The folders and the alert rules of the mock. A rule is evaluated when it is asked for: its query by the real store. */
export class MockAlerting {
  readonly #sourceOf: (uid: string) => MockSource | undefined;
  readonly #folders = new Map<string, Map<string, readonly MockRule[]>>();

  constructor(sourceOf: (uid: string) => MockSource | undefined) {
    this.#sourceOf = sourceOf;
  }

  /** @returns nothing for what is not about folders and rules */
  async answer(asked: string, body: Members): Promise<object | undefined> {
    if (asked === 'POST /api/folders') return this.#makeFolder(body);
    const [, removed] = /^DELETE \/api\/folders\/([^/?]+)\?forceDeleteRules=true$/.exec(asked) ?? [];
    if (removed !== undefined) {
      if (!this.#folders.delete(removed)) throw new Refused(404, 'folder not found');
      return { message: 'Folder deleted' };
    }
    const [, folder, group] = GROUP.exec(asked) ?? [];
    if (folder !== undefined && group !== undefined) return this.#useGroup(folder, decodeURIComponent(group), body);
    const [, shown] = /^GET \/api\/prometheus\/grafana\/api\/v1\/rules\?folder_uid=(.+)$/.exec(asked) ?? [];
    return shown === undefined ? undefined : this.#show(shown);
  }

  #makeFolder({ uid, title }: Members): object {
    if (typeof uid !== 'string' || typeof title !== 'string' || title === '') throw new Refused(400, 'uid and title');
    if (this.#folders.has(uid)) throw new Refused(412, 'a folder with the same uid already exists');
    this.#folders.set(uid, new Map());
    return { uid, title };
  }

  #useGroup(folder: string, group: string, { title, folderUid, interval, rules }: Members): object {
    const groups = this.#folders.get(folder);
    if (groups === undefined) throw new Refused(404, 'folder not found');
    if (title !== group || folderUid !== folder) throw new Refused(400, 'title and folderUid are those of the address');
    if (!Number.isInteger(interval) || Number(interval) < BASE_SECONDS || Number(interval) % BASE_SECONDS !== 0)
      throw new Refused(400, 'interval should be non-zero and divided exactly by scheduler interval: 10');
    if (!Array.isArray(rules)) throw new Refused(400, 'rules');
    groups.set(
      group,
      (rules as Members[]).map((rule) => ruleOf(rule, folder, group)),
    );
    return { title, folderUid, interval, rules };
  }

  async #show(folder: string): Promise<object> {
    const groups: object[] = [];
    for (const [name, rules] of this.#folders.get(folder) ?? []) {
      const evaluated: object[] = [];
      for (const rule of rules) evaluated.push(await this.#evaluated(rule)); // one after the other, as the store can bear it
      groups.push({ name, rules: evaluated });
    }
    return { status: 'success', data: { groups } };
  }

  async #evaluated({ title, data }: MockRule): Promise<object> {
    const asks = data.filter(({ datasourceUid }) => datasourceUid !== '__expr__');
    const nowMs = Date.now();
    for (const { datasourceUid, model, relativeTimeRange } of asks) {
      const { from, to } = relativeTimeRange as { readonly from: number; readonly to: number };
      const source = this.#sourceOf(String(datasourceUid));
      const answer = await source?.(model as Members, nowMs - from * 1_000, nowMs - to * 1_000);
      const error = answer === undefined ? 'data source not found' : answer.error;
      if (error !== undefined) return { name: title, health: 'error', lastError: error, lastEvaluation: now(nowMs) };
    }
    return { name: title, health: 'ok', lastEvaluation: now(nowMs) };
  }
}

function now(ms: number): string {
  return new Date(ms).toISOString();
}

/** @throws Refused for what is no `ProvisionedAlertRule` */
function ruleOf(rule: Members, folder: string, group: string): MockRule {
  const { title, condition, data, orgID, folderUID, ruleGroup, noDataState, execErrState, uid } = rule;
  if (typeof title !== 'string' || title === '' || title.length > 190) throw new Refused(400, 'title');
  if (typeof uid !== 'string' || !/^[a-zA-Z0-9_-]{1,40}$/.test(uid)) throw new Refused(400, 'uid');
  if (!Number.isInteger(orgID) || folderUID !== folder || ruleGroup !== group)
    throw new Refused(400, 'orgID, folderUID, ruleGroup');
  if (!NO_DATA.includes(String(noDataState)) || !ON_ERROR.includes(String(execErrState)))
    throw new Refused(400, 'noDataState, execErrState');
  if (!/^\d+[smhdw]$/.test(String(rule['for']))) throw new Refused(400, 'for');
  const queries = data as Members[];
  const names = queries.map(({ refId }) => refId);
  if (!names.includes(condition)) throw new Refused(400, 'condition does not exist');
  for (const { datasourceUid, model, relativeTimeRange, refId } of queries) {
    const { from, to } = Object(relativeTimeRange) as Members;
    if (typeof datasourceUid !== 'string' || (Object(model) as Members)['refId'] !== refId)
      throw new Refused(400, 'data');
    if (datasourceUid === '__expr__') {
      if (!names.includes((Object(model) as Members)['expression'])) throw new Refused(400, 'expression');
    } else if (!(Number(from) > Number(to))) throw new Refused(400, 'relativeTimeRange');
  }
  for (const texts of [rule['labels'], rule['annotations']])
    if (!Object.values(Object(texts) as Members).every((text) => typeof text === 'string'))
      throw new Refused(400, 'texts');
  return { title, data: queries };
}
