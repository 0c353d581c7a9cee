import { OtlpReceiver } from '@otelseal/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { exportRequest, numbered } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { runningGateway } from './support/running-gateway.js';
import { shownIn, verdict } from './support/verdict.js';

const folder = testFolder();
const keys = keyAndTrust(folder);

describe('while the receiver behind is away', () => {
  it('records are taken as long as the spool has room, then clients are asked to come again; nothing is lost', async () => {
    const running = await runningGateway(folder, keys, {
      spool: { maxBytes: 600_000 },
      detection: { mode: 'off' },
      shutdownTimeoutMillis: 20_000,
    });
    await running.receiver.close();
    const acknowledged: number[] = [];
    let refused: Response | undefined;
    for (let from = 0; refused === undefined && from < 10_000; from += 50) {
      const response = await running.post(exportRequest(numbered(50, from)));
      if (response.status === 200) acknowledged.push(from);
      else refused = response;
    }
    expect([refused?.status, refused?.headers.get('retry-after')]).toEqual([503, '5']);
    expect(acknowledged.length).toBeGreaterThan(2);
    expect((await fetch(`${running.gateway.url}/healthz`)).status).toBe(200);
    const back = await OtlpReceiver.start(running.file, { port: Number(new URL(running.receiver.url).port) });
    onTestFinished(() => back.close());
    await running.close();
    const numbers = new Set(shownIn(running.file).map(({ attributes }) => Number(attributes['number'])));
    const expected = acknowledged.flatMap((from) => Array.from({ length: 50 }, (_, index) => from + index));
    expect(expected.filter((number) => !numbers.has(number))).toEqual([]);
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
  }, 60_000);
});

describe('a gateway that ends', () => {
  it('answers what it has begun, closes its streams and delivers', async () => {
    const running = await runningGateway(folder, keys);
    const answers = Array.from({ length: 20 }, (_, index) => running.post(exportRequest(numbered(100, index * 100))));
    await Promise.race(answers);
    const closed = running.close();
    const statuses = (await Promise.allSettled(answers)).map((answer) =>
      answer.status === 'fulfilled' ? answer.value.status : 0,
    );
    await closed;
    const numbers = new Set(shownIn(running.file).map(({ attributes }) => Number(attributes['number'])));
    for (const [index, status] of statuses.entries()) {
      if (status === 200) expect([...Array(100).keys()].every((n) => numbers.has(index * 100 + n))).toBe(true);
    }
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0);
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
  });
});
