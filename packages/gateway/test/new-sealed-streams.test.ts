import { readFileSync } from 'node:fs';
import { createVerifier, parseTrust } from '@otelseal/audit-integrity';
import { describe, expect, it } from 'vitest';
import { counting } from './support/counted.js';
import { exportRequest, logRecord, numbered, text } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { runningGateway } from './support/running-gateway.js';
import { recordsIn } from './support/verdict.js';

const folder = testFolder();
const keys = keyAndTrust(folder);
const AT_ONCE = 4_096;

const idOf = (number: number): string => number.toString(16).padStart(8, '0').repeat(4);

/** Requests with one sealed record of each of so many streams that nobody began: a real one under other names. */
async function madeUp(): Promise<(from: number, count: number) => string> {
  const running = await runningGateway(folder, keyAndTrust(folder));
  await running.post(exportRequest([logRecord({ body: text('x') })]));
  await running.close();
  const payload = recordsIn(running.file)
    .map(({ logRecord: { attributes = [] } }) => attributes.find(({ key }) => key === 'audit.payload'))
    .map((attribute) => String(attribute?.value?.stringValue))
    .find((carried) => carried.includes('"kind":"record"')) as string;
  const [, stream] = /"stream":"([0-9a-f]{32})"/.exec(payload) as unknown as [string, string];
  return (from, count) =>
    exportRequest(
      Array.from({ length: count }, (_, index) => {
        const id = idOf(from + index);
        const attributes = { 'audit.payload': text(payload.replace(stream, id)), 'audit.sequence.stream_id': text(id) };
        return logRecord({ attributes });
      }),
    );
}

describe('a client that makes up sealed streams', () => {
  it('ten times as many as may begin, passes no more than may, and a verifier judges the others', async () => {
    const counted = counting();
    const sealed = await madeUp();
    const running = await runningGateway(folder, keys, { gateway: { newSealedStreamsPerHour: 1 } });
    const first = await running.post(sealed(0, 3 * AT_ONCE)); // more than ever may at once: refused by number
    const { partialSuccess } = (await first.json()) as { partialSuccess: Record<string, string> };
    expect([first.status, partialSuccess['rejectedLogRecords']]).toEqual([200, String(2 * AT_ONCE)]);
    expect(partialSuccess['errorMessage']).toMatch(/^record 4096: local sends sealed records of more new streams/);
    for (let request = 1; request < 4; request += 1) {
      const more = await running.post(sealed(request * 3 * AT_ONCE, 3 * AT_ONCE));
      expect([more.status, more.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^3[56]\d\d$/)]);
    }
    expect(await counted('otelseal.gateway.records', { outcome: 'throttled' })).toBe(11 * AT_ONCE);

    expect((await running.post(sealed(7, 1))).status).toBe(200); // a stream that passed goes on
    expect((await running.post(exportRequest(numbered(1)))).status).toBe(200); // what carries no seal has nothing to do with it
    expect(running.reports.filter((line) => line.includes('newSealedStreamsPerHour'))).toHaveLength(1);
    await running.close();
    const verifier = createVerifier({ trust: parseTrust(readFileSync(keys.trustFile, 'utf8')), maxStreams: 400 });
    for (const record of recordsIn(running.file)) verifier.add(record);
    const { streams, verdict, findings } = verifier.finish();
    expect([streams.length, verdict === 'INTACT']).toEqual([401, false]);
    const [own] = streams.filter(({ trusted }) => trusted);
    expect(own).toMatchObject({ closed: true, trusted: true });
    expect(findings.filter(({ stream }) => stream === own?.stream)).toEqual([]);
  }, 120_000);

  it('makes those who really seal wait, and nothing of their records is taken until all may come', async () => {
    const counted = counting();
    const sealed = await madeUp();
    const running = await runningGateway(folder, keys, { gateway: { newSealedStreamsPerHour: 1 } });
    expect((await running.post(sealed(0, AT_ONCE - 1))).status).toBe(200);
    const both = await running.post(sealed(AT_ONCE - 2, 3)); // one of them is known, one may begin, one more may not
    expect([both.status, both.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^3[56]\d\d$/)]);
    expect(await counted('otelseal.gateway.records', { outcome: 'passed' })).toBe(AT_ONCE - 1);
    expect((await running.post(sealed(AT_ONCE - 2, 2))).status).toBe(200);
  }, 60_000);
});
