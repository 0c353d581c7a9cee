import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const INSTANCE = fileURLToPath(new URL('support/one-instance.mjs', import.meta.url));
const T = 1_795_000_000_000;

interface Said {
  readonly incident?: string;
  readonly detector?: string;
  readonly about?: string;
  readonly added?: number;
  readonly threshold?: number;
  readonly done?: true;
}

const instances = Array.from({ length: 4 }, () => fork(INSTANCE));
afterAll(async () => {
  await Promise.all(
    instances.map(async (instance) => {
      instance.disconnect();
      await once(instance, 'exit');
    }),
  );
});

/** Gives one event to one instance and waits for all it has to say. */
async function give(instance: ChildProcess, event: object): Promise<readonly Said[]> {
  const said: Said[] = [];
  const answered = new Promise<void>((settle) => {
    const take = (message: Said) => {
      if (message.done !== true) return void said.push(message);
      instance.off('message', take);
      settle();
    };
    instance.on('message', take);
  });
  instance.send(event);
  await answered;
  return said;
}

/** What a rule of a back end does: adds up partial counts by detector and name, and compares them with the threshold. */
function overThreshold(said: readonly Said[]): string[] {
  const sums = new Map<string, { sum: number; threshold: number }>();
  for (const { detector, about, added = 0, threshold = 0 } of said) {
    const name = `${detector} ${about}`;
    sums.set(name, { sum: (sums.get(name)?.sum ?? 0) + added, threshold });
  }
  return [...sums].flatMap(([name, { sum, threshold }]) => (sum >= threshold ? [name] : []));
}

describe('an attack that four instances share', () => {
  it('is too small for each of them, and seen by a rule that adds up what they tell', async () => {
    const said: Said[] = [];
    for (let n = 0; n < 16; n += 1) {
      const attributes = {
        'audit.actor.id': 'ada',
        'client.address': '203.0.113.50',
        'security.reason': 'wrong_password',
      };
      const event = { nowMs: T + n * 1_000, eventName: 'security.authn.login.failure', attributes };
      said.push(...(await give(instances[n % 4] as ChildProcess, event)));
    }
    expect(said.filter(({ incident }) => incident !== undefined)).toEqual([]);
    expect(overThreshold(said)).toContain('brute_force 203.0.113.50');
  });

  it('is not made of honest failures', async () => {
    const said: Said[] = [];
    for (let n = 0; n < 16; n += 1) {
      const attributes = {
        'audit.actor.id': `user${n}`,
        'client.address': `198.51.100.${n}`,
        'security.reason': 'wrong_password',
      };
      const event = { nowMs: T + 100_000 + n * 1_000, eventName: 'security.authn.login.failure', attributes };
      said.push(...(await give(instances[n % 4] as ChildProcess, event)));
    }
    expect(overThreshold(said)).toEqual([]);
  });
});
