import { DetectionEngine, type Noticed, type SecurityFact, type ShownParties } from '@otelseal/detection';
import { factsOfAttributes, keyedDigest } from '@otelseal/log-processors';
import {
  allAttacks,
  type DetectionScore,
  type Difficulty,
  type RaisedIncident,
  scoreDetection,
  simulateTraffic,
} from '@otelseal/testing';

/** One simulated day, by its seed. */
export interface Day {
  readonly seed: number;
  /** Benign events, about. */
  readonly events: number;
  /** Left out: no attack at all. */
  readonly difficulty?: Difficulty;
}

const digest = keyedDigest(new Uint8Array(16).fill(9));

/** A day through all detectors with their defaults, held against the truth. */
export function judgeDay({ seed, events, difficulty }: Day): DetectionScore {
  const attacks = difficulty === undefined ? [] : allAttacks(difficulty);
  const day = simulateTraffic({ seed, eventsADay: events, attacks });
  const engine = new DetectionEngine();
  const raised = new Map<string, RaisedIncident>();
  for (const { eventName, attributes, timeMs } of day.events) {
    const fact: SecurityFact = factsOfAttributes({ eventName, attributes, serviceName: 'shop' }, digest);
    const shown = shownOf(attributes);
    note(raised, engine.observe(fact, shown, timeMs), shown.recordId ?? '');
  }
  note(raised, engine.endAll(), '');
  return scoreDetection(day.campaigns, raised.values());
}

/** An incident's evidence grows until it ends; what opened it stays. */
function note(raised: Map<string, RaisedIncident>, noticed: readonly Noticed[], recordId: string): void {
  for (const one of noticed) {
    if (one.kind !== 'incident') continue;
    const { id, detector, records } = one.incident;
    raised.set(id, { detector, triggeredBy: raised.get(id)?.triggeredBy ?? recordId, recordIds: records });
  }
}

function shownOf(attributes: Readonly<Record<string, unknown>>): ShownParties {
  const text = (name: string): string | undefined => {
    const value = attributes[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    recordId: text('audit.record.id'),
    actor: text('audit.actor.id'),
    client: text('client.address'),
    session: text('session.id'),
    target: text('audit.target.id'),
  };
}
