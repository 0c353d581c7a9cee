// What a spool adds to the whole pipeline: both ways deliver to a receiver in another process; fdatasync is on this side's bill.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createOtelseal } from '@otelseal/node';
import { R10 } from '@otelseal/testing';

import type { Bench } from './figure.ts';
import { emitting, newKeyPem, providerWith } from './logging-application.ts';
import { type Cost, measure, ratio, type Subject } from './measure.ts';

/** On the disk of the checkout: a folder for temporary files may be in memory, where fdatasync costs nothing. */
const folder = mkdtempSync(join(import.meta.dirname, '.spool-'));

interface Pipeline {
  readonly run: Subject;
  readonly shutdown: () => Promise<void>;
}

function pipeline(port: number, spool: { readonly spool: { readonly directory: string } } | object): Pipeline {
  const otlp = { url: `http://127.0.0.1:${port}/v1/logs` };
  const surroundings = { environment: {}, report: console.error };
  const otelseal = createOtelseal({ otlp, signing: { pem: newKeyPem() }, ...spool }, surroundings);
  const run = emitting(providerWith(otelseal.processors), () => R10);
  const delivered = (): number => otelseal.counters()['otelseal.records{outcome=delivered,stage=deliver}'] ?? 0;
  return {
    async run(count) {
      const before = delivered();
      await run(count);
      if ((await otelseal.committed('delivered', { timeoutMs: 60_000 })) !== 'delivered')
        throw new Error('not delivered');
      if (delivered() - before < count) throw new Error(`of ${count} records ${delivered() - before} were delivered`);
    },
    shutdown: () => otelseal.shutdown(),
  };
}

export default (async () => {
  const receiver = fork(new URL('draining-receiver.ts', import.meta.url));
  try {
    const [port] = (await once(receiver, 'message')) as [number];
    const pipelines = { memory: pipeline(port, {}), spool: pipeline(port, { spool: { directory: folder } }) };
    const { memory, spool } = await measure({ memory: pipelines.memory.run, spool: pipelines.spool.run });
    for (const { shutdown } of Object.values(pipelines)) await shutdown(); // while the folder and the receiver are still there
    const median = ({ median: microseconds }: Cost): string => `${microseconds.toFixed(1)} µs`;
    const note = `${median(spool)} with, ${median(memory)} without; HTTP to another process on both sides`;
    const value = (ratio(spool, memory) - 1) * 100;
    return [{ what: 'a spool adds to the whole pipeline R10', value, unit: '%', bar: { atMost: 25 }, note }];
  } finally {
    receiver.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}) satisfies Bench;
