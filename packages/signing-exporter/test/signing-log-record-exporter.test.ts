import { resourceFromAttributes } from '@opentelemetry/resources';
import { describe, expect, it } from 'vitest';
import { SigningLogRecordExporter } from '../src/index.js';
import { settled } from './manual-clock.js';
import { ScriptedExporter } from './scripted-exporter.js';
import { bench, controlOf, recordOf, recordsOf, SHOP, story } from './sealing-bench.js';

const LOGIN = 'security.authn.login.success';

describe('a signing exporter', () => {
  it('opens the stream with the first batch and hands all of it over at once', () => {
    const { give, inner, results } = bench();
    give(recordOf({ 'user.id': 'u1' }), recordOf({ 'user.id': 'u2' }));
    expect(inner.calls.map(story)).toEqual([['open#1', `${LOGIN}#2`, `${LOGIN}#3`]]);
    expect(results).toEqual(['SUCCESS']);
  });

  it('keeps the references by which serializers group, and gives control records a scope of their own', () => {
    const { give, inner } = bench();
    const records = recordsOf(2);
    give(...records);
    const [open, first, second] = inner.accepted;
    expect(first?.resource.attributes).toEqual({ ...SHOP.attributes, 'otelseal.time_slot': '2026-11-23T10:00:00Z' });
    expect(second?.resource).toBe(first?.resource);
    expect(first?.instrumentationScope).toBe(records[0]?.instrumentationScope);
    expect(second?.instrumentationScope).toBe(first?.instrumentationScope);
    expect(open?.instrumentationScope.name).toBe('@otelseal/signing-exporter');
    expect(open?.resource).toBe(first?.resource);
  });

  it('sends a copy: changing the original afterwards changes nothing that is sealed', async () => {
    const { give, inner, clock } = bench({}, new ScriptedExporter('fail', 'success'));
    const record = recordOf({ 'user.id': 'u1' });
    give(record);
    record.attributes['user.id'] = 'changed';
    await clock.advance(1_000);
    expect(inner.accepted[1]?.attributes['user.id']).toBe('u1');
    expect(Object.getPrototypeOf(inner.accepted[1])).toBe(Object.prototype);
  });

  it('checkpoints after 256 records and one second after the first uncovered one', async () => {
    const { give, inner, clock, telemetry } = bench();
    give(...recordsOf(300));
    expect(
      story(inner.accepted).flatMap((name, at) => (['checkpoint', 'tile'].includes(name) ? [[name, at]] : [])),
    ).toEqual([
      ['tile', 256],
      ['checkpoint', 257],
    ]);
    await clock.advance(999);
    expect(inner.calls).toHaveLength(1);
    await clock.advance(1);
    expect(story(inner.calls[1] ?? [])).toEqual(['checkpoint']);
    expect(telemetry.sums).toMatchObject({ 'otelseal.checkpoints count': 1, 'otelseal.checkpoints time': 1 });
  });

  it('checkpoints a critical record with the batch that brings it', () => {
    const { give, inner } = bench();
    give(recordOf({}, { severityNumber: 16 }), recordOf({}, { severityNumber: 17 }), recordOf());
    expect(story(inner.accepted).at(-1)).toBe('checkpoint');
  });

  it('shows a sign of life after a silent minute, and again', async () => {
    const { give, inner, clock } = bench();
    give(recordOf());
    await clock.advance(125_000);
    expect(story(inner.accepted)).toEqual([
      'open#1',
      `${LOGIN}#2`,
      'checkpoint',
      'heartbeat#3',
      'checkpoint',
      'heartbeat#4',
      'checkpoint',
    ]);
    expect(controlOf(inner.accepted[3])).toEqual({ dropped: '0', pending: '0' });
  });

  it('seals each retention class in a stream of its own; what names none is operational', () => {
    const { give, inner } = bench();
    give(
      recordOf({ 'security.retention.class': 'audit' }),
      recordOf(),
      recordOf({ 'security.retention.class': 'chosen-by-attacker' }),
    );
    const streams = inner.accepted.map(({ attributes }) => attributes['audit.sequence.stream_id']);
    expect(story(inner.accepted)).toEqual(['open#1', `${LOGIN}#2`, 'open#1', `${LOGIN}#2`, `${LOGIN}#3`]);
    expect(new Set(streams).size).toBe(2);
  });

  it('bounds the number of streams by ending the longest silent one', async () => {
    const { give, inner, clock } = bench({ sealing: { maxStreams: 2 } });
    for (const name of ['a', 'b', 'c']) {
      give(recordOf({}, { resource: resourceFromAttributes({ 'service.name': name }) }));
      await clock.advance(10);
    }
    expect(story(inner.accepted)).toEqual([
      'open#1',
      `${LOGIN}#2`,
      'open#1',
      `${LOGIN}#2`,
      'close#3',
      'checkpoint',
      'open#1',
      `${LOGIN}#2`,
    ]);
    expect(controlOf(inner.accepted[4])).toEqual({ reason: 'idle' });
  });

  it('continues an old stream in a successor that names the end of its predecessor', async () => {
    const { give, inner, clock } = bench({ sealing: { maxStreamAgeMs: 3_600_000 } });
    give(recordOf());
    await clock.advance(3_600_000);
    const names = story(inner.accepted);
    const close = names.findIndex((name) => name.startsWith('close'));
    expect(names.slice(close + 1, close + 3)).toEqual(['checkpoint', 'open#1']);
    const { predecessor } = controlOf(inner.accepted[close + 2]) as { predecessor: Record<string, string> };
    expect(predecessor).toMatchObject({
      stream: inner.accepted[0]?.attributes['audit.sequence.stream_id'],
      size: String(inner.accepted[close]?.attributes['audit.sequence.number']),
    });
  });

  it('flushes with a checkpoint and flushes the inner exporter', async () => {
    const { give, exporter, inner } = bench();
    give(recordOf());
    await exporter.forceFlush();
    expect(story(inner.accepted).at(-1)).toBe('checkpoint');
    expect(inner.lifecycle).toEqual(['forceFlush']);
  });

  it('closes every stream at shutdown, delivers that and takes nothing more', async () => {
    const { give, exporter, inner, results, telemetry } = bench();
    give(recordOf());
    await Promise.all([exporter.shutdown(), exporter.shutdown()]);
    expect(story(inner.accepted)).toEqual(['open#1', `${LOGIN}#2`, 'close#3', 'checkpoint']);
    expect(inner.lifecycle).toEqual(['forceFlush', 'shutdown']);
    give(recordOf(), recordOf());
    expect(results).toEqual(['SUCCESS', 'ERR_SHUT_DOWN']);
    expect(inner.accepted).toHaveLength(4);
    expect(telemetry.sums['otelseal.records seal dropped']).toBe(2);
  });

  it('waits at shutdown for a call in flight', async () => {
    const { give, exporter, inner } = bench({}, new ScriptedExporter('silence', 'success'));
    give(recordOf());
    let ended = false;
    const end = exporter.shutdown().then(() => {
      ended = true;
    });
    await settled();
    expect([ended, inner.lifecycle]).toEqual([false, []]);
    inner.held[0]?.({ code: 0 });
    await end;
    expect(story(inner.accepted)).toEqual(['close#3', 'checkpoint']);
    expect(inner.lifecycle).toEqual(['forceFlush', 'shutdown']);
  });

  it('ends in bounded time even if nothing can be delivered, and counts what is lost by it', async () => {
    const { give, exporter, clock, telemetry, inner } = bench({}, new ScriptedExporter('fail'));
    give(recordOf());
    const end = exporter.shutdown();
    await clock.advance(10_000);
    await end;
    expect(telemetry.sums['otelseal.records deliver abandoned']).toBe(4);
    expect(inner.lifecycle).toEqual(['forceFlush', 'shutdown']);
    expect(clock.pendingTimers).toBe(0);
  });

  it('survives an inner exporter whose forceFlush and shutdown throw or hang', async () => {
    const { exporter, clock, inner, telemetry } = bench();
    inner.forceFlush = () => {
      throw new Error('sync');
    };
    inner.shutdown = () => new Promise(() => {});
    await exporter.forceFlush();
    const end = exporter.shutdown();
    await settled();
    await clock.advance(30_000);
    await end;
    expect(telemetry.problems).toContain('ERR_EXPORTER_THREW');
  });

  it('keeps concurrent calls in order and tells each its own result', async () => {
    const { give, inner, results } = bench({}, new ScriptedExporter('silence', 'success'));
    give(recordOf({ n: 1 }));
    give(recordOf({ n: 2 }), recordOf({ n: 3 }));
    inner.held[0]?.({ code: 0 });
    await settled();
    expect(inner.calls.flat().map(({ attributes }) => attributes['n'])).toEqual([undefined, 1, 2, 3]);
    expect(results).toEqual(['SUCCESS', 'SUCCESS']);
  });

  it('declares by a signed gap what it could not keep, once there is room', async () => {
    const { give, inner, clock, results, telemetry } = bench(
      { delivery: { maxKeptRecords: 4 } },
      new ScriptedExporter('fail'),
    );
    give(...recordsOf(6));
    give(...recordsOf(2));
    expect(results).toEqual(['ERR_BUFFER_FULL', 'ERR_BUFFER_FULL']);
    expect(telemetry.sums['otelseal.records seal lost']).toBe(5);
    inner.answers = ['success'];
    await clock.advance(10_000);
    const gap = inner.accepted.find(({ eventName }) => eventName === 'audit.gap');
    expect(controlOf(gap)).toMatchObject({ count: '5', reason: 'buffer_full' });
    expect(story(inner.accepted)).toEqual(['open#1', `${LOGIN}#2`, `${LOGIN}#3`, `${LOGIN}#4`, 'gap#5', 'checkpoint']);
  });

  it('bounds what it keeps in bytes, too', () => {
    const { give, results, inner } = bench({ delivery: { maxKeptBytes: 20_000 } }, new ScriptedExporter('fail'));
    give(...recordsOf(1, { body: 'x'.repeat(50_000) }), ...recordsOf(3));
    expect(results).toEqual(['ERR_BUFFER_FULL']);
    expect(inner.calls[0]).toHaveLength(2);
  });

  it('never throws, whatever a record holds', async () => {
    const { give, results, inner, telemetry } = bench();
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const hostile = {
      ...recordOf(),
      get attributes(): never {
        throw new Error('getter');
      },
    };
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    give(
      recordOf({ 'audit.payload': 'forged', trace_id: 'x' }, { body: circular }),
      recordOf(revoked.proxy, { body: revoked.proxy }),
      hostile as never,
      null as never,
      recordOf({ __proto__: { polluted: true } } as never, { eventName: 'audit.close' }),
      recordOf({}, { resource: resourceFromAttributes({ 'service.name': 'shop\ud800' }) }),
    );
    expect(results).toEqual(['ERR_SEAL_FAILED']);
    expect(telemetry.sums['otelseal.records seal failed']).toBe(1);
    expect(() => JSON.stringify(inner.accepted)).not.toThrow();
    expect(inner.accepted.filter(({ attributes }) => attributes['audit.payload'] === 'forged')).toEqual([]);
    expect(story(inner.accepted)).not.toContain('close#4');
  });

  it('does not let a throwing callback reach the inner exporter or later calls', () => {
    const { exporter, inner, give, results } = bench();
    exporter.export(recordsOf(1), () => {
      throw new Error('in the callback');
    });
    give(recordOf());
    expect([inner.accepted.length, results]).toEqual([3, ['SUCCESS']]);
  });

  it('does not throw for what is no list of records at all', async () => {
    const { exporter, results, give } = bench();
    const codes: unknown[] = [];
    exporter.export(undefined as never, ({ error }) => codes.push((error as { code?: string }).code));
    await exporter.shutdown();
    exporter.export(undefined as never, () => {
      throw new Error('in the callback');
    });
    give(recordOf());
    expect([codes, results]).toEqual([['ERR_SEAL_FAILED'], ['ERR_SHUT_DOWN']]);
  });

  it('reports committed levels truthfully', async () => {
    const { give, exporter, inner, clock } = bench({}, new ScriptedExporter('fail'));
    give(recordOf());
    expect(await exporter.committed('sealed', { timeoutMs: 100 })).toBe('sealed');
    const late = exporter.committed('delivered', { timeoutMs: 100 });
    await settled();
    await clock.advance(100);
    expect(await late).toBe('none');
    inner.answers = ['success'];
    expect(await exporter.committed('witnessed', { timeoutMs: 5_000 })).toBe('delivered');
    expect(await exporter.committed('spooled', { timeoutMs: 5_000 })).toBe('spooled');
  });
});

describe('a signing exporter without a key', () => {
  it('warns once and marks its streams provisional', () => {
    const { give, inner, telemetry } = bench({ signer: undefined });
    give(recordOf());
    expect(telemetry.problems).toEqual(['PROVISIONAL']);
    expect(controlOf(inner.accepted[0])).toMatchObject({ provisional: 'true' });
  });
});

describe('wrong options', () => {
  it.each([
    [{ exporter: undefined }, 'exporter'],
    [{ sealing: { checkpointRecords: 0 } }, 'sealing.checkpointRecords'],
    [{ sealing: { epochMs: 0.5 } }, 'sealing.epochMs'],
    [{ sealing: { tiles: 1 } }, 'sealing.tiles'],
    [{ sealing: { serverless: 'yes' } }, 'sealing.serverless'],
    [{ sealing: { beyondUnendorsed: 'throw' } }, 'sealing.beyondUnendorsed'],
    [{ sealing: { maxUnendorsedMs: Number.POSITIVE_INFINITY } }, 'sealing.maxUnendorsedMs'],
    [{ sealing: { checkpointRecord: 5 } }, 'checkpointRecord'],
    [{ identity: { organization: 'x' } }, 'organization'],
    [{ delivery: { maxKeptBytes: Number.NaN } }, 'delivery.maxKeptBytes'],
    [{ identity: { tenant: '' } }, 'identity.tenant'],
    [{ sealing: { retentionClasses: ['x'.repeat(300)] } }, 'sealing.retentionClasses'],
  ])('are refused at construction, by name: %j', (options, name) => {
    expect(() => new SigningLogRecordExporter({ exporter: new ScriptedExporter(), ...options } as never)).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_INVALID', message: expect.stringContaining(name) }),
    );
  });

  it('do not include absent ones', () => {
    expect(() => bench({ sealing: { checkpointRecords: undefined } })).not.toThrow();
  });
});
