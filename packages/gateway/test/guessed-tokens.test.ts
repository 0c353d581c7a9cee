import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { exportRequest, numbered } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { JSON_TYPE, type Running, runningGateway } from './support/running-gateway.js';
import { shownIn, verdict } from './support/verdict.js';

const folder = testFolder();
const keys = keyAndTrust(folder);
const TOKEN = 'shop-token-0123456789abcdef0123456789';
const tokensFile = join(folder, 'tokens');
writeFileSync(tokensFile, `shop ${TOKEN}\n`, { mode: 0o600 });

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/** One connection for all that is sent with it. */
function connection(): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return agent;
}

function sent({ gateway }: Running, agent: Agent, token: string | undefined, body = '{}'): Promise<Answer> {
  const headers = token === undefined ? JSON_TYPE : { ...JSON_TYPE, authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    const asked = request(`${gateway.url}/v1/logs`, { method: 'POST', agent, headers: { ...headers } }, (response) => {
      const { statusCode: status = 0 } = response;
      response.resume().once('end', () => resolve({ status, retryAfter: response.headers['retry-after'] }));
    });
    asked.once('error', reject).end(body);
  });
}

describe('tokens that are guessed', () => {
  it('are looked at twenty times a minute from one address, and who was right there before goes on', async () => {
    const running = await runningGateway(folder, keys, { gateway: { tokensFile } });
    const honest = connection();
    expect((await sent(running, honest, TOKEN)).status).toBe(200);
    const statuses: number[] = [];
    for (let guess = 0; guess < 200; guess += 1) {
      const { status } = await sent(running, connection(), `guess-${guess}-0123456789abcdef0123456789abcdef`);
      statuses.push(status);
    }
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 401), ...Array.from({ length: 180 }, () => 429)]);

    const late = await sent(running, connection(), TOKEN);
    expect([late.status, Number(late.retryAfter) >= 1 && Number(late.retryAfter) <= 60]).toEqual([429, true]);
    expect((await sent(running, honest, TOKEN, exportRequest(numbered(1)))).status).toBe(200);
    await running.close();
    const told = shownIn(running.file).filter(({ event }) => event === 'security.excess.rate_limit');
    expect(told.map(({ attributes, resource }) => [attributes['client.address'], resource['service.name']])).toEqual([
      ['127.0.0.1', 'otelseal-gateway'],
    ]);
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
  });

  it('are not meant where none is shown: a service that was set up without one locks nobody out', async () => {
    const running = await runningGateway(folder, keys, { gateway: { tokensFile } });
    for (let count = 0; count < 40; count += 1) expect((await sent(running, connection(), undefined)).status).toBe(401);
    expect((await sent(running, connection(), TOKEN)).status).toBe(200);
  });
});
