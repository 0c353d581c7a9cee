import { describe, expect, it } from 'vitest';
import { DetectionEngine } from '../src/detection-engine.js';
import type { DetectorName } from '../src/detector.js';
import type { Incident } from '../src/incident.js';
import { shownParties } from '../src/processor/shown-record.js';
import { factOf } from './support/replay.js';

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

function told(tries: readonly Try[]): Incident[] {
  const engine = new DetectionEngine();
  const noticed = tries.flatMap(({ user, atMs, client = ATTACKER, reason = 'wrong_password', outcome }, n) => {
    const event = `security.authn.login.${outcome ?? 'failure'}`;
    const attributes = { 'audit.actor.id': user, 'client.address': client, 'security.reason': reason };
    return engine.observe(factOf(event, attributes), shownParties(attributes, `r${n + 1}`), T + atMs);
  });
  return [...noticed, ...engine.endAll()].flatMap((one) => (one.kind === 'incident' ? [one.incident] : []));
}

const incidents = (tries: readonly Try[]) => told(tries).filter(({ state }) => state === 'ended');

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
    ['ssh-bf, a half leaks between two', 10, 5, 5_000, 'brute_force', {}],
    ['ssh-slow-bf: capacity 10, 60 s', 17, 5, 25_000, 'brute_force', {}],
    ['ssh-slow-bf, two in three minutes leak', 18, 6, 28_000, 'brute_force', {}],
    ['ssh-bf_user-enum: distinct user, capacity 5, 10 s', 6, 6, 1_000, 'credential_stuffing', {}],
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

  it('a login cancels failures that are far apart, as in ssh-time-based-bf', () => {
    const login = { user: 'u0', atMs: 2 * 1_800_000 + 5_000, outcome: 'success' } as const;
    const tries = inTurn(4, 3, 1_800_000);
    expect(incidents([...tries.slice(0, 3), login, ...tries.slice(3)])).toEqual([]);
  });

  it('an attack that waits half an hour between two tries stays one incident', () => {
    expect(incidents(inTurn(40, 3, 1_800_000))).toMatchObject([{ detector: 'brute_force', count: 40 }]);
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
