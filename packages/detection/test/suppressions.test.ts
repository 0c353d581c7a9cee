import { describe, expect, it } from 'vitest';
import { DetectionEngine } from '../src/detection-engine.js';
import { DetectionOptionsError } from '../src/detection-options-error.js';
import type { Noticed } from '../src/noticed.js';
import type { EmittedRecord } from '../src/processor/detecting-options.js';
import { detectingProcessor } from '../src/processor/detecting-processor.js';
import { shownParties } from '../src/processor/shown-record.js';
import { suppressionRecord } from '../src/processor/suppression-record.js';
import type { Suppression } from '../src/suppressions.js';
import { factOf } from './support/replay.js';

const T = Date.parse('2026-11-23T10:00:00Z');
const until = new Date(T + 60_000).toISOString();
const FAILURE = 'security.authn.login.failure';
const guess = { 'client.address': '203.0.113.50', 'audit.actor.id': 'ada', 'security.reason': 'wrong_password' };

const engineWith = (...suppress: readonly Suppression[]) => new DetectionEngine({ suppress, memoryBytes: 1_048_576 });
const feed = (engine: DetectionEngine, count: number, fromMs = T): Noticed[] =>
  Array.from({ length: count }, (_, n) => n).flatMap((n) =>
    engine.observe(factOf(FAILURE, guess), shownParties(guess, `r${n}`), fromMs + n * 1_000),
  );
const about = (noticed: readonly Noticed[]) => noticed.filter(({ kind }) => kind !== 'suppression');
const told = (noticed: readonly Noticed[]) => noticed.flatMap((one) => (one.kind === 'suppression' ? [one] : []));

describe('a suppression', () => {
  it('is told as it was checked, whatever becomes of the object that was given', () => {
    const given = { actor: 'ada', until: '2028-02-29T00:00:00Z', reason: 'pentest' };
    const engine = engineWith(given);
    given.reason = 'x'.repeat(10_000);
    expect(told(feed(engine, 1))).toMatchObject([{ state: 'started', suppression: { reason: 'pentest' } }]);
  });

  it('is told once instead of the incident, and ends when it says so', () => {
    const engine = engineWith({ client: '203.0.113.0/24', until, reason: 'pentest' });
    expect(about(feed(engine, 12))).toMatchObject([
      { kind: 'suppressed', detector: 'brute_force', suppression: { reason: 'pentest' } },
    ]);
    expect(about(feed(engine, 6, T + 61_000))).toMatchObject([{ kind: 'incident', incident: { state: 'opened' } }]);
  });

  it('is told again when what it keeps back becomes worse: the success of a tester is on record', () => {
    const engine = engineWith({ actor: 'ada', until, reason: 'pentest' });
    feed(engine, 6);
    const hit = engine.observe(factOf('security.authn.login.success', guess), undefined, T + 7_000);
    expect(about(hit)).toMatchObject([{ kind: 'suppressed', incident: { severity: 'critical' } }]);
  });

  it('holds for no other client, actor or detector', () => {
    const engine = engineWith({ actor: 'ada', detector: 'attack_tool', until, reason: 'pentest' });
    expect(about(feed(engine, 6))).toMatchObject([{ kind: 'incident' }]);
  });
});

describe('the list of suppressions', () => {
  const tester: Suppression = { client: '203.0.113.0/24', until, reason: 'pentest' };
  const forgotten: Suppression = { detector: 'mass_deletion', until: '2026-11-01T00:00:00Z', reason: 'clean_up' };
  const unused: Suppression = { actor: 'robot', until: '2027-01-01T00:00:00Z', reason: 'load_test' };

  it('is told entry by entry at the first event, an expired one as over', () => {
    expect(told(feed(engineWith(tester, forgotten, unused), 1))).toEqual([
      { kind: 'suppression', state: 'started', suppression: tester, kept: 0 },
      { kind: 'suppression', state: 'ended', suppression: forgotten, kept: 0 },
      { kind: 'suppression', state: 'started', suppression: unused, kept: 0 },
    ]);
  });

  it('tells when one expires, and at the end which were in force, each with how much it kept back', () => {
    const engine = engineWith(tester, forgotten, unused);
    feed(engine, 12);
    expect(told(engine.advance(T + 59_999))).toEqual([]);
    expect(told(engine.advance(T + 60_000))).toEqual([
      { kind: 'suppression', state: 'ended', suppression: tester, kept: 1 },
    ]);
    expect(told(engine.endAll())).toEqual([{ kind: 'suppression', state: 'ended', suppression: unused, kept: 0 }]);
    expect(told(engine.endAll())).toEqual([]);
  });

  it('keeps nothing back in silence when a clock runs backwards by minutes', () => {
    const engine = engineWith(tester);
    feed(engine, 1, T + 61_000);
    expect(about(feed(engine, 6, T + 30_000))).toMatchObject([{ kind: 'incident' }]);
  });

  it('is told anew when time begins anew, and holds again', () => {
    const engine = engineWith(tester);
    feed(engine, 1, T + 86_400_000);
    const again = feed(engine, 6, T);
    expect(told(again)).toMatchObject([{ state: 'started' }]);
    expect(about(again)).toMatchObject([{ kind: 'suppressed' }]);
  });

  it('takes 256 entries and not ten times as many', () => {
    const many = (count: number) =>
      engineWith(...Array.from({ length: count }, (_, n) => ({ ...unused, actor: `a${n}` })));
    expect(told(feed(many(256), 1))).toHaveLength(256);
    expect(() => many(2_560)).toThrow(DetectionOptionsError);
  });
});

describe('a processor with suppressions', () => {
  it('waits for the first record, whatever it is, to say whose they are', async () => {
    const declared: string[] = [];
    const processor = detectingProcessor(
      { suppress: [{ actor: 'ada', until, reason: 'pentest' }], memoryBytes: 1_048_576 },
      {
        factsOf: () => undefined,
        emit: ({ eventName, resource }) => declared.push(`${eventName} ${resource?.attributes['service.name']}`),
        nowMs: () => T,
      },
    );
    expect(declared).toEqual([]);
    processor.onEmit({ resource: { attributes: { 'service.name': 'shop' } }, attributes: {} } as never, {} as never);
    expect(declared).toEqual(['security.incident.suppression.start shop']);
    await processor.shutdown();
    expect(declared.slice(1)).toEqual(['security.incident.suppression.end shop']);
  });

  it('that never saw a record stops without a word', async () => {
    const emitted: string[] = [];
    const suppress = [{ actor: 'ada', until, reason: 'pentest' }];
    const ports = { factsOf: () => undefined, emit: ({ eventName }: EmittedRecord) => emitted.push(eventName) };
    await detectingProcessor({ suppress }, ports).shutdown();
    expect(emitted).toEqual([]);
  });
});

describe('the network of a suppression', () => {
  it.each([
    ['203.0.113.7', 'kept', '203.0.113.7', '203.0.113.7'],
    ['203.0.113.0/24', 'kept', '203.0.113.0', '203.0.113.0/24'],
    ['203.0.113.7', 'truncated', '203.0.113.0/24', '203.0.113.0/24'],
    ['203.0.113.16/28', 'truncated', '203.0.113.0/24', '203.0.113.0/24'],
    ['203.0.0.0/16', 'truncated', '203.0.0.0/24', '203.0.0.0/16'],
    ['2001:db8::/32', 'truncated', '2001:db8::/48', '2001:db8::/32'],
    ['203.0.113.0/24', 'a pseudonym', 'p_k1_x', 'p_k1_x/24'],
    ['203.0.113.7', 'masked', '[REDACTED]', '[REDACTED]'],
  ])('%s, whose address is %s, is shown no narrower than that and no wider than it is', (client, _, shown, is) => {
    const change = {
      kind: 'suppression',
      state: 'started',
      kept: 0,
      suppression: { client, until, reason: 'x' },
    } as const;
    const { attributes } = suppressionRecord(change, (names) => ({ ...names, client: shown }));
    expect(attributes).toMatchObject({ 'audit.target.id': is, 'client.address': is });
  });
});
