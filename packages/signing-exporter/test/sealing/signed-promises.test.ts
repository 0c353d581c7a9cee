import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import type { SealingOptions, Some } from '../../src/index.js';
import { bench, controlOf, recordOf } from '../sealing-bench.js';

const AUDIT = { 'security.retention.class': 'audit' };

/** What the streams of two retention classes say of themselves when they begin, by class. */
async function openings(sealing: Some<SealingOptions>): Promise<Record<string, Readonly<Record<string, unknown>>>> {
  const { give, exporter, inner } = bench({ sealing });
  give(recordOf(AUDIT), recordOf());
  await exporter.shutdown();
  const opens = inner.accepted.filter(({ eventName }) => eventName === 'audit.open');
  return Object.fromEntries(opens.map((open) => [retentionOf(open), controlOf(open)]));
}

function retentionOf(record: ReadableLogRecord): string {
  return (JSON.parse(String(record.attributes['audit.payload'])) as { retention: string }).retention;
}

describe('a stream says when it begins', () => {
  it('how long it must be kept, by retention class, and nothing where nothing is promised', async () => {
    const { audit, operational } = await openings({ minimumRetentionSeconds: { audit: 31_536_000 } });
    expect(audit?.['minimum_retention']).toBe('31536000');
    expect(operational).not.toHaveProperty('minimum_retention');
  });

  it('the same again in every rotation, for when its beginning is gone', async () => {
    const { give, exporter, inner, clock } = bench({
      sealing: { epochMs: 1_000, minimumRetentionSeconds: { audit: 60, operational: 7 } },
    });
    for (let n = 0; n < 3; n += 1) {
      give(recordOf());
      await clock.advance(1_100);
    }
    await exporter.shutdown();
    const rotations = inner.accepted.filter(({ eventName }) => eventName === 'audit.rotate');
    expect(rotations.length).toBeGreaterThan(1);
    expect(new Set(rotations.map((rotation) => controlOf(rotation)['minimum_retention']))).toEqual(new Set(['7']));
  });

  it('that a collector sealed it, if one did', async () => {
    expect((await openings({ sealedBy: 'collector' }))['audit']).toMatchObject({ signer: 'collector' });
    expect((await openings({}))['audit']).not.toHaveProperty('signer');
  });

  it('is not confused by a class that is named as what every object has', async () => {
    const { give, exporter, inner } = bench({ sealing: { retentionClasses: ['constructor'] } });
    give(recordOf({ 'security.retention.class': 'constructor' }));
    await exporter.shutdown();
    expect(controlOf(inner.accepted[0])).not.toHaveProperty('minimum_retention');
  });
});

describe('a promise that would bind nobody', () => {
  it.each<[string, unknown, RegExp]>([
    ['for a class that does not exist', { archive: 60 }, /no option "archive"; options are audit, operational/],
    ['of no time', { audit: 0 }, /minimumRetentionSeconds\.audit must be a whole number from 1/],
    ['of half a second', { audit: 0.5 }, /minimumRetentionSeconds\.audit/],
    ['of longer than SPEC.md allows', { audit: 1e11 }, /99,999,999,999/],
    ['that is a number for all', 60, /must be an object of seconds by retention class/],
    ['that is nothing', null, /must be an object/],
  ])('%s is refused at start', (_, minimumRetentionSeconds, message) => {
    expect(() => bench({ sealing: { minimumRetentionSeconds } as never })).toThrow(message);
  });

  it('so is a sealer of another kind', () => {
    expect(() => bench({ sealing: { sealedBy: 'witness' } as never })).toThrow('producer or collector');
  });
});
