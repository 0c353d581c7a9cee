import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LoggerProvider, type LoggerProviderOptions, type LogRecordExporter } from '@opentelemetry/sdk-logs';
import type { Environment } from '../configuration/environment.js';
import { joinOptions } from '../configuration/join-options.js';
import type { OtelsealOptions } from '../configuration/otelseal-options.js';
import { createOtelseal } from '../create-otelseal.js';
import { type ReceiverExplained, serviceName, withoutOurs } from './explain-configuration.js';
import { receiversOf } from './receivers.js';

/** Name of the event; in no catalogue, so that no rule of a SIEM takes it for an incident. @experimental */
export const TEST_EVENT_NAME = 'otelseal.doctor.test';
/** Attribute with the event's own id, by which a source is searched. @experimental */
export const TEST_EVENT_ID = 'otelseal.doctor.id';

/**
 * What became of a test event.
 * @experimental
 */
export interface SentTestEvent {
  readonly receiver: ReceiverExplained['name'];
  readonly id: string;
  /** Whether the receiver has confirmed it. */
  readonly isDelivered: boolean;
  /** What was reported meanwhile, one line each. */
  readonly reports: readonly string[];
}

/**
 * Sends one sealed event to every receiver, through the same stages as the application's but from a spool of its own that is gone afterwards:
 * the application's is left alone, nobody is told of incidents, and no witness is asked. The stream is closed before the promise resolves, so
 * that it verifies.
 *
 * @param environment headers and certificates that only OpenTelemetry's variables name come from `process.env`, as in the application
 * @experimental
 * @throws ConfigurationError
 */
export async function sendTestEvents(environment: Environment, timeoutMs: number): Promise<readonly SentTestEvent[]> {
  const joined = joinOptions({}, environment);
  const sent: SentTestEvent[] = [];
  for (const { name, url, protocol } of receiversOf(joined, environment)) {
    if (url === undefined) continue; // the console has nobody who could confirm anything
    const { spool: _s, witness: _w, batch: _b, instrumentations: _i, otlp, secondOtlp, ...kept } = joined.options;
    const address = { url, protocol: protocol as 'http/json' };
    const to: OtelsealOptions =
      name === 'second'
        ? { secondOtlp: { ...secondOtlp, ...address }, exporter: TAKES_EVERYTHING }
        : { otlp: { ...otlp, ...address } };
    const options = { ...kept, ...to, detection: { mode: 'off' as const }, shutdownTimeoutMillis: timeoutMs };
    sent.push(await withTemporarySpool((spool) => sendOne(name, { ...options, spool }, environment, timeoutMs)));
  }
  return sent;
}

/** Nothing of the first receiver, credentials least of all, may go to the second: this stands where the first would. */
const TAKES_EVERYTHING: LogRecordExporter = {
  export: (_, done) => done({ code: 0 }),
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};

async function withTemporarySpool<Result>(
  use: (spool: { readonly directory: string }) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'otelseal-doctor-'));
  try {
    return await use({ directory: join(folder, 'spool') });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sendOne(
  receiver: ReceiverExplained['name'],
  options: OtelsealOptions,
  environment: Environment,
  timeoutMs: number,
): Promise<SentTestEvent> {
  const reports: string[] = [];
  const otelseal = createOtelseal(options, {
    environment: withoutOurs(environment),
    report: (line) => {
      if (!line.includes('PARTIAL_SUCCESS_INVISIBLE')) reports.push(line); // of the stand-in above
    },
  });
  const provider = new LoggerProvider({ resource: resourceOf(environment), processors: otelseal.processors });
  const id = randomUUID();
  provider.getLogger('@otelseal/node/diagnosis').emit({
    eventName: TEST_EVENT_NAME,
    body: 'A test event of otelseal doctor.',
    attributes: { [TEST_EVENT_ID]: id },
  });
  const level = await otelseal.committed('delivered', { timeoutMs });
  await provider.shutdown();
  return { receiver, id, isDelivered: level === 'delivered', reports };
}

/** Only the service's name: what detectors find out about this process is not the application's. */
function resourceOf(environment: Environment): NonNullable<LoggerProviderOptions['resource']> {
  const name = serviceName(environment) ?? 'otelseal-doctor';
  const resource: NonNullable<LoggerProviderOptions['resource']> = {
    attributes: { 'service.name': name },
    merge: () => resource,
    getRawAttributes: () => [['service.name', name]],
  };
  return resource;
}
