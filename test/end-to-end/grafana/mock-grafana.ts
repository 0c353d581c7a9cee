import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Refuses as Grafana does. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

type Members = Readonly<Record<string, unknown>>;

const UID = /^[A-Za-z0-9_-]{1,40}$/;

/**
 * A MOCK of the part of Grafana's HTTP interface that the test of a real Grafana uses, because no registry has Grafana: it holds every
 * request against what the pages "Data source HTTP API" and "Dashboard HTTP API" of Grafana 12 ask for, and asks the real Loki behind the
 * data source what a panel asks. What it proves is that the requests are as documented; not that Grafana draws anything.
 */
export class MockGrafana {
  readonly url: string;
  readonly dashboards = new Map<string, Members>();
  readonly #token: string;
  readonly #sources = new Map<string, { readonly name: string; readonly url: string }>();
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
    throw new Refused(404, 'Not found');
  }

  #forget(uid: string): object {
    if (!this.#sources.delete(uid)) throw new Refused(404, 'Data source not found');
    return { message: 'Data source deleted' };
  }

  #useSource({ uid, name, type, access, url }: Members): object {
    if (typeof uid !== 'string' || !UID.test(uid)) throw new Refused(400, 'the uid is not valid');
    if (type !== 'loki' || access !== 'proxy') throw new Refused(400, 'type and access are required');
    if (typeof name !== 'string' || name === '' || name.length > 190) throw new Refused(400, 'a name is required');
    const names = [...this.#sources.values()].map((source) => source.name);
    if (this.#sources.has(uid) || names.includes(name))
      throw new Refused(409, 'data source with the same name already exists');
    this.#sources.set(uid, { name, url: String(new URL(String(url))).replace(/\/$/, '') });
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
      const { refId, datasource, maxDataPoints } = query;
      const source = this.#sources.get(String((Object(datasource) as Members)['uid']));
      if (source === undefined) throw new Refused(404, 'data source not found');
      if (typeof refId !== 'string' || !Number.isInteger(maxDataPoints)) throw new Refused(400, 'refId, maxDataPoints');
      return [refId, await framesOf(source.url, query, Number(from), Number(to))] as const;
    });
    return { results: Object.fromEntries(await Promise.all(answers)) };
  }
}

/** One frame a series, as Grafana's Loki data source makes them. */
async function framesOf(lokiUrl: string, query: Members, fromMs: number, toMs: number): Promise<object> {
  const { expr, queryType, maxDataPoints, maxLines = 1_000 } = query;
  if (typeof expr !== 'string' || expr === '' || /\$\{|\$__/.test(expr))
    throw new Refused(400, 'the expression is not valid');
  if (queryType !== 'instant' && queryType !== 'range')
    throw new Refused(400, `unknown query type ${String(queryType)}`);
  const step = Math.max(1, Math.round((toMs - fromMs) / 1_000 / Number(maxDataPoints)));
  const range = { start: `${fromMs}000000`, end: `${toMs}000000`, step: `${step}s`, limit: String(maxLines) };
  const asked = new URLSearchParams({ query: expr, ...(queryType === 'instant' ? { time: `${toMs}000000` } : range) });
  const path = queryType === 'instant' ? 'query' : 'query_range';
  const signal = AbortSignal.timeout(60_000);
  const answer = await fetch(`${lokiUrl}/loki/api/v1/${path}?${asked}`, { signal });
  const text = await answer.text();
  if (!answer.ok) return { status: answer.status, error: text };
  const { data } = JSON.parse(text) as { data: { resultType: string; result: Readonly<Record<string, unknown>>[] } };
  const fields = [
    { name: 'Time', type: 'time' },
    { name: 'Value', type: data.resultType === 'streams' ? 'string' : 'number' },
  ];
  const frames = data.result.map(({ value, values }) => {
    const points = (values ?? [value]) as [number | string, string][];
    const shown = points.map(([, one]) => (data.resultType === 'streams' ? one : Number(one)));
    return { schema: { fields }, data: { values: [points.map(([time]) => Number(time)), shown] } };
  });
  return { status: 200, frames };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
