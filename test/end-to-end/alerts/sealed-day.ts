import { randomBytes } from 'node:crypto';

import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { createOtelseal } from '@otelseal/node';
import { ATTACK_NAMES, type SimulatedEvent, simulateTraffic } from '@otelseal/testing';

import { GAP, moreAttacks } from '../../../packages/operations/test/more-attacks.ts';
import type { StoredEvent } from '../../../packages/operations/test/reference-engine.ts';
import { type OtlpLogRecord, type OtlpRequest, otlpReceiver, requestWith } from '../stores/sealed-traffic.ts';
import { plainRequest } from './plain-request.ts';

const DAY_MS = 86_400_000;
export const SERVICE = 'shop';
/** Records between two waits for delivery. */
const LOT = 500;

/** Hours after the beginning of the day. */
const MORE_AFTER_MS = 12.5 * 3_600_000;

/** A day of a shop that ended a moment ago, with something in it for every alert but those about silence. */
export interface SimulatedDay {
  readonly startMs: number;
  readonly endMs: number;
  readonly events: readonly SimulatedEvent[];
}

export function simulatedDay(seed: number, eventsADay: number): SimulatedDay {
  const endMs = Math.floor(Date.now() / 60_000) * 60_000;
  const startMs = endMs - DAY_MS;
  const attacks = ATTACK_NAMES.map((attack) => ({ attack, difficulty: 'easy' as const }));
  const simulation = simulateTraffic({ seed, startMs, eventsADay, users: 3_000, attacks });
  const events = [...simulation.events, ...moreAttacks(startMs + MORE_AFTER_MS)]
    .filter(({ timeMs }) => timeMs <= endMs)
    .toSorted((one, other) => one.timeMs - other.timeMs);
  return { startMs, endMs, events };
}

/**
 * The day as an application with Otelseal in it sends it. What the sealing adds of its own has the time of the test and not of the day:
 * left out, because stores refuse what is too far behind it; a gap of the day is written as its record looks.
 *
 * @returns what was sent, as the alerts see it
 */
export async function sealDay(
  day: SimulatedDay,
  keyFile: string,
  take: (request: OtlpRequest) => Promise<void>,
): Promise<readonly StoredEvent[]> {
  const sent: StoredEvent[] = [];
  const receiver = await otlpReceiver(async (request) => {
    const events = requestWith(request, (record) => (record.eventName?.startsWith('audit.') ? undefined : record));
    if (events === undefined) return;
    await take(events);
    sent.push(...storedEvents(events));
  });
  const otelseal = createOtelseal(
    {
      signing: { keyFile },
      otlp: { url: receiver.url, protocol: 'http/json' },
      detection: { mode: 'off' },
      sanitize: { pseudonym: { keyId: 'k1', key: randomBytes(32) } },
    },
    { environment: {} },
  );
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ 'service.name': SERVICE }),
    processors: otelseal.processors,
  });
  const logger = provider.getLogger('shop');
  for (const [index, { timeMs, eventName, attributes }] of day.events.entries()) {
    logger.emit({ eventName, timestamp: timeMs, attributes: attributes as Record<string, string> });
    if (index % LOT === LOT - 1) await delivered(otelseal);
  }
  await delivered(otelseal);
  await provider.shutdown();
  await receiver.close();
  const stream = { 'audit.sequence.stream_id': '9'.repeat(32) };
  // As late as the last event: Loki takes nothing from far behind it.
  const { timeMs } = day.events.at(-1) as SimulatedEvent;
  const gap = plainRequest(SERVICE, [{ timeMs, eventName: GAP, attributes: stream }]);
  await take(gap);
  return [...sent, ...storedEvents(gap)].toSorted((one, other) => one.timeMs - other.timeMs);
}

async function delivered(otelseal: ReturnType<typeof createOtelseal>): Promise<void> {
  const reached = await otelseal.committed('delivered', { timeoutMs: 60_000 });
  if (reached !== 'delivered') throw new Error(`not delivered: ${reached}`);
}

function storedEvents(request: OtlpRequest): StoredEvent[] {
  const records = request.resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
  return records.map((record) => ({
    timeMs: Number(BigInt(record.timeUnixNano) / 1_000_000n),
    attributes: { ...attributesOf(record), 'service.name': SERVICE },
  }));
}

function attributesOf({ attributes }: OtlpLogRecord): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]));
}

function plain(value: Record<string, unknown>): unknown {
  const list = value['arrayValue'] as { readonly values?: readonly Record<string, unknown>[] } | undefined;
  return list === undefined ? Object.values(value)[0] : (list.values ?? []).map(plain);
}
