import { describe, expect, it } from 'vitest';
import type { DetectorName } from '../src/detector.js';
import { DETECTOR_NAMES } from '../src/make-detectors.js';
import { ended, type LoggedEvent, only, replay } from './support/replay.js';

/*
 * What the pages say under "How to evade it", done: each way is noticed by nobody of that name, and one step further is. The pages are held
 * to be neither vain nor modest.
 */
const T = Date.parse('2026-11-23T10:00:00Z');
const MINUTE = 60;
const HOUR = 3_600;

type Attributes = Readonly<Record<string, unknown>>;
interface Way {
  readonly detector: DetectorName;
  readonly what: string;
  /** So many are not noticed, and one more is. */
  readonly most: number;
  readonly everySeconds: number;
  readonly event: string;
  readonly each: (n: number) => Attributes;
}

const FAILURE = 'security.authn.login.failure';
const by = (client: string, actor: string): Attributes => ({ 'client.address': client, 'audit.actor.id': actor });
const ATTACKER = '203.0.113.50';
const target = (n: number) => ({ 'audit.target.id': `t-${n}`, 'audit.target.type': 'record' });

const LAST_STEPS: readonly Way[] = [
  {
    detector: 'account_enumeration',
    what: 'five names at once, then a new client',
    most: 5,
    everySeconds: 1,
    event: FAILURE,
    each: (n) => ({ ...by(ATTACKER, `u${n}`), 'security.reason': 'unknown_user' }),
  },
  {
    detector: 'brute_force',
    what: 'five guesses, then a new client',
    most: 5,
    everySeconds: 1,
    event: FAILURE,
    each: () => by(ATTACKER, 'ada'),
  },
  {
    detector: 'bulk_read',
    what: '199 records an hour',
    most: 199,
    everySeconds: 1,
    event: 'security.sensitive.read',
    each: (n) => ({ ...by(ATTACKER, 'mallory'), ...target(n) }),
  },
  {
    detector: 'credential_stuffing',
    what: 'fourteen accounts in a quarter of an hour, a minute apart',
    most: 14,
    everySeconds: 61,
    event: FAILURE,
    each: (n) => by(ATTACKER, `u${n}`),
  },
  {
    detector: 'distributed_brute_force',
    what: 'nine guesses in half an hour',
    most: 9,
    everySeconds: MINUTE,
    event: FAILURE,
    each: (n) => by(`203.0.113.${n}`, 'ada'),
  },
  {
    detector: 'mass_deletion',
    what: '49 deletions an hour',
    most: 49,
    everySeconds: 1,
    event: 'security.sensitive.delete',
    each: (n) => ({ ...by(ATTACKER, 'mallory'), ...target(n) }),
  },
  {
    detector: 'mfa_abuse',
    what: 'four messages in ten minutes',
    most: 4,
    everySeconds: MINUTE,
    event: 'security.authn.mfa.failure',
    each: () => ({ ...by(ATTACKER, 'erin'), 'security.auth.method': 'push' }),
  },
  {
    detector: 'password_spraying',
    what: 'nine accounts from one client, and then a tenth',
    most: 18,
    everySeconds: MINUTE,
    event: FAILURE,
    each: (n) => by(ATTACKER, n < 18 ? `u${n % 9}` : 'u9'),
  },
  {
    detector: 'privilege_escalation',
    what: 'four refusals in five minutes',
    most: 4,
    everySeconds: 10,
    event: 'security.authz.failure',
    each: (n) => ({ ...by(ATTACKER, 'mallory'), ...target(n), 'security.permission.required': [`p${n}`] }),
  },
  {
    detector: 'probing',
    what: 'nine refusals a minute',
    most: 9,
    everySeconds: 2,
    event: 'security.input.validation.failure',
    each: (n) => ({ 'client.address': ATTACKER, 'http.route': '/a', 'security.validation.fields': [`f${n}`] }),
  },
  {
    detector: 'probing',
    what: 'three attack patterns a minute',
    most: 3,
    everySeconds: 2,
    event: 'security.malicious.sqli',
    each: () => ({ 'client.address': ATTACKER, 'http.route': '/a' }),
  },
  {
    detector: 'probing',
    what: 'ten paths, then a pause',
    most: 10,
    everySeconds: 0.1,
    event: 'security.authz.failure',
    each: (n) => ({ 'client.address': ATTACKER, 'url.path': `/x${n}` }),
  },
  {
    detector: 'token_reuse',
    what: 'an ended session from the same network, ten times',
    most: 10,
    everySeconds: 1,
    event: 'security.session.use_after_expire',
    each: () => ({ ...by(ATTACKER, 'grace'), 'session.id': 's-1' }),
  },
  {
    detector: 'transaction_fraud',
    what: 'eleven transactions in ten minutes',
    most: 11,
    everySeconds: 10,
    event: 'security.transaction.initiate',
    each: () => ({
      ...by(ATTACKER, 'judy'),
      'security.transaction.type': 'payout',
      'security.transaction.counterparty': 'x',
    }),
  },
];

const at = (second: number, event: string, attributes: Attributes): LoggedEvent => ({
  at: new Date(T + second * 1_000).toISOString(),
  event,
  attributes,
});
const told = (detector: DetectorName, events: readonly LoggedEvent[]) => ended(replay(events, only(detector)));

describe.each(LAST_STEPS)('$detector', ({ detector, what, most, everySeconds, event, each }) => {
  const events = (count: number) => Array.from({ length: count }, (_, n) => at(n * everySeconds, event, each(n)));

  it(`is evaded by ${what}, and by no more`, () => {
    expect(told(detector, events(most))).toEqual([]);
    expect(told(detector, events(most + 1))).toHaveLength(1);
  });
});

const SUCCESS = 'security.authn.login.success';
const FIREFOX = { 'user_agent.original': 'Mozilla/5.0 Firefox/145.0' };
const place = (latitude: number, longitude: number) => ({
  'geo.location.lat': latitude,
  'geo.location.lon': longitude,
});
const read = (second: number, client: string, agent: Attributes = FIREFOX) =>
  at(second, 'security.sensitive.read', { ...by(client, 'frank'), 'session.id': 's-1', ...agent });
const decoy = (name: string) => [at(0, SUCCESS, by(ATTACKER, name))];
const fiveFast = Array.from({ length: 5 }, (_, n) => at(n, FAILURE, by(ATTACKER, 'ada')));

/** Ways that are no count: what is done, and the same with less care. */
const CAREFUL: readonly [DetectorName, string, readonly LoggedEvent[], readonly LoggedEvent[]][] = [
  [
    'attack_tool',
    'a name behind the first 256 characters',
    [at(0, FAILURE, { ...by(ATTACKER, 'ada'), 'user_agent.original': `${'x'.repeat(256)} sqlmap/1.8` })],
    [at(0, FAILURE, { ...by(ATTACKER, 'ada'), 'user_agent.original': `${'x'.repeat(200)} sqlmap/1.8` })],
  ],
  [
    'impossible_travel',
    'a login a day later',
    [
      at(0, SUCCESS, { ...by('192.0.2.1', 'heidi'), ...place(52, 13) }),
      at(25 * HOUR, SUCCESS, { ...by(ATTACKER, 'heidi'), ...place(-33, 151) }),
    ],
    [
      at(0, SUCCESS, { ...by('192.0.2.1', 'heidi'), ...place(52, 13) }),
      at(HOUR, SUCCESS, { ...by(ATTACKER, 'heidi'), ...place(-33, 151) }),
    ],
  ],
  [
    'logging_tampered',
    'a setting whose name tells nothing',
    [at(0, 'security.config.change', { ...by(ATTACKER, 'm'), 'security.config.key': 'colour' })],
    [at(0, 'security.config.change', { ...by(ATTACKER, 'm'), 'security.config.key': 'audit.enabled' })],
  ],
  [
    'session_hijack',
    "the victim's user agent",
    [read(0, '192.0.2.1'), read(MINUTE, ATTACKER)],
    [read(0, '192.0.2.1'), read(MINUTE, ATTACKER, { 'user_agent.original': 'curl/8.1' })],
  ],
  [
    'success_after_failures',
    'a pause of four minutes',
    [...fiveFast, at(4 + 4 * MINUTE + 1, SUCCESS, by(ATTACKER, 'ada'))],
    [...fiveFast, at(4 + 4 * MINUTE - 1, SUCCESS, by(ATTACKER, 'ada'))],
  ],
];

describe.each(CAREFUL)('%s', (detector, what, careful, careless) => {
  it(`is evaded by ${what}, not by less`, () => {
    expect(told(detector, careful)).toEqual([]);
    expect(told(detector, careless)).toHaveLength(1);
  });
});

it('honeytoken is evaded by whoever touches what others touch', () => {
  const options = { ...only('honeytoken'), thresholds: { honeytoken: { decoyAccounts: ['backup-admin'] } } };
  expect(ended(replay(decoy('ada'), options))).toEqual([]);
  expect(ended(replay(decoy('backup-admin'), options))).toHaveLength(1);
});

it('there is a way around every detector', () => {
  const evaded = [
    ...LAST_STEPS.map(({ detector }) => detector),
    ...CAREFUL.map(([detector]) => detector),
    'honeytoken',
  ];
  expect([...new Set(evaded)].sort()).toEqual([...DETECTOR_NAMES].sort());
});
