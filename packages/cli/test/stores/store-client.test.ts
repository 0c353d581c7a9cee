import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { StoreClient } from '../../src/stores/store-client.js';
import { hurriedClient, NO_OPTIONS, type Scripted, scriptedServer } from './scripted-server.js';

describe('a client of a store, with a scripted server', () => {
  it('sends credentials and tenant, and takes the answer', async () => {
    const { url, asked } = await scriptedServer(() => ({ content: 'yes' }));
    const client = hurriedClient(`${url}/proxy/`, { authorization: 'Bearer t', tenant: 'shop' });
    expect((await client.ask('POST', '/x?y=1', { a: 1 })).toString()).toBe('yes');
    expect(asked).toMatchObject([
      {
        method: 'POST',
        path: '/proxy/x',
        body: { a: 1 },
        headers: { authorization: 'Bearer t', 'x-scope-orgid': 'shop' },
      },
    ]);
  });

  it.each([429, 408, 503, 500])('asks again after %i', async (status) => {
    const { url, asked } = await scriptedServer((_, count) => (count < 3 ? { status } : { content: 'late' }));
    expect((await hurriedClient(url).ask('GET', '/')).toString()).toBe('late');
    expect(asked).toHaveLength(3);
  });

  it('waits as long as Retry-After asks, and no longer than its own bound', async () => {
    const { url } = await scriptedServer((_, count) =>
      count === 1 ? { status: 429, headers: { 'Retry-After': '3600' } } : { content: 'late' },
    );
    const start = performance.now();
    expect((await hurriedClient(url, {}, { maxPauseMs: 120 }).ask('GET', '/')).toString()).toBe('late');
    expect(performance.now() - start).toBeGreaterThanOrEqual(100);
  });

  it.each([400, 401, 403, 404])('does not ask again after %i', async (status) => {
    const { url, asked } = await scriptedServer(() => ({ status, content: 'no' }));
    await expect(hurriedClient(url).ask('GET', '/')).rejects.toMatchObject({ code: 'ERR_STORE_REFUSAL', status });
    expect(asked).toHaveLength(1);
  });

  it('follows no redirect, so that credentials stay where they were sent', async () => {
    const other = await scriptedServer(() => ({}));
    const { url } = await scriptedServer(() => ({ status: 302, headers: { Location: other.url } }));
    const client = hurriedClient(url, { authorization: 'Bearer t' });
    await expect(client.ask('GET', '/')).rejects.toMatchObject({ code: 'ERR_STORE_REFUSAL', status: 302 });
    expect(other.asked).toEqual([]);
  });

  it('asks the host of its address though the path begins with two slashes', async () => {
    const { url, asked } = await scriptedServer(() => ({}));
    await hurriedClient(`${url}//127.0.0.2:9`).ask('GET', '/x');
    expect(asked.map(({ path }) => path)).toHaveLength(1);
  });

  it('gives up an answer that is too large, at once', async () => {
    const { url, asked } = await scriptedServer(() => ({ content: 'x'.repeat(100_000) }));
    await expect(hurriedClient(url, {}, { maxAnswerBytes: 10_000 }).ask('GET', '/')).rejects.toMatchObject({
      code: 'ERR_STORE_ANSWER_TOO_LARGE',
    });
    expect(asked).toHaveLength(1);
  });

  it.each<readonly [string, Scripted, string]>([
    [
      'is cut off',
      (answer) => answer.writeHead(200, { 'Content-Length': '100' }).write('x', () => answer.destroy()),
      'cut off',
    ],
    ['drips without end', drip, 'drips'],
    ['is steady and takes too long', steady, 'longer than 0.2 s'],
    ['does not come', () => {}, 'silent for 0.1 s'],
  ])('refuses an answer that %s', async (_, scripted, message) => {
    const { url, asked } = await scriptedServer(() => scripted);
    const client = hurriedClient(url, {}, { attempts: 2, timeoutMs: 100, answerMs: 200 });
    await expect(client.ask('GET', '/')).rejects.toMatchObject({
      code: 'ERR_UNAVAILABLE',
      message: expect.stringContaining(message),
    });
    expect(asked).toHaveLength(2);
  });

  it('leaves no question without an answer for longer than it may', async () => {
    const { url, asked } = await scriptedServer(() => () => {});
    const startMs = performance.now();
    const patience = { attempts: 1_000, timeoutMs: 100, silenceMs: 350 };
    await expect(hurriedClient(url, {}, patience).ask('GET', '/')).rejects.toMatchObject({ code: 'ERR_UNAVAILABLE' });
    expect(performance.now() - startMs).toBeLessThan(5_000);
    expect(asked.length).toBeLessThanOrEqual(5);
  });

  it.each<readonly [string, Scripted]>([
    ['silence', () => {}],
    ['an answer without end', steady],
  ])('says once what need not be heard, and does not mind %s', async (_, scripted) => {
    const { url, asked } = await scriptedServer(() => scripted);
    await hurriedClient(url, {}, { timeoutMs: 50 }).mention('DELETE', '/_pit', { id: 'p' });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['refuses the connection', 'http://127.0.0.1:9', 'the connection is refused'],
    ['has an unknown name', 'http://store.invalid:9', 'its name'],
  ])('gives up soon where the address %s, however patient it is', async (_, url, message) => {
    const startMs = performance.now();
    await expect(
      hurriedClient(url, {}, { firstPauseMs: 20, attempts: 1_000, unreachedMs: 100 }).ask('GET', '/'),
    ).rejects.toMatchObject({ code: 'ERR_UNAVAILABLE', message: expect.stringContaining(message) });
    expect(performance.now() - startMs).toBeLessThan(10_000); // a thousand attempts would take hours
  });

  it('is patient with a store that was there and refuses the connection while it starts anew', async () => {
    const first = await scriptedServer(() => ({ content: 'yes' }));
    const client = hurriedClient(first.url, {}, { firstPauseMs: 100, attempts: 6, unreachedMs: 1 });
    await client.ask('GET', '/');
    await first.close();
    const asking = client.ask('GET', '/');
    await sleep(50);
    await scriptedServer(() => ({ content: 'back' }), Number(new URL(first.url).port));
    expect((await asking).toString()).toBe('back');
  });

  it('does not ask again where the other end speaks no TLS', async () => {
    const { url } = await scriptedServer(() => ({}));
    const startMs = performance.now();
    const asking = hurriedClient(url.replace('http:', 'https:'), {}, { firstPauseMs: 30_000 }).ask('GET', '/');
    await expect(asking).rejects.toMatchObject({ code: 'ERR_UNAVAILABLE' });
    expect(performance.now() - startMs).toBeLessThan(10_000);
  });

  it.each<readonly [number, string | undefined, string]>([
    [401, undefined, 'it wants credentials (--store-credentials)'],
    [401, 'Bearer t', 'it does not take the credentials'],
    [403, 'Bearer t', 'may not read this'],
  ])('says what to do about %i with %s', async (status, authorization, message) => {
    const { url } = await scriptedServer(() => ({ status }));
    await expect(hurriedClient(url, { authorization }).ask('GET', '/')).rejects.toThrow(message);
  });

  it.each([
    ['Bearer s3cr3t-token', 's3cr3t-token'],
    [`Basic ${Buffer.from('ann:p4ssw0rd').toString('base64')}`, 'p4ssw0rd'],
    [`Basic ${Buffer.from('ann:p4ssw0rd').toString('base64')}`, Buffer.from('ann:p4ssw0rd').toString('base64')],
    ['ApiKey s3cr3t-key', 's3cr3t-key'],
  ])('does not show %s where a store repeats it', async (authorization, secret) => {
    const { url } = await scriptedServer(() => ({ status: 401, content: `no such credentials: ${secret}` }));
    const refused = await hurriedClient(url, { authorization })
      .ask('GET', '/')
      .catch((error: unknown) => error);
    expect(inspect(refused)).toContain('no such credentials: [credentials]');
    expect(inspect(refused)).not.toContain(secret);
  });

  it('shows nothing of an answer that a terminal would act on, and no credentials', async () => {
    const { url } = await scriptedServer(() => ({ status: 503, content: '\u001b]0;x\u0007' }));
    const asking = hurriedClient(url, { authorization: 'Bearer secret' }).ask('GET', '/');
    const { message } = await asking.then(
      () => expect.unreachable(),
      (error: Error) => error,
    );
    expect(message).toContain('it answered 503');
    expect(message).not.toContain('\u001b');
    expect(message).not.toContain('secret');
  });

  it.each([
    ['http://loki.example:3100', 'in clear'],
    ['http://127.0.0.1.example:3100', 'in clear'],
    ['https://user:hidden@loki.example', 'must not hold credentials'],
    ['https://user:hidden@loki.example:99999', 'is not one'],
    ['https://loki.example/?token=hidden', 'must end with its path'],
    ['ftp://loki.example', 'must begin with http'],
  ])('refuses the address %s and does not repeat its secrets', (address, message) => {
    const open = () => new StoreClient(address, { ...NO_OPTIONS, authorization: 'Bearer t' });
    expect(open).toThrow(expect.objectContaining({ code: 'ERR_USAGE', message: expect.stringContaining(message) }));
    expect(open).not.toThrow(/hidden/);
  });
});

const steady: Scripted = (answer) => {
  const timer = setInterval(() => answer.write('x'.repeat(40_000)), 10);
  answer.once('close', () => clearInterval(timer));
};

const drip: Scripted = (answer) => {
  const timer = setInterval(() => answer.write(' '), 10);
  answer.once('close', () => clearInterval(timer));
};
