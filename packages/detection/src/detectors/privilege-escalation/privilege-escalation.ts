import {
  EVENT_SECURITY_AUTHZ_ADMIN,
  EVENT_SECURITY_AUTHZ_CHANGE,
  EVENT_SECURITY_AUTHZ_FAILURE,
  EVENT_SECURITY_AUTHZ_SUCCESS,
  EVENT_SECURITY_GROUP_MEMBER_ADD,
  EVENT_SECURITY_PRIVILEGE_PERMISSIONS_CHANGE,
  EVENT_SECURITY_SENSITIVE_DELETE,
  EVENT_SECURITY_SENSITIVE_EXPORT,
  EVENT_SECURITY_SENSITIVE_READ,
  EVENT_SECURITY_SENSITIVE_UPDATE,
} from '@otelseal/semantic-conventions';
import { Campaigns } from '../../counting/campaigns.js';
import { combineKeys, markOf, markOfText } from '../../counting/combine-keys.js';
import { DistinctWindows } from '../../counting/distinct-windows.js';
import { KeyTable } from '../../counting/key-table.js';
import { LeakyBuckets } from '../../counting/leaky-buckets.js';
import type { Detector, DetectorResources, Finding } from '../../detector.js';
import type { IncidentSeverity } from '../../incident.js';
import type { FactDetails, Key, SecurityFact } from '../../security-fact.js';
import { bytesOf } from '../bytes-of.js';

/**
 * Somebody wants more than he may: refusals over many permissions, one of them that works at last, roles given to oneself or by somebody
 * who was made an administrator a moment ago.
 *
 * @experimental
 */
export interface PrivilegeEscalationOptions {
  /** Refusals of one actor within the window, over so many permissions or objects. */
  readonly minDenials: number;
  readonly minPermissions: number;
  readonly windowMs: number;
  /** Refusals of one actor on one object within the window, after which its opening is suspicious. */
  readonly minDenialsOfOne: number;
  /** How long after being given a privileged role giving it on is suspicious, in milliseconds. */
  readonly freshAdminMs: number;
  /** Parts of role and group names that are privileged, in lower case. */
  readonly privilegedNames: readonly string[];
}

/** @experimental */
export const PRIVILEGE_ESCALATION_DEFAULTS: PrivilegeEscalationOptions = Object.freeze({
  minDenials: 5,
  minPermissions: 3,
  minDenialsOfOne: 5,
  windowMs: 300_000,
  freshAdminMs: 3_600_000,
  privilegedNames: Object.freeze(['admin', 'root', 'owner', 'super', 'sudo', 'operator', 'privileg', 'security']),
});

const COUNTED = 32;
/** A refused object that opens later than this was opened by somebody in charge. */
const REFUSED_THEN_OPENED_MS = 900_000;
const GRANTS: ReadonlySet<string> = new Set([
  EVENT_SECURITY_AUTHZ_CHANGE,
  EVENT_SECURITY_GROUP_MEMBER_ADD,
  EVENT_SECURITY_PRIVILEGE_PERMISSIONS_CHANGE,
]);

/** @experimental */
export function privilegeEscalation(options: PrivilegeEscalationOptions, resources: DetectorResources): Detector {
  const { memory, quietMs } = resources;
  const denials = new DistinctWindows({ windowMs: options.windowMs, distinct: COUNTED }, memory.part(0.4));
  const refused = new DistinctWindows({ windowMs: REFUSED_THEN_OPENED_MS, distinct: COUNTED }, memory.part(0.2));
  const insisting = new LeakyBuckets(
    {
      capacity: options.minDenialsOfOne - 1,
      leakIntervalMs: options.windowMs,
      blackholeMs: 0,
      distinct: 0,
    },
    memory.part(0.1),
  );
  const insisted = new Campaigns(REFUSED_THEN_OPENED_MS, memory.part(0.05));
  const freshAdmins = new KeyTable(memory.part(0.05), { numbers: 1, marks: 0 });
  /** Who was given something by somebody else: what opens then was opened by right. */
  const grantees = new KeyTable(memory.part(0.05), { numbers: 1, marks: 0 });
  const campaigns = new Campaigns(quietMs, memory.part(0.15));

  const escalating = (key: Key, severity: IncidentSeverity, what: string): Finding => ({
    severity,
    confidence: severity === 'low' ? 'low' : 'medium',
    subject: 'account',
    key,
    count: campaigns.count,
    sinceMs: campaigns.sinceMs,
    what,
  });

  function begun(key: Key, nowMs: number): void {
    if (!campaigns.goesOn(key, nowMs)) campaigns.begin(key, nowMs, 1, nowMs);
  }

  function denied(actor: Key, { keys, details }: SecurityFact, nowMs: number): Finding | undefined {
    const object = keys.target === undefined ? 0 : markOf(keys.target);
    if (object !== 0) {
      refused.add(actor, object, nowMs);
      const pair = combineKeys(actor, object);
      if (insisting.pour(pair, nowMs) === 'overflow') insisted.begin(pair, nowMs, insisting.count, insisting.sinceMs);
      else insisted.goesOn(pair, nowMs);
    }
    denials.add(actor, wanted(details, object), nowMs);
    const { events, distinct, sinceMs } = denials;
    if (events >= options.minDenials && distinct >= options.minPermissions) {
      campaigns.begin(actor, nowMs, Math.round(events), sinceMs);
    } else if (!campaigns.goesOn(actor, nowMs)) return undefined;
    return escalating(
      actor,
      distinct >= 5 * options.minPermissions ? 'medium' : 'low',
      'many refusals over different permissions',
    );
  }

  function granted(actor: Key, { eventName, keys, details }: SecurityFact, nowMs: number): Finding | undefined {
    const { rolesBefore, rolesAfter } = details;
    const gained = rolesAfter.filter((role) => !rolesBefore.includes(role));
    const isPrivileged = gained.some((role) =>
      options.privilegedNames.some((part) => role.toLowerCase().includes(part)),
    );
    const isOwn = keys.target === actor;
    if (keys.target !== undefined && !isOwn) {
      grantees.touch(keys.target);
      grantees.values[grantees.row] = nowMs;
    }
    // Anybody may join a group; a role or permission is given by others.
    const isOwnGain = isOwn && gained.length > 0 && eventName !== EVENT_SECURITY_GROUP_MEMBER_ADD;
    if (!isPrivileged && !isOwnGain) return undefined;
    const isFresh =
      freshAdmins.find(actor) && nowMs - (freshAdmins.values[freshAdmins.row] ?? 0) < options.freshAdminMs;
    if (keys.target !== undefined) {
      freshAdmins.touch(keys.target);
      freshAdmins.values[freshAdmins.row] = nowMs;
    }
    if (!isOwn && !isFresh) return undefined;
    const key = combineKeys(actor, 1);
    begun(key, nowMs);
    return escalating(
      key,
      isPrivileged ? 'high' : 'medium',
      isOwn ? 'a role or permission given to oneself' : 'a privileged role given on by a new administrator',
    );
  }

  function isGrantedSince(actor: Key, sinceMs: number): boolean {
    return grantees.find(actor) && (grantees.values[grantees.row] ?? 0) >= sinceMs;
  }

  return {
    name: 'privilege_escalation',
    subscribes: [
      ...GRANTS,
      EVENT_SECURITY_AUTHZ_FAILURE,
      EVENT_SECURITY_AUTHZ_SUCCESS,
      EVENT_SECURITY_AUTHZ_ADMIN,
      EVENT_SECURITY_SENSITIVE_READ,
      EVENT_SECURITY_SENSITIVE_UPDATE,
      EVENT_SECURITY_SENSITIVE_DELETE,
      EVENT_SECURITY_SENSITIVE_EXPORT,
    ],
    bytes: bytesOf(denials, refused, insisting, insisted, freshAdmins, grantees, campaigns),

    observe(fact, nowMs) {
      const { eventName, keys, outcome } = fact;
      const actor = keys.actor ?? keys.client;
      if (actor === undefined) return undefined;
      if (eventName === EVENT_SECURITY_AUTHZ_FAILURE) return denied(actor, fact, nowMs);
      if (outcome !== 'success') return undefined;
      if (GRANTS.has(eventName)) return granted(actor, fact, nowMs);
      if (keys.target === undefined) return undefined;
      const object = markOf(keys.target);
      const pair = combineKeys(actor, object);
      if (insisted.isOpen(pair, nowMs) && !isGrantedSince(actor, insisted.sinceMs)) {
        const { count, sinceMs } = insisted;
        return {
          ...escalating(actor, 'high', 'access to what was refused again and again'),
          count: count + 1,
          sinceMs,
        };
      }
      const isThrough = campaigns.isOpen(actor, nowMs) && refused.has(actor, object, nowMs);
      if (!isThrough || !campaigns.goesOn(actor, nowMs)) return undefined;
      return escalating(actor, 'critical', 'access to what was refused a moment ago');
    },
  };
}

/** What was wanted: the permission, else the object, else the route. */
function wanted({ permissions, route }: FactDetails, object: number): number {
  const [permission] = permissions;
  if (permission !== undefined) return markOfText(permission);
  return object === 0 ? markOfText(route ?? '') : object;
}
