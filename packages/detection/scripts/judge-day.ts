import { DetectionEngine, type Noticed, type SecurityFact, shownParties } from '@otelseal/detection';
import { factsOfAttributes, keyedDigest } from '@otelseal/log-processors';
import {
  type AttackName,
  allAttacks,
  type CaughtCampaign,
  type DetectionScore,
  type Difficulty,
  type RaisedIncident,
  type SimulatedEvent,
  scoreDetection,
  simulateTraffic,
} from '@otelseal/testing';
import { ANCHOR_RULES } from './anchor-rules.ts';

/** One simulated day, by its seed. */
export interface Day {
  readonly seed: number;
  /** Benign events, about. */
  readonly events: number;
  /** Left out: no attack at all. */
  readonly difficulty?: Difficulty;
}

/** How soon an attack was noticed. */
export interface Timing {
  readonly attack: AttackName;
  /** Its events up to the one that raised the first incident that is right about it, and the time from its first event to that one. */
  readonly afterEvents: number;
  readonly afterMs: number;
  /** The number of the event at which the rule of the anchor was met. */
  readonly ruleAtEvent: number | undefined;
}

/** A day held against the truth. */
export interface JudgedDay extends DetectionScore {
  readonly timings: readonly Timing[];
}

const digest = keyedDigest(new Uint8Array(16).fill(9));

/** A day through all detectors with their defaults, held against the truth. */
export function judgeDay({ seed, events, difficulty }: Day): JudgedDay {
  const attacks = difficulty === undefined ? [] : allAttacks(difficulty);
  const day = simulateTraffic({ seed, eventsADay: events, attacks });
  const engine = new DetectionEngine();
  const raised = new Map<string, RaisedIncident>();
  const byCampaign = new Map<string, SimulatedEvent[]>();
  for (const event of day.events) {
    const { eventName, attributes, timeMs, campaign } = event;
    if (campaign !== undefined) byCampaign.set(campaign, [...(byCampaign.get(campaign) ?? []), event]);
    const fact: SecurityFact = factsOfAttributes({ eventName, attributes, serviceName: 'shop' }, digest);
    const shown = shownParties(attributes);
    note(raised, engine.observe(fact, shown, timeMs), shown.recordId ?? '', byCampaign);
  }
  note(raised, engine.endAll(), '', byCampaign);
  const score = scoreDetection(day.campaigns, raised.values());
  const timings = score.caught.map((one) => timingOf(one, byCampaign.get(one.campaign.id) ?? []));
  return { ...score, timings };
}

function timingOf({ campaign, afterEvents }: CaughtCampaign, events: readonly SimulatedEvent[]): Timing {
  const firstMs = events[0]?.timeMs ?? 0;
  return {
    attack: campaign.attack,
    afterEvents,
    afterMs: (events[afterEvents - 1]?.timeMs ?? firstMs) - firstMs,
    ruleAtEvent: ANCHOR_RULES[campaign.attack]?.rule(events),
  };
}

/** An incident's evidence grows until it ends; what opened it stays. */
function note(
  raised: Map<string, RaisedIncident>,
  noticed: readonly Noticed[],
  recordId: string,
  byCampaign: ReadonlyMap<string, readonly SimulatedEvent[]>,
): void {
  for (const one of noticed) {
    if (one.kind !== 'incident') continue;
    const { id, detector, records } = one.incident;
    const opened = raised.get(id) ?? {
      triggeredBy: recordId,
      seen: Object.fromEntries([...byCampaign].map(([campaign, events]) => [campaign, events.length])),
    };
    raised.set(id, { ...opened, detector, recordIds: records });
  }
}
