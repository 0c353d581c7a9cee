import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { settled } from '../manual-clock.js';
import { bench, controlOf, recordOf, recordsOf, remoteRoot, story } from '../sealing-bench.js';
import { verifiedRecords } from '../verified.js';

const MINUTE = 60_000;

function rotations(records: readonly ReadableLogRecord[]): string[] {
  const leaves = records.filter(({ eventName }) => eventName === 'audit.rotate').map(controlOf);
  return leaves.map(({ certificate }) => /^epoch (\d+)$/m.exec(String(certificate))?.[1] ?? 'endorsement');
}

describe('the keys of a stream', () => {
  it('change every five minutes, each certified by the root and by the key before it', async () => {
    const { give, exporter, inner, clock, telemetry } = bench();
    for (let minute = 0; minute < 21; minute += 1) {
      give(...recordsOf(3));
      await clock.advance(MINUTE);
    }
    await exporter.shutdown();
    expect(rotations(inner.accepted)).toEqual(['2', '3', '4', '5']);
    expect(telemetry.sums['otelseal.checkpoints rotate']).toBe(4);
    const { first, report } = verifiedRecords(inner.accepted);
    expect(first).toMatch(/^INTACT/);
    expect(report.streams).toHaveLength(1);
  });

  it('change in a silent stream, too', async () => {
    const { give, exporter, inner, clock } = bench();
    give(recordOf());
    await clock.advance(16 * MINUTE);
    await exporter.shutdown();
    expect(rotations(inner.accepted)).toEqual(['2', '3', '4']);
    expect(verifiedRecords(inner.accepted).first).toMatch(/^INTACT/);
  });

  it('leave the outgoing one nothing more to sign: its last checkpoint covers the rotate leaf and nothing else', async () => {
    const { give, inner, clock } = bench({ sealing: { epochMs: MINUTE } });
    give(recordOf());
    await clock.advance(MINUTE);
    const names = story(inner.accepted);
    const at = names.findIndex((name) => name.startsWith('rotate'));
    expect(names[at + 1]).toBe('checkpoint');
    expect(inner.accepted[at + 1]?.body).toContain(`${names[at]?.slice('rotate#'.length)} records sealed`);
  });

  it('are asked for in time where the root is elsewhere, and the old one goes on until the answer', async () => {
    const signer = remoteRoot('sign');
    const { give, exporter, inner, clock, telemetry } = bench({ signer });
    give(recordOf());
    await settled();
    signer.answers = ['fail'];
    await clock.advance(20 * MINUTE);
    give(recordOf());
    expect(rotations(inner.accepted)).toEqual(['endorsement']);
    expect(telemetry.problems).toEqual(['ERR_SIGNER_UNAVAILABLE']);
    expect(await exporter.committed('sealed', { timeoutMs: 1_000 })).toBe('sealed');
    signer.answers = ['sign'];
    await clock.advance(MINUTE);
    expect(rotations(inner.accepted)).toEqual(['endorsement', '2']);
    await clock.advance(5 * MINUTE);
    await exporter.shutdown();
    expect(rotations(inner.accepted)).toEqual(['endorsement', '2', '3']);
    expect(verifiedRecords(inner.accepted).first).toMatch(/^INTACT/);
  });

  it('hold out for as long as a certificate is valid; then a provisional successor goes on', async () => {
    const signer = remoteRoot('sign');
    const { give, exporter, inner, clock } = bench({ signer, sealing: { certificateLifetimeMs: 30 * MINUTE } });
    give(recordOf());
    await settled();
    signer.answers = ['fail'];
    await clock.advance(31 * MINUTE);
    give(recordOf());
    const opens = inner.accepted.filter(({ eventName }) => eventName === 'audit.open').map(controlOf);
    expect(opens).toMatchObject([{ provisional: 'true' }, { provisional: 'true', predecessor: {} }]);
    signer.answers = ['sign'];
    await clock.advance(MINUTE);
    await exporter.shutdown();
    expect(verifiedRecords(inner.accepted).first).toMatch(/^INTACT/);
  });

  it('of a process without a root do not change: the root could be read from the same memory', async () => {
    const { give, inner, clock } = bench({ signer: undefined });
    give(recordOf());
    await clock.advance(20 * MINUTE);
    expect(rotations(inner.accepted)).toEqual([]);
  });

  it('do not change when a successor is due anyway', async () => {
    const { give, exporter, inner, clock } = bench({ sealing: { maxStreamAgeMs: 5 * MINUTE } });
    give(recordOf());
    await clock.advance(11 * MINUTE);
    await exporter.shutdown();
    expect(rotations(inner.accepted)).toEqual([]);
    expect(verifiedRecords(inner.accepted).first).toMatch(/^INTACT/);
  });
});
