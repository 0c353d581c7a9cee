import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { notProven, run, unavailable } from '../memory-io.js';
import { sealedLog } from '../sealed-log.js';
import { scriptedServer } from '../stores/scripted-server.js';

const NOW_MS = 1_800_000_000_000;
const EMPTY = { status: 'success', data: { resultType: 'streams', result: [] } };

describe('verify with a scripted store', () => {
  it('asks for all that the store has when a range is judged and standard input cannot be read twice', async () => {
    const { url, asked } = await scriptedServer(() => ({ content: EMPTY }));
    const { trust, file } = await sealedLog();
    const options = { now: () => NOW_MS, stdin: readFileSync(file) };
    await run(['verify', '-', `loki:${url}`, '--trust', trust, '--from', '1h'], options);
    const earliest = Math.min(...asked.map(({ query }) => Number(query.get('start')) / 1e6));
    expect(earliest).toBeLessThan(NOW_MS - 390 * 86_400_000);
  });

  it('proves nothing from an empty store', async () => {
    const { url } = await scriptedServer(() => ({ content: EMPTY }));
    const { trust } = await sealedLog();
    const ran = await run(['verify', `loki:${url}`, '--trust', trust], { now: () => NOW_MS });
    expect(ran).toMatchObject({ code: notProven, out: expect.stringContaining('NOTHING_SEALED') });
  });

  it('exits 69 and gives no verdict when a store does not give all', async () => {
    const { url } = await scriptedServer(({ path }) =>
      path === '/_search'
        ? { content: { timed_out: false, _shards: { total: 2, successful: 1, failed: 0 }, hits: { hits: [] } } }
        : { content: { id: 'p' } },
    );
    const { trust } = await sealedLog();
    const ran = await run(['verify', `elasticsearch:${url}`, '--trust', trust]);
    expect(ran).toMatchObject({
      code: unavailable,
      out: '',
      err: expect.stringContaining('only 1 of 2 shards answered'),
    });
  });
});
