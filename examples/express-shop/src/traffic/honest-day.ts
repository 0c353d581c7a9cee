import { SEED_ACCOUNTS, type SeedAccount } from '../shop/accounts.ts';
import { totp } from '../shop/totp.ts';
import { Browser, type TrafficCount } from './browser.ts';

const { alice, bob, carol, sam, ada } = SEED_ACCOUNTS;

/** Customers buy, staff help them. Returns what alice was refunded, because the tampering will be about that. */
export async function honestDay(shop: string, count: TrafficCount): Promise<{ readonly refunded: string }> {
  const at = (address: string): Browser => new Browser(shop, count, address);

  const alicesPhone = at('192.0.2.10');
  await signIn(alicesPhone, alice);
  await alicesPhone.get('/orders');
  await alicesPhone.post('/orders', { article: 'mug', quantity: 2 });
  await alicesPhone.get('/orders/o-5001');
  await alicesPhone.post('/logout');

  const bobsLaptop = at('192.0.2.11');
  await signIn(bobsLaptop, bob);
  await bobsLaptop.post('/orders', { article: 'lamp', quantity: 1 });
  await bobsLaptop.post('/logout');

  const carolsTablet = at('2001:db8::12');
  for (const typo of ['nine green lantern', 'nine gren lanterns']) {
    await carolsTablet.post('/login', { email: carol.email, password: typo });
  }
  await signIn(carolsTablet, carol);
  await carolsTablet.get('/orders');

  const support = at('198.51.100.20');
  await signIn(support, sam, '000000');
  await support.get(`/customers/${alice.id}`);
  await support.get(`/customers/${carol.id}`);
  await support.post('/orders/o-5001/refund', { amount: '129.90' });
  await support.post('/orders/o-5003/refund', { amount: '249.00' }); // the bank declines
  await support.post('/orders/o-5002/refund', { amount: '900.00' }); // more than was paid
  await support.post('/logout');

  const admin = at('198.51.100.30');
  await signIn(admin, ada);
  await admin.put(`/accounts/${carol.id}/role`, { role: 'support' });
  await admin.get('/customers/export');
  await admin.post('/logout');
  return { refunded: '129.90' };
}

/** Password, then the authenticator's code if the account has one; a wrong code first if one is given. */
export async function signIn(browser: Browser, account: SeedAccount, wrongCode?: string): Promise<void> {
  await browser.post('/login', { email: account.email, password: account.password });
  if (account.totpSecret === undefined) return;
  if (wrongCode !== undefined) await browser.post('/login/code', { code: wrongCode });
  await browser.post('/login/code', { code: totp(account.totpSecret, Date.now()) });
}
