import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OtlpReceiver } from '@otelseal/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { exportRequest, logRecord, text } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { type Running, runningGateway } from './support/running-gateway.js';
import { shownIn, verdict } from './support/verdict.js';

const folder = testFolder();
const keys = keyAndTrust(folder);
const BATCH = 50;
/** A spool that some hundred requests fill. */
const SPOOL = { maxBytes: 4_000_000, segmentBytes: 200_000 };
const PATIENCE = { timeout: 30_000, interval: 100 };

/** A receiver that can be away, and come back where it was. */
class AwayReceiver {
  readonly file: string;
  readonly port: number;
  #receiver: OtlpReceiver | undefined;

  private constructor(file: string, receiver: OtlpReceiver) {
    this.file = file;
    this.port = Number(new URL(receiver.url).port);
    this.#receiver = receiver;
    onTestFinished(() => this.leave());
  }

  static async start(name: string): Promise<AwayReceiver> {
    const file = join(folder, name);
    return new AwayReceiver(file, await OtlpReceiver.start(file));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/v1/logs`;
  }

  async leave(): Promise<void> {
    await this.#receiver?.close();
    this.#receiver = undefined;
  }

  async comeBack(): Promise<void> {
    this.#receiver = await OtlpReceiver.start(this.file, { port: this.port });
  }
}

let sent = 0;

function batch(): string {
  const records = Array.from({ length: BATCH }, () => {
    sent += 1;
    return logRecord({ body: text(`record ${sent}`), attributes: { number: { intValue: String(sent) } } });
  });
  return exportRequest(records);
}

/** Sends until the gateway asks to come again. Resolves to the numbers that it has acknowledged, and what it said then. */
async function sentUntilFull(running: Running): Promise<{ readonly acknowledged: number[]; readonly said: string }> {
  const acknowledged: number[] = [];
  for (;;) {
    const from = sent;
    const response = await running.post(batch());
    if (response.status !== 200) {
      expect(response.status).toBe(503);
      return { acknowledged, said: ((await response.json()) as { message: string }).message };
    }
    for (let number = from + 1; number <= sent; number += 1) acknowledged.push(number);
    await sleep(1); // the healthy receiver is in this process
  }
}

const numbersIn = (file: string): Set<number> =>
  new Set(existsSync(file) ? shownIn(file).map(({ attributes }) => Number(attributes['number'])) : []);

function missingIn(file: string, numbers: readonly number[]): number[] {
  const there = numbersIn(file);
  return numbers.filter((number) => !there.has(number));
}

async function readiness({ gateway }: Running): Promise<unknown> {
  return (await fetch(`${gateway.url}/readyz`)).json();
}

describe('with two receivers, of which one is away', () => {
  it('the other one gets everything until the spool is full, and the gateway says for whom it waits', async () => {
    const second = await AwayReceiver.start('second-away');
    const options = { spool: SPOOL, secondOtlp: { url: second.url }, detection: { mode: 'off' } } as const;
    const running = await runningGateway(folder, keys, options);
    await second.leave();
    const { acknowledged, said } = await sentUntilFull(running);
    expect(acknowledged.length).toBeGreaterThan(500);
    expect(said).toBe('The spool is full until the second receiver has taken what is in it.');
    await vi.waitFor(() => expect(missingIn(running.file, acknowledged)).toEqual([]), PATIENCE);
    await vi.waitFor(
      async () =>
        expect(await readiness(running)).toEqual({
          ...{ status: 'not ready', reason: 'the spool takes nothing', waitsFor: ['second'] },
        }),
      PATIENCE,
    );
    expect(running.reports.filter((line) => line.includes('SPOOL_FULL'))).toEqual([
      expect.stringContaining('until the second receiver has taken'),
    ]);

    await second.comeBack();
    await vi.waitFor(async () => expect(await readiness(running)).toEqual({ status: 'ok' }), PATIENCE);
    expect((await running.post(batch())).status).toBe(200);
    await running.close();
    for (const file of [running.file, second.file]) {
      expect(missingIn(file, acknowledged)).toEqual([]);
      expect(verdict(file, keys.trustFile)).toMatch(/^INTACT /);
    }
  }, 120_000);

  it('and is taken out of the settings, a restart gives the spool back, and the other one has everything', async () => {
    const spool = { ...SPOOL, directory: join(folder, 'spool-of-both') };
    const first = await AwayReceiver.start('first-stays');
    const forward = [new URL(first.url).origin];
    const nobody = { url: 'http://127.0.0.1:9/v1/logs' };
    const both = await runningGateway(folder, keys, {
      ...{ spool, secondOtlp: nobody, gateway: { forward }, detection: { mode: 'off' }, shutdownTimeoutMillis: 500 },
    });
    const { acknowledged } = await sentUntilFull(both);
    await both.close();
    const one = await runningGateway(folder, keys, { spool, gateway: { forward }, detection: { mode: 'off' } });
    await vi.waitFor(async () => expect(await readiness(one)).toEqual({ status: 'ok' }), PATIENCE);
    expect((await one.post(batch())).status).toBe(200);
    await one.close();
    expect(missingIn(first.file, acknowledged)).toEqual([]);
    expect(verdict(first.file, keys.trustFile)).toMatch(/^INTACT /);
  }, 120_000);
});

describe('a spool that is smaller than a segment', () => {
  it('takes records again when its receiver is back', async () => {
    const receiver = await AwayReceiver.start('small-spool');
    const running = await runningGateway(folder, keys, {
      ...{ spool: { maxBytes: 1_000_000 }, gateway: { forward: [new URL(receiver.url).origin] } },
      detection: { mode: 'off' },
    });
    await receiver.leave();
    const { acknowledged, said } = await sentUntilFull(running);
    expect(said).toBe('The spool is full until the first receiver has taken what is in it.');
    await receiver.comeBack();
    await vi.waitFor(async () => expect(await readiness(running)).toEqual({ status: 'ok' }), PATIENCE);
    expect((await running.post(batch())).status).toBe(200);
    await running.close();
    expect(missingIn(receiver.file, acknowledged)).toEqual([]);
  }, 120_000);
});
