import { type Context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { createOtelseal } from '@otelseal/node';
import { allAttacks, simulateTraffic } from '@otelseal/testing';

import { MORE_EVENTS } from './more-events.ts';

export interface AttackedDay {
  readonly keyFile: string;
  /** Where OTLP goes. */
  readonly url: string;
  readonly tenant: string;
  /** Events of honest people in the day, about. */
  readonly eventsADay: number;
}

/** A whole day is told in this time, which every store takes in without asking how old a record may be. */
const TOLD_IN_MS = 40 * 60_000;
const DAY_MS = 86_400_000;

/**
 * A simulated day with every attack, and one of each event that the simulator does not know, from a service with Otelseal in it: enriched,
 * sanitized, watched and sealed. All is delivered and the streams are closed when this resolves.
 */
export async function attackedDay({ keyFile, url, tenant, eventsADay }: AttackedDay): Promise<void> {
  const otelseal = createOtelseal(
    { signing: { keyFile }, identity: { tenant, environment: 'production' }, otlp: { url, protocol: 'http/json' } },
    { environment: {} },
  );
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({
      'service.name': 'shop',
      'service.instance.id': 'shop-1',
      'deployment.environment.name': 'production',
    }),
    processors: otelseal.processors,
  });
  const logger = provider.getLogger('app', '1.0.0');
  const startMs = Date.UTC(2026, 10, 23);
  const { events } = simulateTraffic({ seed: 7, startMs, eventsADay, users: 1_000, attacks: allAttacks('easy') });
  const beginMs = Date.now() - TOLD_IN_MS;
  let emitted = 0;
  const emit = async (eventName: string, timestamp: number, attributes: object): Promise<void> => {
    emitted += 1;
    const { 'audit.record.id': _givenByThePipeline, ...own } = attributes as Record<string, never>;
    logger.emit({ eventName, timestamp, attributes: own, context: requestOf(emitted) });
    if (emitted % 512 === 0) await delivered(otelseal);
  };
  for (const { eventName, timeMs, attributes } of events) {
    await emit(eventName, beginMs + ((timeMs - startMs) / DAY_MS) * (TOLD_IN_MS - 60_000), attributes);
  }
  for (const { name, attributes } of MORE_EVENTS) await emit(name, Date.now(), attributes);
  await delivered(otelseal);
  await provider.shutdown();
}

/** The context of a request with a trace of its own. */
function requestOf(number: number): Context {
  const id = number.toString(16);
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: id.padStart(32, 'a'),
    spanId: id.padStart(16, 'b'),
    traceFlags: 1,
  });
}

async function delivered(otelseal: ReturnType<typeof createOtelseal>): Promise<void> {
  const reached = await otelseal.committed('delivered', { timeoutMs: 60_000 });
  if (reached !== 'delivered') throw new Error(`not delivered: ${reached}`);
}
