import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { BACKOFF_DEFAULTS } from '../../src/delivery/backoff.js';
import { MemoryBudget } from '../../src/delivery/memory-budget.js';
import { OrderedSender } from '../../src/delivery/ordered-sender.js';
import { ManualClock, settled } from '../manual-clock.js';
import { type Answer, ScriptedExporter } from '../scripted-exporter.js';

function senderTo(exporter: ScriptedExporter, maxBatchRecords = 4, bytes = 10) {
  const clock = new ManualClock();
  const budget = new MemoryBudget(100, 1_000 * bytes);
  const events: string[] = [];
  const results: (string | undefined)[] = [];
  const sender = new OrderedSender<ReadableLogRecord>(
    { exporter, keep: (record) => record, sizeOf: () => bytes },
    { maxBatchRecords, exportTimeoutMs: 30_000, backoff: BACKOFF_DEFAULTS, maxRefusals: 3 },
    {
      clock,
      random: () => 0.5,
      budget,
      events: {
        delivered: (count) => events.push(`delivered ${count}`),
        failed: (error) => events.push(`failed ${(error as { code?: unknown }).code ?? error.message}`),
        gaveUp: (record) => events.push(`gave up ${String(record.body)}`),
      },
    },
  );
  const give = (...bodies: number[]): void => {
    for (const body of bodies) sender.append({ body } as unknown as ReadableLogRecord);
    sender.whenGone((error) => results.push(error?.code));
    sender.send();
  };
  return { sender, clock, budget, events, results, give, exporter };
}

const bodies = (records: readonly ReadableLogRecord[]): unknown[] => records.map(({ body }) => body);

describe('the ordered sender', () => {
  it('hands over at once, tells the caller and gives the memory back', () => {
    const { give, exporter, results, budget } = senderTo(new ScriptedExporter());
    give(1, 2, 3);
    expect(exporter.calls.map(bodies)).toEqual([[1, 2, 3]]);
    expect(results).toEqual([undefined]);
    expect([budget.records, budget.bytes]).toEqual([0, 0]);
  });

  it('keeps order and records over failures, telling each caller at once that they are kept', async () => {
    const { give, exporter, results, clock, budget } = senderTo(new ScriptedExporter('fail', 'success'));
    give(1, 2);
    give(3);
    expect(results).toEqual(['ERR_KEPT_FOR_RETRY', 'ERR_KEPT_FOR_RETRY']);
    expect([exporter.calls.length, budget.records]).toEqual([1, 3]);
    await clock.advance(999);
    expect(exporter.calls).toHaveLength(1);
    await clock.advance(1);
    expect(bodies(exporter.accepted)).toEqual([1, 2, 3]);
    expect(budget.records).toBe(0);
  });

  it('waits longer after each failure in a row, up to the bound', async () => {
    const { give, exporter, clock } = senderTo(new ScriptedExporter('fail'));
    give(1);
    const at: number[] = [];
    for (let second = 0; second < 130; second += 1) {
      const before = exporter.calls.length;
      await clock.advance(1_000);
      if (exporter.calls.length > before) at.push(clock.monotonicMs() / 1_000);
    }
    expect(at).toEqual([1, 3, 7, 15, 31, 61, 91, 121]);
  });

  it('begins no call before its end that would outlast it, failing like the last one did', async () => {
    const clock = new ManualClock();
    const begun: number[] = [];
    const exporter = {
      export(_records: unknown, done: (result: { code: number }) => void) {
        begun.push(clock.monotonicMs());
        clock.setTimer(4_000, () => done({ code: 1 }));
      },
    };
    const sender = new OrderedSender<ReadableLogRecord>(
      { exporter, keep: (record) => record, sizeOf: () => 1 },
      { maxBatchRecords: 4, exportTimeoutMs: 30_000, backoff: BACKOFF_DEFAULTS, maxRefusals: 3 },
      {
        clock,
        random: () => 0.5,
        budget: new MemoryBudget(100, 1_000),
        events: { delivered() {}, failed() {}, gaveUp() {} },
      },
    );
    sender.append({ body: 1 } as unknown as ReadableLogRecord);
    sender.endBy(clock.monotonicMs() + 10_000);
    const given: (string | undefined)[] = [];
    sender.whenGone((error) => given.push(error?.code), clock.monotonicMs() + 10_000);
    sender.send();
    await clock.advance(8_999);
    expect([begun, given]).toEqual([[0, 5_000], []]);
    await clock.advance(1);
    expect(given).toEqual(['ERR_KEPT_FOR_RETRY']);
    void sender.attempt();
    await clock.advance(30_000);
    expect(begun).toHaveLength(2);
  });

  it.each<[Answer, string]>([
    ['fail', 'failed connect ECONNREFUSED'],
    ['throw', 'failed ERR_EXPORTER_THREW'],
    [{ code: 503 }, 'failed 503'],
    [{ code: 401 }, 'failed 401'],
    [{ code: 400 }, 'failed 400'],
  ])('sends again after an exporter answers %j', async (answer, event) => {
    const { give, exporter, clock, events } = senderTo(new ScriptedExporter(answer, 'success'));
    give(1);
    await clock.advance(1_000);
    expect(bodies(exporter.accepted)).toEqual([1]);
    expect(events).toEqual([event, 'delivered 1']);
  });

  it('sends again after an export() that is asynchronous and rejects', async () => {
    const exporter = new ScriptedExporter();
    const honest = exporter.export.bind(exporter);
    exporter.export = (async () => {
      exporter.export = honest;
      throw new Error('not allowed by the interface');
    }) as never;
    const { give, clock, events } = senderTo(exporter);
    give(1);
    await settled();
    await clock.advance(1_000);
    expect(events).toEqual(['failed ERR_EXPORTER_THREW', 'delivered 1']);
  });

  it('takes an exporter that never calls back for failed after the timeout and ignores a late answer', async () => {
    const { give, exporter, clock, events, results } = senderTo(new ScriptedExporter('silence', 'success'));
    give(1);
    give(2);
    expect(exporter.calls).toHaveLength(1);
    await clock.advance(30_000);
    expect(results).toEqual(['ERR_KEPT_FOR_RETRY', 'ERR_KEPT_FOR_RETRY']);
    exporter.held[0]?.({ code: 0 });
    await clock.advance(1_000);
    expect(bodies(exporter.accepted)).toEqual([1, 2]);
    expect(events).toEqual(['failed ERR_EXPORT_TIMEOUT', 'delivered 2']);
  });

  it('believes only the first of two answers', () => {
    const { give, events, results } = senderTo(new ScriptedExporter('twice'));
    give(1);
    expect([events, results]).toEqual([['delivered 1'], [undefined]]);
  });

  it('finds the one record that the receiver refuses, gives up only that one and keeps the order', async () => {
    const exporter = new ScriptedExporter();
    exporter.decide = (records) => (bodies(records).includes(3) ? { code: 400 } : 'success');
    const { give, clock, events, budget } = senderTo(exporter, 8);
    give(1, 2, 3, 4, 5, 6);
    await clock.advance(60_000);
    expect(bodies(exporter.accepted)).toEqual([1, 2, 4, 5, 6]);
    expect(events.filter((event) => event.startsWith('gave up'))).toEqual(['gave up 3']);
    expect(budget.records).toBe(0);
  });

  it('sends no more at once than Loki takes by default, but for one record that is larger', () => {
    const mebibyte = 1_048_576;
    const sizes = (bytes: number): number[] => {
      const { give, exporter } = senderTo(new ScriptedExporter(), 50, bytes);
      give(...Array.from({ length: 7 }, (_, index) => index));
      return exporter.calls.map((records) => records.length);
    };
    expect([sizes(mebibyte), sizes(40 * mebibyte)]).toEqual([
      [3, 3, 1],
      [1, 1, 1, 1, 1, 1, 1],
    ]);
  });

  it('never gives up on a refusal that people can repair', async () => {
    const { give, exporter, clock, events } = senderTo(new ScriptedExporter({ code: 403 }));
    give(1, 2);
    await clock.advance(3_600_000);
    exporter.answers = ['success'];
    await clock.advance(30_000);
    expect(bodies(exporter.accepted)).toEqual([1, 2]);
    expect(events).not.toContain('gave up 1');
  });

  it('flushes in the middle of a pause, and stops waiting when the attempt fails', async () => {
    const { give, sender, exporter } = senderTo(new ScriptedExporter('fail', 'fail', 'success'));
    give(1);
    await sender.attempt();
    expect(exporter.calls).toHaveLength(2);
    await sender.attempt();
    expect(bodies(exporter.accepted)).toEqual([1]);
  });

  it('lets go of everything when abandoned and does not send again', async () => {
    const { give, sender, exporter, clock, results, budget } = senderTo(new ScriptedExporter('silence'));
    give(1, 2);
    expect(sender.abandon()).toBe(2);
    exporter.held[0]?.({ code: 0 });
    await clock.advance(60_000);
    expect([exporter.calls.length, results, budget.records]).toEqual([1, ['ERR_KEPT_FOR_RETRY'], 0]);
  });

  it('flushes what waited when asked, not what comes later', async () => {
    const { give, sender, exporter } = senderTo(new ScriptedExporter('silence', 'silence'));
    give(1);
    let flushed = false;
    void sender.attempt().then(() => {
      flushed = true;
    });
    give(2);
    exporter.held[0]?.({ code: 0 });
    await settled();
    expect([flushed, sender.waiting]).toEqual([true, 1]);
  });

  it('does not grow the stack with a synchronous exporter and one record a call', () => {
    const { give, exporter } = senderTo(new ScriptedExporter(), 1);
    give(...Array.from({ length: 20_000 }, (_, at) => at));
    expect(exporter.accepted).toHaveLength(20_000);
  });
});
