import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { letExporterEnd } from '../../src/otlp/let-exporter-end.js';
import { recordOf } from '../sealing-bench.js';

const isWatched = (agent: Agent): boolean => Object.hasOwn(agent, 'createConnection');

/** The agents by which an exporter of an SDK sends one record, and whether it arrived. */
async function agentsOf(makeAgent: () => Agent) {
  const server = createServer((request, response) => request.resume().on('end', () => response.end('{}')));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const agents: Agent[] = [];
  const httpAgentOptions = (): Agent => {
    const agent = makeAgent();
    agents.push(agent);
    return agent;
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/logs`;
  const exporter = new OTLPLogExporter({ url, httpAgentOptions: httpAgentOptions as never });
  letExporterEnd(exporter);
  const { code } = await new Promise<{ code: number }>((resolve) => exporter.export([recordOf()], resolve));
  await exporter.shutdown();
  for (const agent of agents) agent.destroy();
  server.close();
  return { code, agents };
}

describe('an exporter of an SDK that is not to hold the process', () => {
  it('sends as before, by connections that let go of the process', async () => {
    const { code, agents } = await agentsOf(() => new Agent({ keepAlive: true }));
    expect({ code, watched: agents.map(isWatched) }).toEqual({ code: 0, watched: [true, false] });
  });

  it('sends as before by an agent that the application uses for more, whose connections are its own', async () => {
    const shared = new Agent({ keepAlive: true });
    const { code, agents } = await agentsOf(() => shared);
    expect({ code, watched: agents.some(isWatched) }).toEqual({ code: 0, watched: false });
  });

  it.each([
    {},
    { _delegate: null },
    { _delegate: {} },
    { _delegate: { _transport: { _transport: { send: 1 } } } },
    { _delegate: { _transport: { _transport: { send() {}, shutdown() {}, _parameters: { agentFactory: 'no' } } } } },
  ])('stays as it is where it is made in another way: %#', (exporter) => {
    expect(() => letExporterEnd(exporter as unknown as LogRecordExporter)).not.toThrow();
  });
});
