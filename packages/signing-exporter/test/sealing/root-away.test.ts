import { describe, expect, it } from 'vitest';
import { settled } from '../manual-clock.js';
import { ScriptedExporter } from '../scripted-exporter.js';
import { bench, controlOf, recordOf, recordsOf, remoteRoot, story } from '../sealing-bench.js';
import { verifiedRecords } from '../verified.js';

const LOGIN = 'security.authn.login.success';

describe('a root signer that cannot sign at once', () => {
  it('holds nothing up: a stream begins provisionally and is proven as soon as the root has signed', async () => {
    const { give, exporter, inner, results } = bench({ signer: remoteRoot('sign') });
    give(recordOf());
    expect(inner.calls.map(story)).toEqual([['open#1', `${LOGIN}#2`]]);
    expect(controlOf(inner.accepted[0])).toMatchObject({ provisional: 'true' });
    await settled();
    expect(story(inner.accepted).slice(2)).toEqual(['rotate#3', 'checkpoint']);
    expect(results).toEqual(['SUCCESS']);
    await exporter.shutdown();
    const { first, report } = verifiedRecords(inner.accepted);
    expect(first).toMatch(/^INTACT/);
    expect(report.conditions).toEqual([]);
  });

  it.each(['fail', 'hang', 'garbage'] as const)(
    'and answers %s is asked again; what is sealed meanwhile is fixed at once and proven later',
    async (answer) => {
      const { give, exporter, inner, clock, telemetry } = bench({ signer: remoteRoot(answer, 'sign') });
      const record = recordOf({ 'user.id': 'u1' });
      give(record);
      record.attributes['user.id'] = 'changed';
      await settled();
      await clock.advance(10_000);
      expect(telemetry.problems).toEqual(['ERR_SIGNER_UNAVAILABLE']);
      expect(verifiedRecords(inner.accepted).report.exitCode).toBe(2);
      await clock.advance(1_000);
      await exporter.shutdown();
      expect(inner.accepted[1]?.attributes['user.id']).toBe('u1');
      expect(verifiedRecords(inner.accepted).first).toMatch(/^INTACT/);
    },
  );

  it('and never answers leaves a provisional stream: not proven, and not called forged', async () => {
    const { give, exporter, clock, inner } = bench({ signer: remoteRoot('fail') });
    give(...recordsOf(3));
    const end = exporter.shutdown();
    await settled();
    await clock.advance(10_000);
    await end;
    const { report } = verifiedRecords(inner.accepted);
    expect(report).toMatchObject({ verdict: 'NOT PROVEN', exitCode: 2, findings: [] });
    expect(report.conditions.map(({ condition }) => condition)).toContain('PROVISIONAL');
  });

  it('is told to nobody as sealed before it has signed', async () => {
    const { give, exporter, clock } = bench({ signer: remoteRoot('fail', 'sign') });
    give(recordOf());
    const early = exporter.committed('sealed', { timeoutMs: 500 });
    await settled();
    await clock.advance(500);
    expect(await early).toBe('none');
    const later = exporter.committed('sealed', { timeoutMs: 5_000 });
    await clock.advance(1_000);
    expect(await later).toBe('sealed');
  });

  it('goes on with the old stream while its successor waits for a certificate', async () => {
    const { give, inner, clock } = bench({
      signer: remoteRoot('sign', 'fail', 'sign'),
      sealing: { maxStreamRecords: 4 },
    });
    give(recordOf());
    await settled();
    give(recordOf());
    give(recordOf());
    expect(story(inner.accepted)).toEqual([
      'open#1',
      `${LOGIN}#2`,
      'rotate#3',
      'checkpoint',
      `${LOGIN}#4`,
      `${LOGIN}#5`,
    ]);
    await settled();
    await clock.advance(1_000);
    expect(story(inner.accepted).slice(6)).toEqual(expect.arrayContaining(['close#6', 'open#1']));
    expect(controlOf(inner.accepted.at(-1))).not.toHaveProperty('provisional');
  });
});

describe('sealing without the root is bounded', () => {
  it('in records: the rest gets no number and is declared once the root is back', async () => {
    const signer = remoteRoot('fail');
    const { give, exporter, inner, clock, results, telemetry } = bench({
      signer,
      sealing: { maxUnendorsedRecords: 3 },
    });
    give(...recordsOf(5));
    expect(results).toEqual(['ERR_BUFFER_FULL']);
    await settled();
    expect(story(inner.accepted)).toEqual(['open#1', `${LOGIN}#2`, `${LOGIN}#3`, `${LOGIN}#4`]);
    signer.answers = ['sign'];
    await clock.advance(2_000);
    const gap = inner.accepted.find(({ eventName }) => eventName === 'audit.gap');
    expect(controlOf(gap)).toMatchObject({ count: '2', reason: 'root_away' });
    expect(telemetry.sums['otelseal.records seal lost']).toBe(2);
    give(recordOf());
    await exporter.shutdown();
    expect(verifiedRecords(inner.accepted).first).toMatch(/^INTACT/);
  });

  it('in time: ten bounds of it declare one gap, not ten', async () => {
    const signer = remoteRoot('fail');
    const { give, exporter, inner, clock } = bench({ signer, sealing: { maxUnendorsedMs: 60_000 } });
    give(recordOf());
    for (let minute = 0; minute < 10; minute += 1) {
      await clock.advance(60_000);
      give(recordOf());
    }
    expect(story(inner.accepted).filter((name) => name.startsWith(LOGIN))).toHaveLength(1);
    signer.answers = ['sign'];
    await clock.advance(60_000);
    await exporter.shutdown();
    const gaps = inner.accepted.filter(({ eventName }) => eventName === 'audit.gap');
    expect(gaps.map(controlOf)).toMatchObject([{ count: '10', reason: 'root_away' }]);
    expect(verifiedRecords(inner.accepted).first).toMatch(/^INTACT/);
  });

  it('unless it is told to continue', async () => {
    const { give, inner, results } = bench({
      signer: remoteRoot('fail'),
      sealing: { maxUnendorsedRecords: 1, beyondUnendorsed: 'continue' },
    });
    give(...recordsOf(3));
    expect(results).toEqual(['SUCCESS']);
    expect(story(inner.accepted)).toHaveLength(4);
  });

  it('over streams: a certificate that ends meanwhile does not start the count afresh', async () => {
    const signer = remoteRoot('fail');
    const { give, exporter, inner, clock } = bench({
      signer,
      sealing: { maxUnendorsedRecords: 3, certificateLifetimeMs: 600_000 },
    });
    give(...recordsOf(2));
    await clock.advance(600_000);
    give(...recordsOf(2));
    expect(story(inner.accepted).filter((name) => name.startsWith('open'))).toHaveLength(2);
    expect(story(inner.accepted).filter((name) => name.startsWith(LOGIN))).toHaveLength(3);
    signer.answers = ['sign'];
    await clock.advance(60_000);
    await exporter.shutdown();
    const { report } = verifiedRecords(inner.accepted);
    expect([report.exitCode, report.findings]).toEqual([2, []]); // the first stream ended before its root came back
  });
});

describe('a root signer that answers although the stream is over', () => {
  it('changes nothing', async () => {
    const { give, exporter, inner, clock } = bench({ signer: remoteRoot('hang') }, new ScriptedExporter());
    give(recordOf());
    const end = exporter.shutdown();
    await settled();
    await clock.advance(10_000);
    await end;
    const sent = inner.accepted.length;
    await clock.advance(60_000);
    expect(inner.accepted).toHaveLength(sent);
    expect(clock.pendingTimers).toBe(0);
  });
});
