import { describe, expect, it } from 'vitest';
import { DetectionEngine } from '../src/detection-engine.js';
import { DetectionOptionsError } from '../src/detection-options-error.js';
import type { Incident } from '../src/incident.js';
import type { Noticed } from '../src/noticed.js';
import { detectingProcessor } from '../src/processor/detecting-processor.js';
import { shownParties } from '../src/processor/shown-record.js';
import type { SecurityFact } from '../src/security-fact.js';
import { ended, factOf, replay } from './support/replay.js';

const T = Date.parse('2026-11-23T10:00:00Z');
const LOGIN = 'security.authn.login.failure';

const guess = (attributes: Readonly<Record<string, unknown>> = {}) => ({
  'audit.actor.id': 'ada',
  'client.address': '203.0.113.50',
  'security.reason': 'wrong_password',
  ...attributes,
});

/** Feeds the same kind of failure a number of times, a second apart. */
function feed(
  engine: DetectionEngine,
  count: number,
  attributes: Readonly<Record<string, unknown>> = {},
  fromMs = T,
): Noticed[] {
  return Array.from({ length: count }, (_, n) => {
    const all = guess(attributes);
    return engine.observe(factOf(LOGIN, all), shownParties(all, `r${n}`), fromMs + n * 1_000);
  }).flat();
}

const incidents = (noticed: readonly Noticed[]): Incident[] =>
  noticed.flatMap((one) => (one.kind === 'incident' ? [one.incident] : []));

describe('an incident', () => {
  it('opens on the sixth failure within a minute and not on the fifth', () => {
    const engine = new DetectionEngine();
    expect(feed(engine, 5)).toEqual([]);
    expect(incidents(feed(engine, 1, {}, T + 5_000))).toMatchObject([
      { state: 'opened', detector: 'brute_force', severity: 'low', count: 6, source: '203.0.113.50', user: 'ada' },
    ]);
  });

  it('has the events that led to it as evidence, and names no single account when they were about several', () => {
    const engine = new DetectionEngine();
    const others = Array.from({ length: 3 }, (_, n) =>
      feed(engine, 1, { 'client.address': '192.0.2.1', 'audit.actor.id': `o${n}` }, T + n),
    );
    const tries = Array.from({ length: 6 }, (_, n) => {
      const all = guess({ 'audit.actor.id': `u${n % 3}` });
      return engine.observe(factOf(LOGIN, all), shownParties(all, `try${n + 1}`), T + n * 1_000);
    });
    expect(incidents([...others, ...tries].flat())).toMatchObject([
      {
        count: 6,
        user: undefined,
        users: { distinct: 3, shown: ['u0', 'u1', 'u2'] },
        records: ['try1', 'try2', 'try3', 'try4', 'try5', 'try6'],
      },
    ]);
  });

  it('has no evidence of another time, of passwords that were repeated or of logins that worked', () => {
    const engine = new DetectionEngine();
    const see = (event: string, id: string, atMs: number, more: object = {}) => {
      const all = guess({ ...more });
      return engine.observe(factOf(event, all), shownParties(all, id), T + atMs);
    };
    see(LOGIN, 'old', -3_600_000, { 'security.attempt.tag': 1 });
    see('security.authn.login.success', 'login', 0);
    for (let n = 0; n < 3; n += 1) see(LOGIN, 'repeated', n * 100, { 'security.attempt.tag': 1 });
    const told = Array.from({ length: 6 }, (_, n) => see(LOGIN, `g${n}`, 500 + n, { 'security.attempt.tag': 10 + n }));
    expect(incidents(told.flat())).toMatchObject([{ records: ['g0', 'g1', 'g2', 'g3', 'g4', 'g5'] }]);
  });

  it('is noticed all the same when a flood has pushed its evidence out, ten times more than is kept', () => {
    const engine = new DetectionEngine({ disable: ['password_spraying'] });
    feed(engine, 5);
    for (let n = 0; n < 20_480; n += 1) {
      const all = { 'client.address': `10.${n >> 8}.${n & 255}.7`, 'audit.actor.id': `x${n}` };
      engine.observe(factOf(LOGIN, all), shownParties(all, `x${n}`), T + 5_000);
    }
    expect(incidents(feed(engine, 1, {}, T + 5_001))).toMatchObject([{ count: 6, records: ['r0'] }]);
  });

  it('is none when nobody has shown a password, however often', () => {
    const engine = new DetectionEngine();
    expect(incidents(feed(engine, 500, { 'security.reason': 'missing_credentials' }))).toEqual([]);
    expect(incidents(feed(engine, 5, {}, T + 600_000))).toEqual([]);
  });

  it('is told once more when it rises and once when it ends, with totals and bounded evidence', () => {
    const engine = new DetectionEngine();
    const told = incidents([...feed(engine, 500), ...engine.advance(T + 500_000 + 900_001)]);
    expect(told.map(({ state, severity }) => [state, severity])).toEqual([
      ['opened', 'low'],
      ['raised', 'medium'],
      ['raised', 'high'],
      ['ended', 'high'],
    ]);
    const [last] = told.slice(-1);
    expect(last).toMatchObject({ count: 500, firstMs: T, lastMs: T + 499_000 });
    expect(last?.records).toHaveLength(20);
    expect(last?.records.slice(-1)).toEqual(['r499']);
    expect(last?.summary).toBe(
      'Brute force from 203.0.113.50 on account ada: many passwords tried, 500 events in 8 min',
    );
  });

  it('is the same in every replay, and a new one after it has been quiet', () => {
    const at = (second: number) => new Date(T + second * 1_000).toISOString();
    const events = [...Array(7).keys(), ...[...Array(7).keys()].map((n) => n + 2_000)].map((second) => ({
      at: at(second),
      event: LOGIN,
      attributes: guess(),
    }));
    const [first, second] = ended(replay(events));
    expect(first?.id).not.toBe(second?.id);
    expect(ended(replay(events)).map(({ id }) => id)).toEqual([first?.id, second?.id]);
  });

  it('stands for the whole service when more sources attack than may be open, and no flood of incidents comes of it', () => {
    const engine = new DetectionEngine({
      disable: ['password_spraying', 'distributed_brute_force', 'credential_stuffing'],
    });
    const told = Array.from({ length: 1_000 }, (_, n) =>
      incidents(
        feed(engine, 6, { 'client.address': `10.${n >> 8}.${n & 255}.1`, 'audit.actor.id': `u${n}` }, T + n * 10),
      ),
    ).flat();
    const opened = told.filter(({ state }) => state === 'opened');
    expect(opened).toHaveLength(51);
    expect(engine.openIncidents).toBe(51);
    expect(opened.at(-1)).toMatchObject({ subject: 'service' });
    const last = incidents(engine.endAll()).find(({ subject }) => subject === 'service');
    expect(last?.count).toBe(950);
    expect(last?.sources).toMatchObject({ distinct: 64 });
  });
});

describe('the same wrong password again', () => {
  it('is no attack, as long as the application tells it apart', () => {
    const engine = new DetectionEngine();
    expect(feed(engine, 200, { 'security.attempt.tag': 7 })).toEqual([]);
    const guesses = Array.from({ length: 6 }, (_, n) =>
      feed(engine, 1, { 'security.attempt.tag': 100 + n }, T + 300_000 + n),
    );
    expect(incidents(guesses.flat())).toMatchObject([{ detector: 'brute_force' }]);
  });
});

describe('a detector that fails', () => {
  it('is named, stops no other and throws nowhere', () => {
    const failed: string[] = [];
    const engine = new DetectionEngine({}, { detectorFailed: (name) => failed.push(name) });
    const broken: SecurityFact = {
      ...factOf(LOGIN, guess({ 'user_agent.original': 'sqlmap/1.8' })),
      get keys(): never {
        throw new Error('no keys');
      },
    };
    expect(engine.observe(broken, undefined, T)).toEqual([]);
    expect(new Set(failed).size).toBeGreaterThan(4);
    feed(engine, 5);
    expect(incidents(feed(engine, 1, {}, T + 5_000))).toHaveLength(1);
  });
});

describe('thresholds', () => {
  it('hold for a route or a tenant, whose events are counted apart', () => {
    const strict = { thresholds: { brute_force: { pairCapacity: 2 } } };
    const engine = new DetectionEngine({
      overrides: [
        { tenant: 'bank', ...strict },
        { route: '/admin/login', ...strict },
      ],
    });
    expect(feed(engine, 3)).toEqual([]);
    expect(incidents(feed(engine, 3, { 'tenant.id': 'bank' }))).toMatchObject([{ count: 3, tenant: 'bank' }]);
    expect(incidents(feed(engine, 3, { 'http.route': '/admin/login', 'client.address': '203.0.113.51' }))).toHaveLength(
      1,
    );
  });

  it('may be changed one by one', () => {
    const engine = new DetectionEngine({ thresholds: { brute_force: { pairCapacity: 1 } } });
    expect(incidents(feed(engine, 2))).toHaveLength(1);
  });

  it.each([
    [{ quiteMs: 1 }],
    [{ memoryBytes: 1_000 }],
    [{ quietMs: Number.NaN }],
    [{ disable: ['brute-force'] }],
    [{ thresholds: { brute_force: { pairCapacity: -1 } } }],
    [{ thresholds: { brute_force: { capacity: 5 } } }],
    [{ thresholds: { attack_tool: { agents: 'sqlmap' } } }],
    [{ thresholds: JSON.parse('{"__proto__":{}, "constructor":{}}') }],
    [{ overrides: [{ thresholds: {} }] }],
    [{ overrides: Array.from({ length: 17 }, () => ({ route: '/', thresholds: {} })) }],
    [{ suppress: [{ detector: 'brute_force', reason: 'x' }] }],
    [{ suppress: [{ detector: 'brute_force', until: '2027-01-01T00:00:00Z', reason: 'free text' }] }],
    [{ suppress: [{ until: '2027-01-01T00:00:00Z', reason: 'everything' }] }],
    [{ disable: 'brute_force' }],
    [{ overrides: [{ tenants: 'bank', route: '/', thresholds: {} }] }],
    [{ overrides: [{ route: 7, thresholds: {} }] }],
    [{ overrides: [{ route: '/' }] }],
    [{ overrides: [null] }],
    [{ suppress: [{ detector: 'brute_force', clients: '10.0.0.0/8', until: '2027-01-01T00:00:00Z', reason: 'x' }] }],
    [{ suppress: [{ detector: 'brute-force', until: '2027-01-01T00:00:00Z', reason: 'x' }] }],
    [{ suppress: [{ client: ['10.0.0.1'], until: '2027-01-01T00:00:00Z', reason: 'x' }] }],
    [{ suppress: [{ client: '10.0.0.0/8/9', until: '2027-01-01T00:00:00Z', reason: 'x' }] }],
    [{ suppress: [{ actor: 7, until: '2027-01-01T00:00:00Z', reason: 'x' }] }],
    [{ suppress: [{ actor: 'ada', until: '01/12/2027', reason: 'x' }] }],
    [{ suppress: [{ actor: 'ada', until: '2027-01-01T00:00:00', reason: 'x' }] }],
    [{ suppress: [{ actor: 'ada', until: '2027-02-29T00:00:00Z', reason: 'x' }] }],
    [{ suppress: [{ client: '10.0.0.0/1e1', until: '2027-01-01T00:00:00Z', reason: 'x' }] }],
    [{ suppress: [{ client: '10.0.0.0/0x8', until: '2027-01-01T00:00:00Z', reason: 'x' }] }],
    [{ suppress: [{ client: '10.0.0.0/ 8', until: '2027-01-01T00:00:00Z', reason: 'x' }] }],
    [{ suppress: [null] }],
    [{ suppress: [{ client: '10.0.0.0/64', until: '2027-01-01T00:00:00Z', reason: 'x' }] }],
    [{ suppress: [{ client: `fe80::1%${'x'.repeat(1_000)}`, until: '2027-01-01T00:00:00Z', reason: 'x' }] }],
    [{ suppress: [{ actor: 'x'.repeat(10_240), until: '2027-01-01T00:00:00Z', reason: 'x' }] }],
    [{ suppress: [{ actor: 'ada', until: `2027-01-01T00:00:00.${'0'.repeat(640)}Z`, reason: 'x' }] }],
    [{ suppress: [{ actor: 'ada', until: '2027-01-01T00:00:00Z', reason: 'x'.repeat(640) }] }],
    [{ runbooks: 'javascript:alert(1)' }],
  ])('that are wrong are refused at construction: %j', (options) => {
    expect(() => new DetectionEngine(options as never)).toThrow(DetectionOptionsError);
  });
});

it('a detector that shall only observe must be one that there is: another would answer', () => {
  const ports = { factsOf: () => undefined, emit: () => undefined };
  expect(() => detectingProcessor({ observeOnly: ['brute-force' as never] }, ports)).toThrow(/`observeOnly\[0\]/);
});

describe('memory', () => {
  it.each([1_048_576, 33_554_432])('of %i bytes is not exceeded by the tables of all detectors', (memoryBytes) => {
    const engine = new DetectionEngine({
      memoryBytes,
      severalInstances: true,
      overrides: [{ route: '/a', thresholds: { brute_force: {} } }],
    });
    expect(engine.bytes).toBeLessThan(memoryBytes);
    expect(engine.bytes).toBeGreaterThan(memoryBytes * 0.5);
  });

  it('holds a real offender through keys that an attacker makes', () => {
    const engine = new DetectionEngine({ memoryBytes: 2_097_152 });
    feed(engine, 4);
    for (let n = 0; n < 60_000; n += 1) {
      const attributes = guess({
        'audit.actor.id': `x${n}`,
        'client.address': `2001:db8:${(n >> 8).toString(16)}:${(n & 255).toString(16)}::1`,
      });
      engine.observe(factOf(LOGIN, attributes), undefined, T + 4_000);
    }
    const told = incidents(feed(engine, 2, {}, T + 5_000));
    expect(told.filter(({ source }) => source === '203.0.113.50')).toMatchObject([
      { detector: 'brute_force', count: 6 },
    ]);
  });
});

describe('a clock that is set back', () => {
  it('begins anew: what was noted of the future neither counts nor keeps incidents open', () => {
    const engine = new DetectionEngine();
    const year = 366 * 86_400_000;
    feed(engine, 5, {}, T + year);
    expect(feed(engine, 5)).toEqual([]);
    expect(incidents(feed(engine, 1, {}, T + 5_000))).toMatchObject([{ state: 'opened', firstMs: T, count: 6 }]);
    expect(incidents(engine.advance(T + 5_000 + 900_001))).toMatchObject([{ state: 'ended', count: 6 }]);
  });

  it('ends incidents of the time before', () => {
    const engine = new DetectionEngine();
    feed(engine, 6, {}, T + 7_200_000);
    feed(engine, 1, { 'client.address': '192.0.2.1' }, T);
    expect(incidents(engine.advance(T + 10_000))).toMatchObject([{ state: 'ended', firstMs: T + 7_200_000 }]);
  });
});

describe('spraying of a small service from many machines', () => {
  /** Every quarter of an hour one failure and some logins, but for the night. */
  function quietDays(engine: DetectionEngine, days: number): number {
    const hour = 3_600_000;
    for (let day = 0; day < days; day += 1) {
      for (let quarter = 32; quarter < 72; quarter += 1) {
        const atMs = T + day * 24 * hour + (quarter * hour) / 4;
        feed(engine, 2, { 'audit.actor.id': `p${quarter}`, 'client.address': `198.51.100.${quarter}` }, atMs);
      }
    }
    return T + days * 24 * hour + 8 * hour;
  }
  const spray = (engine: DetectionEngine, count: number, fromMs: number) =>
    Array.from({ length: count }, (_, n) =>
      feed(engine, 1, { 'audit.actor.id': `v${n}`, 'client.address': `203.0.113.${n % 8}` }, fromMs + n * 2_000),
    ).flat();

  it('is noticed at its 25th failure', () => {
    const sprayed = (count: number) => {
      const engine = new DetectionEngine();
      return incidents(spray(engine, count, quietDays(engine, 2)));
    };
    expect(sprayed(24)).toEqual([]);
    expect(sprayed(25)).toMatchObject([{ detector: 'password_spraying', subject: 'tenant' }]);
  });

  it('is not made of one machine that fails often and the mistyping of others', () => {
    const engine = new DetectionEngine();
    const morningMs = quietDays(engine, 2);
    const robot = feed(engine, 60, { 'audit.actor.id': 'robot' }, morningMs);
    const typos = Array.from({ length: 18 }, (_, n) =>
      feed(engine, 1, { 'audit.actor.id': `q${n}`, 'client.address': `192.0.2.${n}` }, morningMs + n * 20_000),
    ).flat();
    const told = incidents([...robot, ...typos]);
    expect(told.filter(({ subject }) => subject === 'tenant')).toEqual([]);
  });
});

describe('silence', () => {
  const renewal = factOf('security.session.renew', guess());

  it('in stored events is noticed by the event that ends it', () => {
    const engine = new DetectionEngine();
    for (let n = 0; n < 1_500; n += 1) engine.observe(renewal, undefined, T + n * 10_000);
    const lastMs = T + 1_499 * 10_000;
    expect(incidents(engine.observe(renewal, undefined, lastMs + 599_000))).toEqual([]);
    expect(incidents(engine.observe(renewal, undefined, lastMs + 599_000 + 1_200_000))).toMatchObject([
      { detector: 'logging_tampered', firstMs: lastMs + 599_000 },
    ]);
  });

  it('is not the end of an attack that went on for hours', () => {
    const engine = new DetectionEngine();
    for (let n = 0; n < 1_500; n += 1) feed(engine, 1, { 'audit.actor.id': `u${n % 9}` }, T + n * 10_000);
    const told = incidents(engine.advance(T + 1_499 * 10_000 + 3_600_000));
    expect(told).toMatchObject([{ state: 'ended', count: 1_500 }]);
  });

  it('is noticed where there usually is none, once', () => {
    const engine = new DetectionEngine();
    const other = (nowMs: number) => engine.observe(factOf('security.session.renew', guess()), undefined, nowMs);
    for (let n = 0; n < 1_500; n += 1) other(T + n * 10_000);
    const lastMs = T + 1_499 * 10_000;
    expect(engine.advance(lastMs + 500_000)).toEqual([]);
    expect(incidents(engine.advance(lastMs + 700_000))).toMatchObject([
      { detector: 'logging_tampered', severity: 'medium' },
    ]);
    expect(incidents(engine.advance(lastMs + 710_000))).toEqual([]);
  });
});
