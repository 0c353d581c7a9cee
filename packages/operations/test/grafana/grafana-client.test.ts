import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';

import { Grafana, hasAnswer } from '../../../../test/end-to-end/grafana/grafana.ts';

/** A stand-in with the two shapes of an answer that a real Grafana gives; no registry has one. */
class FakeGrafana {
  readonly asked: { readonly call: string; readonly body: unknown }[] = [];
  #server: Server | undefined;

  async start(answerOf: (call: string) => readonly [status: number, body: object]): Promise<string> {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const call = `${request.method} ${request.url}`;
        const text = Buffer.concat(chunks).toString();
        this.asked.push({ call, body: text === '' ? undefined : JSON.parse(text) });
        const [status, body] = answerOf(call);
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((settle) => this.#server?.listen(0, '127.0.0.1', settle));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server?.close();
  }
}

const fake = new FakeGrafana();
afterEach(() => fake.stop());

const QUERY = { refId: 'A', expr: 'sum(count_over_time({a="b"} [1m]))', datasource: { type: 'loki', uid: 'x' } };

describe('the Grafana of the tests', () => {
  it('asks a panel as its page does, and reads the frames', async () => {
    const frames = [{ schema: { fields: [{ name: 'Time' }, { name: 'Value' }] }, data: { values: [[1], [2]] } }];
    const url = await fake.start(() => [200, { results: { A: { status: 200, frames } } }]);
    expect(hasAnswer(await new Grafana({ url }).query(QUERY, 1_000, 2_000))).toBe(true);
    expect(fake.asked.at(-1)).toEqual({
      call: 'POST /api/ds/query',
      body: { queries: [QUERY], from: '1000', to: '2000' },
    });
  });

  it.each([
    ['with a status', 500, { results: { A: { status: 500, error: 'parse error at line 1' } } }],
    ['in its answer', 200, { results: { A: { status: 400, error: 'parse error at line 1' } } }],
  ])('says why a query was refused %s', async (_, status, body) => {
    const url = await fake.start(() => [status, body]);
    await expect(new Grafana({ url }).query(QUERY, 1, 2)).rejects.toThrow('parse error at line 1');
  });

  it('takes empty frames for no answer', () => {
    expect(hasAnswer([{ schema: { fields: [] }, data: { values: [] } }])).toBe(false);
    expect(hasAnswer([{ schema: { fields: [{ name: 'Value' }] }, data: { values: [[0, null]] } }])).toBe(false);
  });

  it('replaces a data source that is there, and makes one that is not', async () => {
    const url = await fake.start((call) => (call.startsWith('DELETE') ? [404, {}] : [200, {}]));
    await new Grafana({ url }).useDataSource('x', 'loki', 'http://127.0.0.1:1', {});
    expect(fake.asked.slice(-2).map(({ call }) => call)).toEqual([
      'DELETE /api/datasources/uid/x',
      'POST /api/datasources',
    ]);
  });
});
