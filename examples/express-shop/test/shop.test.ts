import { describe, expect, it } from 'vitest';
import { SEED_ACCOUNTS } from '../src/shop/accounts.ts';
import { attacks, HOSTILE_NAMES } from '../src/traffic/attacks.ts';
import { Browser } from '../src/traffic/browser.ts';
import { honestDay, signIn } from '../src/traffic/honest-day.ts';
import { openShop } from './open-shop.ts';

const { alice, bob, sam } = SEED_ACCOUNTS;
const { url, records, eventNames } = openShop();
const browser = (address = '192.0.2.1'): Browser => new Browser(url(), { requests: 0 }, address);
/** Password and a code of one's own. */
const signInWith = async (person: Browser, code: string): Promise<void> => {
  await person.post('/login', { email: sam.email, password: sam.password });
  await person.post('/login/code', { code });
};
const occurrences = (name: string): number => eventNames().filter((eventName) => eventName === name).length;

describe('the shop', () => {
  it('sells, refunds and records who did it, from where, in which session and trace', async () => {
    await honestDay(url(), { requests: 0 });
    const refund = records().find(
      ({ eventName, attributes }) =>
        eventName === 'security.transaction.complete' && attributes['security.transaction.type'] === 'refund',
    );
    expect(refund?.attributes).toMatchObject({
      'audit.actor.id': sam.id,
      'audit.target.id': 'o-5001',
      'security.transaction.amount': '129.90',
      'client.address': '198.51.100.20',
      'session.id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(refund?.spanContext?.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(eventNames()).toEqual(
      expect.arrayContaining([
        'security.authn.mfa.failure',
        'security.authn.login.success_after_failure',
        'security.transaction.failure',
        'security.transaction.reject',
        'security.sensitive.read',
        'security.sensitive.export',
        'security.authz.change',
      ]),
    );
  });

  it('locks an account after five wrong passwords and slows an address down after ten', async () => {
    for (let guess = 0; guess < 12; guess += 1)
      await browser().post('/login', { email: alice.email, password: `wrong${guess}` });
    expect(occurrences('security.authn.account.lock')).toBe(1);
    expect(occurrences('security.authn.login.failure_limit')).toBe(1);
    const right = await browser('192.0.2.2').post('/login', { email: alice.email, password: alice.password });
    expect(right.status).toBe(401);
    const login = { email: bob.email, password: bob.password };
    expect((await browser().post('/login', login)).status).toBe(429);
    expect((await browser('192.0.2.2').post('/login', login)).status).toBe(200);
  });

  it('locks an account after five wrong codes, too', async () => {
    const thief = browser();
    for (let guess = 0; guess < 5; guess += 1) await signInWith(thief, '000000');
    expect(occurrences('security.authn.mfa.failure')).toBe(5);
    expect(occurrences('security.authn.account.lock')).toBe(1);
    expect((await browser('192.0.2.2').post('/login', { email: sam.email, password: sam.password })).status).toBe(401);
  });

  it('refunds an order once, however many ask at once', async () => {
    const support = browser();
    await signIn(support, sam);
    const asked = Array.from({ length: 5 }, () => support.post('/orders/o-5001/refund', { amount: '129.90' }));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 403, 403, 403, 403]);
    expect(occurrences('security.transaction.complete')).toBe(1);
    expect(occurrences('security.transaction.reject')).toBe(4);
  });

  it('answers for an order of somebody else as for one that does not exist', async () => {
    const customer = browser();
    await signIn(customer, bob);
    const [others, none] = [await customer.get('/orders/o-5001'), await customer.get('/orders/o-9999')];
    expect([others.status, others.body['error']]).toEqual([none.status, none.body['error']]);
    expect(occurrences('security.authz.failure')).toBe(1);
  });

  it('tells people nothing but a number under which the records of their request are found', async () => {
    const support = browser();
    await signIn(support, sam);
    const { status, body } = await support.post('/orders/o-5003/refund', { amount: '249.00' });
    expect({ status, error: body['error'] }).toEqual({ status: 500, error: 'Something went wrong on our side.' });
    const failure = records().find(({ eventName }) => eventName === 'security.transaction.failure');
    expect(failure?.spanContext?.traceId).toBe(body['correlationId']);
    expect(failure?.attributes['error.type']).toBe('card_expired');
  });

  it('recognises the cookie of a session that has ended', async () => {
    const [victim, thief] = [browser(), browser('203.0.113.9')];
    await signIn(victim, bob);
    thief.cookie = victim.cookie;
    await victim.post('/logout');
    expect((await thief.get('/orders')).status).toBe(401);
    const replay = records().find(({ eventName }) => eventName === 'security.session.use_after_expire');
    expect(replay?.attributes).toMatchObject({ 'audit.actor.id': bob.id, 'client.address': '203.0.113.9' });
  });
});

describe('the attackers', () => {
  it('are all seen', async () => {
    await attacks(url(), { requests: 0 });
    expect(eventNames()).toEqual(
      expect.arrayContaining([
        'security.authn.account.lock',
        'security.excess.rate_limit',
        'security.authz.failure',
        'security.malicious.attack_tool',
        'security.malicious.extraneous',
        'security.input.validation.failure',
        'security.input.deserialization.failure',
        'security.session.use_after_expire',
      ]),
    );
    const actors = records().map(({ attributes }) => attributes['audit.actor.id']);
    for (const name of HOSTILE_NAMES) expect(actors).toContain(name.slice(0, 100));
  });

  it('choose no route and no target: the path that they ask for is only a path', async () => {
    await new Browser(url(), { requests: 0 }, '203.0.113.99', 'sqlmap/1.8').get('/orders/1%27%20OR%201=1--');
    const tool = records().find(({ eventName }) => eventName === 'security.malicious.attack_tool');
    expect(tool?.attributes).not.toHaveProperty(['http.route']);
    expect(tool?.attributes).not.toHaveProperty(['audit.target.id']);
    expect(tool?.attributes['url.path']).toBe('/orders/1%27%20OR%201=1--');
    expect(tool?.body).not.toContain('OR');
  });

  it('leave no password, cookie or bank account in the records', async () => {
    await honestDay(url(), { requests: 0 });
    await attacks(url(), { requests: 0 });
    const written = JSON.stringify(
      records()
        .map(({ body, attributes, eventName }) => ({ body, attributes, eventName }))
        .filter(({ eventName }) => eventName),
    );
    for (const secret of [
      alice.password,
      sam.totpSecret,
      'Winter2026!',
      'GB82WEST',
      '4111111111111111',
      'shop_session',
    ]) {
      expect(written).not.toContain(secret);
    }
  });
});
