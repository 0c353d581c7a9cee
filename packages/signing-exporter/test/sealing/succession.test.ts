import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { bench, controlOf, recordOf, recordsOf } from '../sealing-bench.js';
import { verifiedRecords } from '../verified.js';

interface Predecessor {
  readonly stream: string;
  readonly size: string;
  readonly root: string;
}

function streamOf(record: ReadableLogRecord): string {
  return String(record.attributes['audit.sequence.stream_id']);
}

/** The streams in the order of their opening, each with what it says that it continues. */
function openings(records: readonly ReadableLogRecord[]): { readonly stream: string; readonly after?: Predecessor }[] {
  return records
    .filter(({ eventName }) => eventName === 'audit.open')
    .map((open) => ({ stream: streamOf(open), after: controlOf(open)['predecessor'] as Predecessor }));
}

/** Size and root of a stream's last checkpoint, as its body says. */
function endOf(records: readonly ReadableLogRecord[], stream: string): [string | undefined, string | undefined] {
  const last = records.findLast((record) => record.eventName === 'audit.checkpoint' && streamOf(record) === stream);
  const [, size, root] = /^Checkpoint: (\d+) records sealed, root (.+)\.$/.exec(String(last?.body)) ?? [];
  return [size, root && Buffer.from(root, 'base64').toString('base64url')];
}

async function longLived(): Promise<readonly ReadableLogRecord[]> {
  const { give, exporter, inner } = bench({ sealing: { maxStreamRecords: 10 } });
  for (let n = 0; n < 30; n += 1) give(recordOf({ n }));
  await exporter.shutdown();
  return inner.accepted;
}

describe('streams that follow each other', () => {
  it('each name the one before with its final size and root, and no two the same', async () => {
    const records = await longLived();
    const streams = openings(records);
    expect(streams.length).toBeGreaterThan(2);
    expect(streams[0]?.after).toBeUndefined();
    for (const [index, { after }] of streams.slice(1).entries()) {
      const before = streams[index]?.stream as string;
      expect(after?.stream).toBe(before);
      expect([after?.size, after?.root]).toEqual(endOf(records, before));
    }
    expect(verifiedRecords(records).first).toMatch(/^INTACT/);
  });

  it('show when the end of one was cut off', async () => {
    const records = await longLived();
    const second = openings(records)[1]?.stream;
    const own = records.filter((record) => streamOf(record) === second);
    const tail = new Set(own.slice(-4));
    const { report } = verifiedRecords(records.filter((record) => !tail.has(record)));
    expect(report.findings.map(({ verdict }) => verdict)).toContain('TRUNCATED');
  });

  it('do not claim one that was closed because it was silent: somebody else may continue it by now', async () => {
    const { give, exporter, inner, clock } = bench({ sealing: { maxStreams: 1 } });
    for (const name of ['a', 'b', 'a']) {
      give(...recordsOf(1, { resource: resourceFromAttributes({ 'service.name': name }) }));
      await clock.advance(10);
    }
    await exporter.shutdown();
    expect(openings(inner.accepted).map(({ after }) => after)).toEqual([undefined, undefined, undefined]);
    expect(verifiedRecords(inner.accepted).first).toMatch(/^INTACT/);
  });
});
