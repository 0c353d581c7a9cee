import { describe, expect, it } from 'vitest';
import { counting } from './support/counted.js';
import { exportRequest, logRecord, numbered } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { runningGateway } from './support/running-gateway.js';
import { verdict } from './support/verdict.js';

const folder = testFolder();
const keys = keyAndTrust(folder);

/** One record of each service, in one request. */
function fleet(count: number, name: string): string {
  const requests = Array.from({ length: count }, (_, index) =>
    JSON.parse(exportRequest(numbered(1), { service: `${name}-${index}` })),
  );
  return JSON.stringify({ resourceLogs: requests.flatMap(({ resourceLogs }) => resourceLogs) });
}

describe('a client that makes up services', () => {
  it('ten times as many as may begin, begins no more streams than may, is told by number, and is proven', async () => {
    const counted = counting();
    const running = await runningGateway(folder, keys, {
      detection: { mode: 'off' },
      gateway: { newStreamsPerHour: 1 },
    });
    const response = await running.post(fleet(2_560, 'made-up'));
    const { partialSuccess } = (await response.json()) as { partialSuccess: Record<string, string> };
    expect([response.status, partialSuccess['rejectedLogRecords']]).toEqual([200, String(2_560 - 256)]);
    expect(partialSuccess['errorMessage']).toMatch(/^record 256: local begins more streams than it may/);
    expect(await counted('otelseal.gateway.records', { outcome: 'throttled' })).toBe(2_560 - 256);

    const another = await running.post(fleet(1, 'another'));
    expect([another.status, another.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^3[56]\d\d$/)]);
    expect((await running.post(fleet(1, 'made-up'))).status).toBe(200);
    expect(running.reports.filter((line) => line.includes('gateway.newStreamsPerHour'))).toHaveLength(1);
    await running.close();
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT 769 records in 256 streams/);
  }, 60_000);

  it('cannot have the streams of two services close each other for ever', async () => {
    const running = await runningGateway(folder, keys, {
      detection: { mode: 'off' },
      sealing: { maxStreams: 3 },
      gateway: { newStreamsPerHour: 1 },
    });
    const both = [...numbered(1), logRecord({ eventName: 'security.authn.login.failure' })];
    const requests = ['one', 'two'].map((service) => JSON.parse(exportRequest(both, { service })));
    const body = JSON.stringify({ resourceLogs: requests.flatMap(({ resourceLogs }) => resourceLogs) });
    const statuses: number[] = [];
    for (let round = 0; round < 160; round += 1) statuses.push((await running.post(body)).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([200, 429]);
    await running.close();
    const [, streams] = /in (\d+) streams/.exec(verdict(running.file, keys.trustFile)) ?? [];
    expect(Number(streams)).toBeGreaterThan(256);
    expect(Number(streams)).toBeLessThanOrEqual(256 + 64 + 4);
  }, 60_000);
});
