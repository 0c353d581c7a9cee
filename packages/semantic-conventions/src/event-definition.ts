import { EVENTS } from './generated/events.js';

/** How an action ended. @stable */
export type Outcome = 'success' | 'failure' | 'unknown';

/** Elastic Common Schema categorisation of an event. @stable */
export interface EcsFields {
  readonly kind: string;
  readonly category: readonly string[];
  readonly type: readonly string[];
  readonly action: string;
}

/** OCSF class and activity of an event; `typeUid` is `classUid * 100 + activityId`. @stable */
export interface OcsfFields {
  readonly className: string;
  readonly classUid: number;
  readonly categoryUid: number;
  readonly activityId: number;
  readonly activityName: string;
  readonly typeUid: number;
  /** Severity of the event's default level: 1 informational, 3 medium, 5 critical. */
  readonly severityId: number;
  /** Numbers for consumers of OCSF 1.8, where 1.9 moved the activity to a new class. */
  readonly v18?: {
    readonly className: string;
    readonly classUid: number;
    readonly activityId: number;
    readonly typeUid: number;
  };
}

/** Entry of the OWASP Logging Vocabulary. @stable */
export interface OwaspFields {
  readonly name: string;
  readonly level: 'INFO' | 'WARN' | 'CRITICAL';
  /** One template per argument; `{a|b}` takes the first that is known. */
  readonly args: readonly string[];
}

/** When the attribute has one of the values, severity and outcome differ from the event's defaults. @stable */
export interface EventVariant {
  readonly attribute: string;
  readonly values: readonly string[];
  readonly severityNumber?: number;
  readonly severityText?: string;
  readonly outcome?: Outcome;
}

/** One event of the vocabulary. @stable */
export interface EventDefinition {
  readonly name: string;
  readonly category: string;
  readonly brief: string;
  /** OpenTelemetry severity: 9 INFO, 13 WARN, 18 CRITICAL. */
  readonly severityNumber: number;
  readonly severityText: string;
  /** Used when the caller says nothing else. */
  readonly outcome: Outcome;
  /** Upper-case verb for `audit.action`. */
  readonly action: string;
  /** Template for {@link renderMessage}. */
  readonly message: string;
  /** Attributes of this event beside {@link COMMON_REQUIRED_ATTRIBUTES}. */
  readonly required: readonly string[];
  readonly recommended: readonly string[];
  /** Who names the object acted on: the call must, or it is the actor's account, or the service. */
  readonly target: 'call-site' | 'account' | 'service';
  /** Kind of the object and the attribute that names it, when the call names no target itself. */
  readonly targetFrom?: { readonly type: string; readonly id: string };
  readonly retention: 'audit' | 'operational';
  /** Compliance controls that ask for the event, such as `ASVS:16.3.1`. */
  readonly controls: readonly string[];
  /** MITRE ATT&CK and ATLAS techniques the event can point to. */
  readonly attack: readonly string[];
  readonly variants?: readonly EventVariant[];
  readonly owasp?: OwaspFields;
  readonly ecs: EcsFields;
  readonly ocsf: OcsfFields;
}

/**
 * The definition of an event, or undefined for a name that is not in the catalogue.
 *
 * @example eventDefinition('security.authn.login.failure')?.severityText // 'WARN'
 * @stable
 */
export function eventDefinition(name: string): EventDefinition | undefined {
  return Object.hasOwn(EVENTS, name) ? EVENTS[name] : undefined;
}
