import { readFileSync } from 'node:fs';
import { storedRecords } from '@otelseal/audit-integrity';

/** An event as the receiver behind the gateway stored it. */
export interface ShownEvent {
  readonly eventName: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

interface Member {
  readonly key?: unknown;
  readonly value?: unknown;
}

/** The records of a file of OTLP JSON lines, those that the sealing itself writes left out. */
export function shownEvents(file: string): ShownEvent[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1) // what stands after the last line break is still being written
    .flatMap((line, index) => [...storedRecords(JSON.parse(line), `line ${index + 1}`)])
    .map(({ logRecord, resource }) => ({
      eventName: String(logRecord.eventName ?? ''),
      attributes: plain(logRecord.attributes ?? []),
      resource: plain(resource),
      body: first(logRecord.body),
    }))
    .filter(({ eventName }) => !eventName.startsWith('audit.'));
}

function plain(members: readonly Member[]): Record<string, unknown> {
  return Object.fromEntries(members.map(({ key, value }) => [String(key), first(value)]));
}

function first(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? Object.values(value)[0] : undefined;
}
