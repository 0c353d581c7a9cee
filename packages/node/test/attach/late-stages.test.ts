import type { ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';

import { LateStages } from '../../src/attach/late-stages.js';

const RECORD = {} as ReadWriteLogRecord;

/** Stages that write down what happens to them. */
function lateStages() {
  const happened: string[] = [];
  const stage = {
    onEmit: () => void happened.push('record'),
    forceFlush: async () => void happened.push('flush'),
    shutdown: async () => void happened.push('shutdown'),
  };
  const late = new LateStages({
    make: () => {
      happened.push('made');
      return { stages: [stage], isDurable: false };
    },
    early: [],
    predecessorsFlushed: Promise.resolve(),
    endUnused: async () => void happened.push('ended unused'),
  });
  return { late, happened };
}

describe('stages that are made late', () => {
  it('are made once, by the first record or before it, and end with the SDK', async () => {
    const { late, happened } = lateStages();
    late.prepare();
    late.onEmit(RECORD);
    late.prepare();
    late.onEmit(RECORD);
    await late.shutdown();
    expect(happened).toEqual(['made', 'record', 'record', 'shutdown']);
  });

  it('are not made in advance for an SDK that has ended: nobody would end them', async () => {
    const { late, happened } = lateStages();
    await late.shutdown();
    late.prepare();
    expect(happened).toEqual(['ended unused']);
  });

  it('are not made in advance for an SDK that is about to end', async () => {
    const { late, happened } = lateStages();
    const ended = late.shutdown();
    late.prepare();
    await ended;
    expect(happened).toEqual(['ended unused']);
  });
});
