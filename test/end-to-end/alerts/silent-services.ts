import type { Fired, StoredEvent } from '../../../packages/operations/test/reference-engine.ts';
import type { PlainRecord } from './plain-request.ts';

const MINUTE_MS = 60_000;

/** Signs of life of one stream, every minute; and how it ended. */
export function streamOf(
  stream: string,
  nowMs: number,
  { untilMs, isClosed }: { readonly untilMs: number; readonly isClosed: boolean },
): readonly PlainRecord[] {
  const attributes = { 'audit.sequence.stream_id': stream };
  const beats: PlainRecord[] = [];
  for (let timeMs = nowMs - 40 * MINUTE_MS; timeMs <= untilMs; timeMs += MINUTE_MS) {
    beats.push({ timeMs, eventName: 'audit.heartbeat', attributes });
  }
  return isClosed ? [...beats, { timeMs: untilMs + 1_000, eventName: 'audit.close', attributes }] : beats;
}

/** By service: one that is alive, one that was stopped in order an hour ago, one that was killed, and one that was stopped a moment ago. */
export function silentServices(nowMs: number): ReadonlyMap<string, readonly PlainRecord[]> {
  return new Map([
    ['alive', streamOf('a'.repeat(32), nowMs, { untilMs: nowMs - MINUTE_MS, isClosed: false })],
    ['stopped', streamOf('b'.repeat(32), nowMs, { untilMs: nowMs - 20 * MINUTE_MS, isClosed: true })],
    ['killed', streamOf('c'.repeat(32), nowMs, { untilMs: nowMs - 5 * MINUTE_MS, isClosed: false })],
    ['redeployed', streamOf('d'.repeat(32), nowMs, { untilMs: nowMs - 5 * MINUTE_MS, isClosed: true })],
  ]);
}

/** What the two alerts about silence say of them. */
export const SILENT: Readonly<Record<'service_silent' | 'stream_silent', readonly string[]>> = {
  service_silent: ['stopped'],
  stream_silent: ['killed cccccccccccccccccccccccccccccccc'],
};

/** The same as alerts that fired. */
export function firedBySilence(nowMs: number): readonly Fired[] {
  return Object.entries(SILENT).flatMap(([alert, services]) =>
    services.map((about) => ({ alert, about, values: about.split(' '), atMs: nowMs })),
  );
}

/** Their records as the alerts see them. */
export function silentEvents(nowMs: number): readonly StoredEvent[] {
  return [...silentServices(nowMs)].flatMap(([service, records]) =>
    records.map(({ timeMs, eventName, attributes }) => ({
      timeMs,
      attributes: { ...attributes, 'event.name': eventName, 'service.name': service },
    })),
  );
}
