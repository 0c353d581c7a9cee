import type { Campaign } from './simulated-event.js';

/** What scoring needs to know of an incident. @experimental */
export interface RaisedIncident {
  readonly detector: string;
  /** The record whose arrival raised it. */
  readonly triggeredBy: string;
  /** Records that it names as evidence; a few are enough. */
  readonly recordIds: readonly string[];
}

/** @experimental */
export interface CaughtCampaign {
  readonly campaign: Campaign;
  /** Which detectors named it, the first one first. */
  readonly detectors: readonly string[];
  /** Its events up to and including the one that raised the first incident. */
  readonly afterEvents: number;
}

/** @experimental */
export interface DetectionScore {
  readonly caught: readonly CaughtCampaign[];
  readonly missed: readonly Campaign[];
  /** Incidents without one record of any campaign. */
  readonly falseIncidents: readonly RaisedIncident[];
}

/**
 * Holds incidents, in the order they were raised, against the truth. An incident belongs to each campaign that it names a record of.
 *
 * @experimental
 */
export function scoreDetection(campaigns: readonly Campaign[], incidents: Iterable<RaisedIncident>): DetectionScore {
  const campaignOf = new Map(campaigns.flatMap((campaign) => campaign.recordIds.map((id) => [id, campaign] as const)));
  const caught = new Map<Campaign, { detectors: string[]; afterEvents: number }>();
  const falseIncidents: RaisedIncident[] = [];
  for (const incident of incidents) {
    const named = new Set([incident.triggeredBy, ...incident.recordIds].map((id) => campaignOf.get(id)));
    named.delete(undefined);
    if (named.size === 0) falseIncidents.push(incident);
    for (const campaign of named as Set<Campaign>) {
      const known = caught.get(campaign);
      const afterEvents = campaign.recordIds.indexOf(incident.triggeredBy) + 1 || campaign.recordIds.length;
      if (known === undefined) caught.set(campaign, { detectors: [incident.detector], afterEvents });
      else if (!known.detectors.includes(incident.detector)) known.detectors.push(incident.detector);
    }
  }
  return {
    caught: campaigns.flatMap((campaign) => {
      const found = caught.get(campaign);
      return found === undefined ? [] : [{ campaign, ...found }];
    }),
    missed: campaigns.filter((campaign) => !caught.has(campaign)),
    falseIncidents,
  };
}
