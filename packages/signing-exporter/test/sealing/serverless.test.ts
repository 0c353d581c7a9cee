import { describe, expect, it } from 'vitest';
import { settled } from '../manual-clock.js';
import { bench, recordsOf, remoteRoot, story } from '../sealing-bench.js';
import { verifiedRecords } from '../verified.js';

const LOGIN = 'security.authn.login.success';
const HOUR = 3_600_000;

describe('in a function that is frozen between its calls', () => {
  it('each call ends with a checkpoint that covers it, and nothing happens by itself', async () => {
    const { give, exporter, inner, clock } = bench({ sealing: { serverless: true } });
    for (let call = 0; call < 3; call += 1) {
      give(...recordsOf(2));
      expect(await exporter.committed('delivered', { timeoutMs: 1_000 })).toBe('delivered');
      expect(clock.pendingTimers).toBe(0);
      clock.jump(HOUR); // frozen: the monotonic clock stands still
    }
    expect(story(inner.accepted)).toEqual([
      ...['open#1', `${LOGIN}#2`, `${LOGIN}#3`, 'checkpoint'],
      ...[`${LOGIN}#4`, `${LOGIN}#5`, 'checkpoint'],
      ...[`${LOGIN}#6`, `${LOGIN}#7`, 'checkpoint'],
    ]);
    const { report } = verifiedRecords(inner.accepted);
    expect(report.findings).toEqual([]);
    expect(report.conditions.map(({ condition }) => condition)).toEqual(['UNCLOSED']);
  });

  it('a cold start asks the root once, however long the function lives', async () => {
    let asked = 0;
    const signer = remoteRoot('sign');
    const counting = {
      ...signer,
      sign: (message: Uint8Array) => {
        asked += 1;
        return signer.sign(message);
      },
    };
    const { give, exporter, clock } = bench({ signer: counting, sealing: { serverless: true } });
    for (let call = 0; call < 10; call += 1) {
      give(...recordsOf(1));
      expect(await exporter.committed('sealed', { timeoutMs: 1_000 })).toBe('sealed');
      await clock.advance(HOUR);
    }
    expect(asked).toBe(1);
  });

  it('a thaw after the certificate has ended opens a successor', async () => {
    const { give, exporter, inner, clock } = bench({ sealing: { serverless: true } });
    give(...recordsOf(1));
    await exporter.committed('sealed', { timeoutMs: 1_000 });
    clock.jump(72 * HOUR);
    give(...recordsOf(1));
    await exporter.committed('sealed', { timeoutMs: 1_000 });
    const { report } = verifiedRecords(inner.accepted);
    expect(story(inner.accepted).filter((name) => name === 'open#1')).toHaveLength(2);
    expect([report.exitCode, report.findings]).toEqual([2, []]);
  });

  it('the closing leaf is written if the platform leaves the time', async () => {
    const { give, exporter, inner, clock } = bench({ sealing: { serverless: true } });
    give(...recordsOf(1));
    clock.jump(HOUR);
    await exporter.shutdown();
    await settled();
    expect(verifiedRecords(inner.accepted).first).toMatch(/^INTACT/);
  });
});

describe('a thawed process that is no function', () => {
  it('changes its key by the wall clock, since its own clock stood still', async () => {
    const { give, exporter, inner, clock } = bench();
    give(...recordsOf(1));
    clock.jump(HOUR);
    give(...recordsOf(1));
    await exporter.shutdown();
    expect(story(inner.accepted)).toContain('rotate#3');
    expect(verifiedRecords(inner.accepted).first).toMatch(/^INTACT/);
  });
});

describe('the age of the newest checkpoint', () => {
  it('is shown in seconds, of the stream for which it is longest', async () => {
    const seen: number[] = [];
    const telemetry = {
      add: (metric: string, value: number) => {
        if (metric === 'otelseal.checkpoint.age') seen.push(value);
      },
      reportOnce: () => {},
    };
    const { give, clock } = bench({ telemetry });
    give(...recordsOf(1));
    await clock.advance(125_000);
    expect(seen).toEqual([1, 59, 60]);
  });
});
