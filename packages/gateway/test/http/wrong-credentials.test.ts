import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { clientNetwork } from '../../src/http/client-network.js';
import { WRONG_CREDENTIALS_DEFAULTS, WrongCredentials } from '../../src/http/wrong-credentials.js';

const { maxWrong, windowMs, maxNetworks } = WRONG_CREDENTIALS_DEFAULTS;
const from = (remoteAddress: string): Socket => ({ remoteAddress }) as Socket;

describe('wrong credentials', () => {
  it('of one address are looked at twenty times a minute, and told once', () => {
    const wrong = new WrongCredentials();
    const told: number[] = [];
    let refused = 0;
    for (let guess = 0; guess < 10 * maxWrong; guess += 1) {
      const socket = from('192.0.2.7');
      if (wrong.waitSeconds(socket, guess) !== undefined) refused += 1;
      else if (wrong.wrong(socket, guess)) told.push(guess);
    }
    expect([refused, told]).toEqual([9 * maxWrong, [maxWrong - 1]]);
    expect(wrong.waitSeconds(from('192.0.2.7'), 1_000)).toBe(59);
    expect(wrong.waitSeconds(from('192.0.2.8'), 1_000)).toBeUndefined();
    expect(wrong.waitSeconds(from('192.0.2.7'), windowMs)).toBeUndefined();
  });

  it('do not hold up a connection on which the last ones were right, until others are shown there', () => {
    const wrong = new WrongCredentials();
    const proxied = from('192.0.2.7');
    wrong.right(proxied);
    for (let guess = 0; guess < maxWrong; guess += 1) wrong.wrong(from('192.0.2.7'), 0);
    expect(wrong.waitSeconds(proxied, 1)).toBeUndefined();
    wrong.wrong(proxied, 1);
    expect(wrong.waitSeconds(proxied, 1)).toBe(60);
  });

  it('are remembered of a bounded number of networks, the newest ones', () => {
    const wrong = new WrongCredentials();
    for (let network = 0; network < 10 * maxNetworks; network += 1) {
      const socket = from(`10.${network >> 16}.${(network >> 8) & 255}.${network & 255}`);
      for (let guess = 0; guess < maxWrong; guess += 1) wrong.wrong(socket, 0);
    }
    const held = Array.from({ length: 10 * maxNetworks }, (_, network) =>
      wrong.waitSeconds(from(`10.${network >> 16}.${(network >> 8) & 255}.${network & 255}`), 0),
    ).filter((seconds) => seconds !== undefined);
    expect(held).toHaveLength(maxNetworks);
  });
});

describe('a client network', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
  ])('of %s is %s', (address, network) => {
    expect(clientNetwork(address)).toBe(network);
  });
});
