import { R10 } from '@otelseal/testing';
import { describe, expect, it } from 'vitest';

import { ok, run, tampered, unavailable, usage } from '../memory-io.js';
import { sealedLog } from '../sealed-log.js';
import { type Asked, type Scripted, scriptedServer } from '../stores/scripted-server.js';

/* What the real stores do is in test/end-to-end; here is what they cannot be made to do. */

const SHARDS = { total: 1, successful: 1, failed: 0 };
const START_MS = Date.UTC(2026, 10, 23, 10);

interface Hit {
  readonly _index: string;
  readonly _id: string;
  readonly _source: object;
  readonly sort: readonly number[];
}

/** A failed login, one a second. */
function failure(at: number, more: object = {}): Hit {
  const attributes = { 'audit.actor.id': 'ada', 'client.address': '203.0.113.9', 'audit.record.id': `id-${at}` };
  const timeMs = START_MS + at * 1_000;
  const event = { '@timestamp': `${timeMs}.000000`, event_name: 'security.authn.login.failure', attributes, ...more };
  return { _index: 'logs', _id: String(at), _source: event, sort: [timeMs, at] };
}

const failures = (count: number): Hit[] => Array.from({ length: count }, (_, at) => failure(at));
const page = (hits: readonly Hit[]): Scripted => ({
  content: { pit_id: 'p', timed_out: false, _shards: SHARDS, hits: { hits } },
});

/** A store that gives these pages, one a search. */
async function replayed(pages: readonly Scripted[], ...more: readonly string[]) {
  let searches = 0;
  const server = await scriptedServer(({ path }: Asked) => {
    if (path !== '/_search') return { content: { id: 'p', _shards: SHARDS } };
    searches += 1;
    return pages[searches - 1] ?? page([]);
  });
  const ran = await run(['replay', `elasticsearch:${server.url}`, '--json', ...more]);
  const incidents = ran.out.split('\n').filter((line) => line !== '');
  return { ...ran, ...server, incidents: incidents.map((line) => JSON.parse(line)) };
}

describe('otelseal replay of a store', () => {
  it('asks for security events by time, and for nothing else', async () => {
    const { asked, code } = await replayed([]);
    const search = asked.find(({ path }) => path === '/_search')?.body as unknown as {
      readonly sort: unknown;
      readonly query: { readonly bool: { readonly should: unknown } };
    };
    expect(code).toBe(ok);
    expect(search.sort).toEqual([
      { '@timestamp': expect.objectContaining({ order: 'asc', numeric_type: 'date' }) },
      { _shard_doc: 'asc' },
    ]);
    expect(search.query.bool.should).toEqual([
      { prefix: { event_name: 'security.' } },
      { prefix: { 'attributes.event.name': 'security.' } },
    ]);
  });

  it('asks for the part that was asked for, and looks at nothing else', async () => {
    const range = ['--from', '2026-11-23T10:00:02Z', '--to', '2026-11-23T10:00:09Z'];
    const { asked, incidents } = await replayed([page(failures(20))], ...range);
    expect(asked.find(({ path }) => path === '/_search')?.body?.query.bool.filter).toEqual([
      {
        range: {
          '@timestamp': { gte: String(START_MS + 2_000), lte: String(START_MS + 9_001), format: 'epoch_millis' },
        },
      },
    ]);
    expect(incidents).toMatchObject([
      { count: 8, first: '2026-11-23T10:00:02.000Z', last: '2026-11-23T10:00:09.000Z' },
    ]);
  });

  it('counts once what comes again because the point in time was forgotten', async () => {
    const all = [...failures(1_000), failure(1_000), failure(1_001)];
    const forgotten: Scripted = { status: 404, content: 'search_context_missing_exception' };
    const pages = [page(all.slice(0, 1_000)), forgotten, page(all.slice(0, 1_000)), page(all.slice(1_000))];
    const { code, incidents } = await replayed(pages);
    expect([code, incidents]).toEqual([ok, [expect.objectContaining({ detector: 'brute_force', count: 1_002 })]]);
  });

  it('reads on where more documents than a page share a millisecond', async () => {
    const at = (n: number): Hit => ({ ...failure(0), _id: String(n), sort: [START_MS, n] });
    const all = Array.from({ length: 1_500 }, (_, n) => at(n));
    const { incidents } = await replayed([page(all.slice(0, 1_000)), page(all.slice(1_000))]);
    expect(incidents).toMatchObject([{ detector: 'brute_force', count: 1_500 }]);
  });

  it('counts a sealed event once, however often it was sent, and by what was signed', async () => {
    const event = (n: number) => ({
      ...R10,
      eventName: 'security.authn.login.failure',
      timestamp: START_MS + n * 1_000,
      attributes: { 'audit.actor.id': 'ada', 'client.address': '203.0.113.9' },
    });
    const { text } = await sealedLog({ records: Array.from({ length: 8 }, (_, n) => event(n)) });
    const payloads = [...text.matchAll(/"key":"audit.payload","value":\{"stringValue":("(?:[^"\\]|\\.)*")\}/g)];
    const sealed = payloads
      .map(([, payload = '']) => JSON.parse(payload))
      .filter((one) => one.includes('login.failure'));
    const documents = sealed.flatMap((payload, n) =>
      ['first', 'again'].map((copy) => ({
        ...failure(n, { attributes: { 'audit.payload': payload, 'client.address': '192.0.2.66' } }),
        _id: `${copy}-${n}`,
      })),
    );
    const { incidents } = await replayed([page(documents)]);
    expect(incidents).toMatchObject([{ detector: 'brute_force', source: '203.0.113.9', user: 'ada', count: 8 }]);
  });

  it('leaves out, and says so, what has no time, and what two readers would read differently', async () => {
    const untimed = failure(6, { '@timestamp': 'yesterday' });
    const answer = page([...failures(6), untimed]) as { readonly content: object };
    const twice = JSON.stringify(answer.content).replace('"_id":"0"', '"_id":"0","_id":"0"');
    const { code, err, incidents } = await replayed([{ content: twice }]);
    expect([code, incidents]).toEqual([tampered, [expect.objectContaining({ count: 6 })]]);
    expect(err).toContain('left out 2 lines or events that cannot be read; the first is logs/0 to logs/6');
  });

  it.each([
    [['--format', 'otlp-json'], '--format is for files'],
    [['--from', 'soon'], '--from takes'],
    [['--from', '2026-11-24T00:00:00Z', '--to', '2026-11-23T00:00:00Z'], '--from is later than --to'],
    [['--store-timeout', '1d'], '--store-timeout takes'],
    [['--store-key', 'x.pem'], 'go together'],
  ])('%j is an error that says what to do', async (args, message) => {
    const ran = await run(['replay', 'loki:http://127.0.0.1:9', ...args]);
    expect(ran).toMatchObject({ code: usage, out: '', err: expect.stringContaining(message) });
  });

  it('says that a store cannot be read, after what was found until then', async () => {
    const { code, err } = await replayed([page(failures(1_000)), { status: 400, content: 'no more' }]);
    expect([code, err]).toEqual([unavailable, expect.stringContaining('cannot be read')]);
  });
});

describe('otelseal replay of a part of a file', () => {
  it('goes by the time of the events', async () => {
    const line = (at: number) => {
      const ts = new Date(START_MS + at * 1_000).toISOString();
      return `${JSON.stringify({ ts, user: 'ada', ip: '203.0.113.9', outcome: 'failure' })}\n`;
    };
    const stdin = Array.from({ length: 20 }, (_, at) => line(at)).join('');
    const range = ['--from', '2026-11-23T10:00:02Z', '--to', '2026-11-23T10:00:09Z'];
    const { out } = await run(['replay', '-', '--format', 'auth-jsonl', '--json', ...range], { stdin });
    expect(JSON.parse(out)).toMatchObject({ count: 8, first: '2026-11-23T10:00:02.000Z' });
  });
});
