import type { AttackName, Campaign } from './simulated-event.js';

/** What scoring needs to know of an incident. @experimental */
export interface RaisedIncident {
  readonly detector: string;
  /** The record whose arrival raised it. */
  readonly triggeredBy: string;
  /** Records that it names as evidence; a few are enough. */
  readonly recordIds: readonly string[];
  /** How many events of each campaign, by its id, had come when it was raised: an attack on many may be noticed at a benign event. */
  readonly seen?: Readonly<Record<string, number>>;
}

const GUESSING = ['brute_force', 'success_after_failures'];
const MANY_ACCOUNTS = ['credential_stuffing', 'password_spraying', 'account_enumeration'];

/** Which detectors are right about an attack; being noticed for something else, such as its country, does not count. */
const RIGHT: Readonly<Record<AttackName, readonly string[]>> = Object.freeze({
  brute_force_account: GUESSING,
  brute_force_source: [...GUESSING, ...MANY_ACCOUNTS],
  slow_brute_force: GUESSING,
  distributed_brute_force: ['distributed_brute_force'],
  credential_stuffing: MANY_ACCOUNTS,
  password_spraying: MANY_ACCOUNTS,
  distributed_spraying: MANY_ACCOUNTS,
  success_after_failures: GUESSING,
  mfa_fatigue: ['mfa_abuse'],
  mfa_code_guessing: ['mfa_abuse'],
  account_enumeration: MANY_ACCOUNTS,
  session_hijack: ['session_hijack'],
  token_reuse: ['token_reuse'],
  impossible_travel: ['impossible_travel'],
  permission_probing: ['privilege_escalation'],
  self_granted_privilege: ['privilege_escalation'],
  fresh_admin_grant: ['privilege_escalation'],
  denial_then_success: ['privilege_escalation'],
  validation_probing: ['probing'],
  path_probing: ['probing'],
  attack_tool: ['attack_tool'],
  bulk_read: ['bulk_read'],
  mass_deletion: ['mass_deletion'],
  transaction_velocity: ['transaction_fraud'],
  counterparty_after_credential_change: ['transaction_fraud'],
  honeytoken: ['honeytoken'],
  logging_silenced: ['logging_tampered'],
  logging_tampered: ['logging_tampered'],
});

/** @experimental */
export interface CaughtCampaign {
  readonly campaign: Campaign;
  /** Which of the detectors that are right about it named it, the first one first. */
  readonly detectors: readonly string[];
  /** Its events that had come when the first incident that names it was raised; all of them when that one was open before it began. */
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
 * Holds incidents, in the order they were raised, against the truth. An incident belongs to each campaign that it names a record of;
 * it catches the campaign when its detector is one that is right about the attack.
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
      if (!RIGHT[campaign.attack].includes(incident.detector)) continue;
      const known = caught.get(campaign);
      const own = campaign.recordIds.indexOf(incident.triggeredBy) + 1;
      const afterEvents = own || incident.seen?.[campaign.id] || campaign.recordIds.length;
      if (known === undefined) caught.set(campaign, { detectors: [incident.detector], afterEvents });
      else {
        known.afterEvents = Math.min(known.afterEvents, afterEvents);
        if (!known.detectors.includes(incident.detector)) known.detectors.push(incident.detector);
      }
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
