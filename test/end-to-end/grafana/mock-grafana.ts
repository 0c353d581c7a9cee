import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import { MockAlerting } from './mock-alerting.ts';
import { elasticsearchSource } from './mock-elasticsearch-source.ts';
import { lokiSource } from './mock-loki-source.ts';
import { type Members, type MockSource, Refused } from './mock-source.ts';

const UID = /^[A-Za-z0-9_-]{1,40}$/;

/** What makes a source of the settings that came. */
const SOURCES: Readonly<Record<string, (url: string, jsonData: Members) => MockSource>> = {
  loki: lokiSource,
  elasticsearch: elasticsearchSource,
};

/**
 * A MOCK of the part of Grafana's HTTP interface that the test of a real Grafana uses, because no registry has Grafana: it holds every
 * request against what the pages "Data source HTTP API", "Dashboard HTTP API", "Folder HTTP API" and "Alerting provisioning HTTP API" of
 * Grafana 12 ask for, and asks the real Loki or Elasticsearch behind the data source what a panel or a rule asks. What it proves is that the
 * requests are as documented, and what the stores say to them; not that Grafana draws anything.
 */
export class MockGrafana {
  readonly url: string;
  readonly dashboards = new Map<string, Members>();
  readonly #token: string;
  readonly #sources = new Map<string, { readonly name: string; readonly type: string; readonly source: MockSource }>();
  readonly #alerting = new MockAlerting((uid) => this.#sources.get(uid)?.source);
  readonly #close: () => Promise<void>;

  private constructor(url: string, token: string, close: () => Promise<void>) {
    this.url = url;
    this.#token = token;
    this.#close = close;
  }

  static async start(token: string): Promise<MockGrafana> {
    let mock: MockGrafana | undefined;
    const server = createServer(async (request, answer) => {
      const [status, content] = await (mock as MockGrafana).#answer(request).then(
        (said) => [200, said] as const,
        (error: Error) => [error instanceof Refused ? error.status : 500, { message: error.message }] as const,
      );
      answer.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(content));
    });
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    mock = new MockGrafana(url, token, () => new Promise((settle) => server.close(() => settle())));
    return mock;
  }

  close(): Promise<void> {
    return this.#close();
  }

  async #answer(request: IncomingMessage): Promise<object> {
    const { authorization, 'content-type': type = '' } = request.headers;
    if (authorization !== `Bearer ${this.#token}`) throw new Refused(401, 'Unauthorized');
    const text = await textOf(request);
    if (text !== '' && type !== 'application/json') throw new Refused(415, 'bad request data');
    const body = text === '' ? {} : (JSON.parse(text) as Members);
    const asked = `${request.method} ${request.url}`;
    const [, uid] = /^DELETE \/api\/datasources\/uid\/(.+)$/.exec(asked) ?? [];
    if (uid !== undefined) return this.#forget(uid);
    if (asked === 'POST /api/datasources') return this.#useSource(body);
    if (asked === 'POST /api/dashboards/db') return this.#useDashboard(body);
    if (asked === 'POST /api/ds/query') return this.#query(body);
    const answered = await this.#alerting.answer(asked, body);
    if (answered !== undefined) return answered;
    throw new Refused(404, 'Not found');
  }

  #forget(uid: string): object {
    if (!this.#sources.delete(uid)) throw new Refused(404, 'Data source not found');
    return { message: 'Data source deleted' };
  }

  #useSource({ uid, name, type, access, url, jsonData }: Members): object {
    if (typeof uid !== 'string' || !UID.test(uid)) throw new Refused(400, 'the uid is not valid');
    const make = SOURCES[String(type)];
    if (make === undefined || access !== 'proxy') throw new Refused(400, 'type and access are required');
    if (typeof name !== 'string' || name === '' || name.length > 190) throw new Refused(400, 'a name is required');
    const names = [...this.#sources.values()].map((source) => source.name);
    if (this.#sources.has(uid) || names.includes(name))
      throw new Refused(409, 'data source with the same name already exists');
    const storeUrl = String(new URL(String(url))).replace(/\/$/, '');
    this.#sources.set(uid, { name, type: String(type), source: make(storeUrl, Object(jsonData) as Members) });
    return { datasource: { uid }, message: 'Datasource added', name };
  }

  #useDashboard({ dashboard, overwrite }: Members): object {
    const { uid, title, panels, schemaVersion } = Object(dashboard) as Members;
    if (typeof title !== 'string' || title === '') throw new Refused(400, 'Dashboard title cannot be empty');
    if (typeof uid !== 'string' || !UID.test(uid)) throw new Refused(400, 'uid contains illegal characters');
    if (!Array.isArray(panels) || typeof schemaVersion !== 'number') throw new Refused(400, 'it is no dashboard');
    if (this.dashboards.has(uid) && overwrite !== true)
      throw new Refused(412, 'A dashboard with the same uid already exists');
    this.dashboards.set(uid, dashboard as Members);
    return { uid, status: 'success', url: `/d/${uid}` };
  }

  async #query({ queries, from, to }: Members): Promise<object> {
    if (![from, to].every((time) => typeof time === 'string' && /^\d{13}$/.test(time)))
      throw new Refused(400, 'from and to');
    if (!Array.isArray(queries) || queries.length === 0) throw new Refused(400, 'no queries found');
    const answers = (queries as Members[]).map(async (query) => {
      const { refId, datasource, maxDataPoints, intervalMs } = query;
      const { uid, type } = Object(datasource) as Members;
      const found = this.#sources.get(String(uid));
      if (found === undefined || found.type !== type) throw new Refused(404, 'data source not found');
      if (typeof refId !== 'string' || refId === '') throw new Refused(400, 'refId');
      if (![maxDataPoints, intervalMs].every((number) => Number.isInteger(number) && Number(number) > 0))
        throw new Refused(400, 'maxDataPoints, intervalMs');
      return [refId, await found.source(query, Number(from), Number(to))] as const;
    });
    return { results: Object.fromEntries(await Promise.all(answers)) };
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
