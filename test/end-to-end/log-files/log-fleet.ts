import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OtlpReceiver } from '@otelseal/testing';
import { onTestFinished } from 'vitest';

import { GatewayProcess } from '../fleet/gateway-process.ts';
import { type ShownEvent, shownEvents } from '../fleet/shown-events.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';

export const FAILURE = 'security.authn.login.failure';
const ARRIVAL_TIMEOUT_MS = 30_000;

export interface Fleet {
  readonly folder: string;
  readonly logs: string;
  readonly stored: string;
  readonly keys: Keys;
  readonly gateway: GatewayProcess;
  readonly receiver: OtlpReceiver;
}

/**
 * A gateway before a receiver that writes, and an empty folder of logs.
 *
 * @param behind base address of what stands between the two
 */
export async function fleet(behind?: string): Promise<Fleet> {
  const folder = mkdtempSync(join(tmpdir(), 'otelseal-log-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const logs = join(folder, 'logs');
  for (const name of ['nginx', 'apache2', 'postgresql', 'kubernetes/audit']) {
    mkdirSync(join(logs, name), { recursive: true });
  }
  const keys = await generateKeys(folder);
  const stored = join(folder, 'stored.jsonl');
  const receiver = await OtlpReceiver.start(stored);
  const gateway = await GatewayProcess.start({
    folder,
    keyFile: keys.keyFile,
    forward: behind ?? new URL(receiver.url).origin,
  });
  return { folder, logs, stored, keys, gateway, receiver };
}

export async function until(condition: () => boolean): Promise<void> {
  for (const untilMs = Date.now() + ARRIVAL_TIMEOUT_MS; !condition(); await sleep(50)) {
    if (Date.now() > untilMs) return; // the expectation that follows says what is missing
  }
}

/** Ends the gateway, and gives what the store has then. */
export async function ended({ gateway, receiver, stored }: Fleet): Promise<ShownEvent[]> {
  await gateway.stop();
  await receiver.close();
  return shownEvents(stored);
}

export const eventsSoFar = ({ stored }: Fleet): ShownEvent[] => (existsSync(stored) ? shownEvents(stored) : []);

/** Each once: what is delivered again after a crash counts once. */
export const usersOf = (events: readonly ShownEvent[]): Set<unknown> =>
  new Set(
    events.filter(({ eventName }) => eventName === FAILURE).map(({ attributes }) => attributes['audit.actor.id']),
  );
export const numbersOf = (events: readonly ShownEvent[]): Set<number> =>
  new Set(
    events.filter(({ attributes }) => 'number' in attributes).map(({ attributes }) => Number(attributes['number'])),
  );

export const shown = ({ eventName, attributes }: ShownEvent) => [
  attributes['otelseal.map'],
  eventName,
  attributes['audit.actor.id'],
  attributes['client.address'],
];
