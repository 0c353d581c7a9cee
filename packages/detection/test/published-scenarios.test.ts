import { describe, expect, it } from 'vitest';
import { DetectionEngine } from '../src/detection-engine.js';
import type { DetectionOptions } from '../src/detection-options.js';
import type { DetectorName } from '../src/detector.js';
import type { Incident } from '../src/incident.js';
import { shownParties } from '../src/processor/shown-record.js';
import { factOf, only } from './support/replay.js';

/**
 * Logs of our own in the shape of CrowdSec's published scenarios for logins: capacity, leak speed, what is grouped and what is distinct
 * are facts of its hub (November 2026). All group by the address of the client.
 */
const T = Date.parse('2026-11-23T10:00:00Z');
const ATTACKER = '203.0.113.50';

interface Try {
  readonly user: string;
  readonly atMs: number;
  readonly client?: string;
  readonly reason?: string;
  readonly outcome?: 'success';
}

function told(tries: readonly Try[], options: Partial<DetectionOptions> = {}): Incident[] {
  const engine = new DetectionEngine(options);
  const noticed = tries.flatMap(({ user, atMs, client = ATTACKER, reason = 'wrong_password', outcome }, n) => {
    const event = `security.authn.login.${outcome ?? 'failure'}`;
    const attributes = { 'audit.actor.id': user, 'client.address': client, 'security.reason': reason };
    return engine.observe(factOf(event, attributes), shownParties(attributes, `r${n + 1}`), T + atMs);
  });
  return [...noticed, ...engine.endAll()].flatMap((one) => (one.kind === 'incident' ? [one.incident] : []));
}

const incidents = (tries: readonly Try[], options: Partial<DetectionOptions> = {}) =>
  told(tries, options).filter(({ state }) => state === 'ended');

/** Failures of so many users in turn. */
function inTurn(count: number, users: number, everyMs: number, more: Partial<Try> = {}): Try[] {
  return Array.from({ length: count }, (_, n) => ({ user: `u${n % users}`, atMs: n * everyMs, ...more }));
}

describe('every overflow is raised, and not one event earlier', () => {
  it.each<[string, number, number, number, DetectorName, Partial<Try>]>([
    ['ssh-bf: capacity 5, 10 s', 6, 1, 1_000, 'brute_force', {}],
    ['ssh-bf, two users in turn', 6, 2, 1_000, 'brute_force', {}],
    ['ssh-bf, three users in turn', 6, 3, 1_000, 'brute_force', {}],
    ['ssh-bf, four users in turn', 6, 4, 500, 'brute_force', {}],
    ['ssh-bf, five users in turn', 6, 5, 100, 'brute_force', {}],
    ['ssh-bf, at once', 6, 3, 0, 'brute_force', {}],
    ['authelia-bf and its kind: capacity 5, 20 s', 6, 5, 3_900, 'brute_force', {}],
    ['authelia-bf, a half leaks between two', 10, 5, 10_000, 'brute_force', {}],
    ['ssh-slow-bf: capacity 10, 60 s', 17, 5, 25_000, 'brute_force', {}],
    ['ssh-slow-bf, two in three minutes leak', 18, 6, 28_000, 'brute_force', {}],
    ['ssh-bf_user-enum: distinct user, capacity 5, 10 s', 6, 6, 1_000, 'credential_stuffing', {}],
    ['webmin-bf_user-enum and its kind: distinct user, capacity 5, 1 min', 6, 6, 11_900, 'credential_stuffing', {}],
    ['ssh-bf_user-enum of names that do not exist', 6, 6, 1_000, 'account_enumeration', { reason: 'invalid_user' }],
    [
      'ssh-slow-bf_user-enum: distinct user, capacity 10, 60 s',
      15,
      15,
      20_000,
      'account_enumeration',
      { reason: 'invalid_user' },
    ],
    ['ssh-time-based-bf: four failures, median gap above 10 min', 4, 3, 1_800_000, 'brute_force', {}],
  ])('%s: at event %i', (_, threshold, users, everyMs, detector, more) => {
    expect(incidents(inTurn(threshold - 1, users, everyMs, more))).toEqual([]);
    expect(incidents(inTurn(threshold, users, everyMs, more))).toMatchObject([{ detector, count: threshold }]);
  });

  it('a client is not blamed for what another one does', () => {
    const others = { client: '198.51.100.7' };
    expect(incidents([...inTurn(5, 3, 100), ...inTurn(5, 3, 100, others)])).toEqual([]);
    expect(incidents([...inTurn(5, 5, 100), ...inTurn(5, 5, 100, others)])).toEqual([]);
  });

  it('a login cancels failures that are far apart, as in ssh-time-based-bf', () => {
    const login = { user: 'u0', atMs: 2 * 1_800_000 + 5_000, outcome: 'success' } as const;
    const tries = inTurn(4, 3, 1_800_000);
    expect(incidents([...tries.slice(0, 3), login, ...tries.slice(3)])).toEqual([]);
  });

  it('an attack that waits half an hour between two tries stays one incident', () => {
    expect(incidents(inTurn(40, 3, 1_800_000))).toMatchObject([{ detector: 'brute_force', count: 40 }]);
  });
});

/** Every shape of a login scenario in the hub: capacity, leak in milliseconds, an example. */
const SHAPES: readonly (readonly [number, number, string])[] = [
  [2, 10_000, 'teamspeak3-bf'],
  [3, 10_000, 'gotify-bf'],
  [3, 30_000, 'sftpgo-bf'],
  [3, 60_000, 'openvpn-bf'],
  [3, 900_000, 'bookstack-bf'],
  [3, 1_800_000, 'sshesame-bf'],
  [3, 3_600_000, 'dovecot-slow-bf'],
  [4, 10_000, 'zoneminder-bf'],
  [5, 10_000, 'ssh-bf'],
  [5, 15_000, 'uptime-kuma-bf'],
  [5, 20_000, 'gitea-bf'],
  [5, 30_000, 'zimbra-bf'],
  [5, 40_000, 'gitlab-bf_user-enum'],
  [5, 60_000, 'vaultwarden-bf'],
  [5, 120_000, 'fortinet-vpn-bruteforce'],
  [5, 300_000, 'endlessh-bf'],
  [10, 10_000, 'mealie-bf'],
  [10, 60_000, 'ssh-slow-bf'],
  [10, 300_000, 'pterodactyl-wings-bf'],
  [20, 60_000, 'freeswitch-user-enumeration'],
];
/** No login brings a bucket of this capacity to overflow. */
const NEVER = 1_000_000;

/** All buckets of a detector but the one that is like the scenario are out of reach. */
const asOneBucket = (capacity: number, leakMs: number): Partial<DetectionOptions> => ({
  ...only('brute_force'),
  memoryBytes: 1_048_576,
  thresholds: {
    brute_force: {
      pairCapacity: NEVER,
      slowCapacity: NEVER,
      slowSourceCapacity: NEVER,
      pacedGapMs: 365 * 86_400_000,
      sourceCapacity: capacity,
      sourceLeakMs: leakMs,
    },
  },
});
const asDistinctBucket = (burstCapacity: number, burstLeakMs: number): Partial<DetectionOptions> => ({
  ...only('credential_stuffing'),
  memoryBytes: 1_048_576,
  thresholds: { credential_stuffing: { minUsers: 64, windowMs: 1e9, burstCapacity, burstLeakMs } },
});

/** At which event a leaky bucket runs over that is poured into in even steps; written apart from ours. */
function overflowAt(capacity: number, leakMs: number, everyMs: number): number {
  for (let level = 1, event = 1; ; event += 1, level = Math.max(0, level - everyMs / leakMs) + 1) {
    if (level > capacity + 1e-6) return event;
  }
}

describe.each(SHAPES)('a scenario of capacity %i that leaks one in %i ms, such as %s', (capacity, leakMs) => {
  it.each([0, 0.25, 0.5])('overflows exactly where CrowdSec does, %d of an event leaking between two', (share) => {
    const everyMs = leakMs * share;
    const at = overflowAt(capacity, leakMs, everyMs);
    expect(at).toBeGreaterThanOrEqual(capacity + 1);
    for (const [users, options] of [
      [1, asOneBucket(capacity, leakMs)],
      [3, asOneBucket(capacity, leakMs)],
      [at, asOneBucket(capacity, leakMs)],
      [at, asDistinctBucket(capacity, leakMs)],
    ] as const) {
      expect(incidents(inTurn(at - 1, users, everyMs), options)).toEqual([]);
      expect(incidents(inTurn(at, users, everyMs), options)).toMatchObject([{ count: at }]);
    }
  });

  it('holds all that come as slowly as it leaks', () => {
    expect(incidents(inTurn(200, 3, leakMs), asOneBucket(capacity, leakMs))).toEqual([]);
  });

  it('counts a name once where names must be distinct', () => {
    expect(incidents(inTurn(200, capacity, 0), asDistinctBucket(capacity, leakMs))).toEqual([]);
  });
});

describe('an address that many people share', () => {
  const OFFICE = { client: '192.0.2.1' };
  const morning = Array.from(
    { length: 20 },
    (_, n): Try => ({ user: `u${n}`, atMs: n * 10_000, outcome: 'success', ...OFFICE }),
  );

  it('is not an attacker when six of them mistype at the same time', () => {
    const typos = inTurn(6, 5, 500, OFFICE).map((one) => ({ ...one, atMs: one.atMs + 300_000 }));
    expect(incidents([...morning, ...typos])).toEqual([]);
  });

  it('is one when more fail than mistype', () => {
    const guesses = inTurn(21, 5, 100, OFFICE).map((one) => ({ ...one, atMs: one.atMs + 300_000 }));
    expect(incidents([...morning, ...guesses])).toMatchObject([{ detector: 'brute_force' }]);
  });

  it('does not hide that one account of it is guessed', () => {
    const guesses = inTurn(6, 1, 1_000, OFFICE).map((one) => ({ ...one, atMs: one.atMs + 300_000 }));
    expect(incidents([...morning, ...guesses])).toMatchObject([{ detector: 'brute_force', count: 6 }]);
  });
});

describe('one attack that several detectors see', () => {
  it('is one incident of its client, told once when it opens', () => {
    const all = told(inTurn(180, 60, 3_000));
    expect(all.filter(({ state }) => state === 'opened')).toHaveLength(1);
    expect(all.filter(({ state }) => state === 'ended')).toMatchObject([{ count: 180, source: ATTACKER }]);
  });

  it.each<[string, DetectorName, readonly Try[]]>([
    ['many accounts, one try each', 'credential_stuffing', inTurn(100, 100, 1_000)],
    ['fourteen accounts, three tries each, slowly', 'password_spraying', inTurn(42, 14, 55_000)],
    ['names that do not exist', 'account_enumeration', inTurn(100, 100, 1_000, { reason: 'unknown_user' })],
    ['eight accounts, fifty tries each', 'brute_force', inTurn(400, 8, 1_000)],
    ['one account', 'brute_force', inTurn(100, 1, 1_000)],
  ])('is named after what most of it looks like: %s', (_, detector, tries) => {
    expect(incidents(tries)).toMatchObject([{ detector, count: tries.length }]);
  });

  it('is critical once and names the success, whoever sees it', () => {
    const hit = { user: 'u3', atMs: 101_000, outcome: 'success' } as const;
    const all = told([...inTurn(100, 100, 1_000), hit]);
    expect(all.filter(({ severity }) => severity === 'critical').map(({ state }) => state)).toEqual([
      'raised',
      'ended',
    ]);
    expect(all.at(-1)?.summary).toContain('was logged in to');
  });
});
