import { readFileSync } from 'node:fs';
import { factsOfAttributes, keyedDigest } from '@otelseal/log-processors';
import { DetectionEngine } from '../../src/detection-engine.js';
import type { DetectionOptions } from '../../src/detection-options.js';
import type { DetectorName } from '../../src/detector.js';
import type { Incident } from '../../src/incident.js';
import { DETECTOR_NAMES } from '../../src/make-detectors.js';
import type { Noticed } from '../../src/noticed.js';
import { shownParties } from '../../src/processor/shown-record.js';
import type { SecurityFact } from '../../src/security-fact.js';

/** A line of a detector's log. */
export interface LoggedEvent {
  readonly at: string;
  readonly event: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const digest = keyedDigest(new Uint8Array(16).fill(9));

/** The fact of an event, with raw names shown. */
export function factOf(event: string, attributes: Readonly<Record<string, unknown>>): SecurityFact {
  return factsOfAttributes({ eventName: event, attributes, serviceName: 'shop' }, digest);
}

/** Everything that is noticed in a log, to the end of all incidents. */
export function replay(events: readonly LoggedEvent[], options: Partial<DetectionOptions> = {}): readonly Noticed[] {
  const failures: unknown[] = [];
  const engine = new DetectionEngine(options, { detectorFailed: (_, cause) => failures.push(cause) });
  const noticed = events.flatMap(({ at, event, attributes }, index) =>
    engine.observe(factOf(event, attributes), shownParties(attributes, `r${index + 1}`), Date.parse(at)),
  );
  const all = [...noticed, ...engine.endAll()];
  if (failures.length > 0) throw failures[0];
  return all;
}

export function ended(noticed: readonly Noticed[]): readonly Incident[] {
  return noticed.flatMap((one) => (one.kind === 'incident' && one.incident.state === 'ended' ? [one.incident] : []));
}

/** All detectors but one. */
export function only(name: DetectorName): Partial<DetectionOptions> {
  return { disable: DETECTOR_NAMES.filter((other) => other !== name) };
}

export function logOf(name: DetectorName, kind: 'attack' | 'benign'): readonly LoggedEvent[] {
  const lines = readFileSync(
    new URL(`../../src/detectors/${name.replaceAll('_', '-')}/${kind}.jsonl`, import.meta.url),
    'utf8',
  );
  return lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LoggedEvent);
}
