import type { Incident } from '../incident.js';

/**
 * Where a sink says how its notifications ended.
 *
 * @experimental
 */
export interface NotificationReports {
  notified(sink: string, outcome: 'delivered' | 'failed' | 'dropped', cause?: unknown): void;
}

/**
 * A place outside of the process that is told of incidents. Nothing in it throws or waits but `flush` and `stop`, which never reject.
 *
 * @experimental
 */
export interface IncidentSink {
  readonly name: string;
  /** Called once, before the first incident. */
  start(reports: NotificationReports): void;
  /** Takes an incident without the raw parties. */
  send(incident: Incident): void;
  /** Resolves when what was sent so far is delivered or given up. */
  flush(): Promise<void>;
  /** The same, and lets go of timers and connections. */
  stop(): Promise<void>;
}
