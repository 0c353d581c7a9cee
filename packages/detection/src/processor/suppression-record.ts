import {
  ATTR_AUDIT_TARGET_ID,
  ATTR_AUDIT_TARGET_TYPE,
  ATTR_CLIENT_ADDRESS,
  ATTR_SECURITY_INCIDENT_COUNT,
  ATTR_SECURITY_INCIDENT_DETECTOR,
  ATTR_SECURITY_LOCK_UNTIL,
  ATTR_SECURITY_REASON,
  EVENT_SECURITY_INCIDENT_SUPPRESSION_END,
  EVENT_SECURITY_INCIDENT_SUPPRESSION_START,
} from '@otelseal/semantic-conventions';
import type { SuppressionChange } from '../suppressions.js';
import type { SuppressedNames } from './detecting-options.js';
import { ACTOR, type NoticedRecord, present, UNKNOWN } from './incident-record.js';

/**
 * The event that tells that a suppression is in force, or no longer. What it is about is the target: the account, else the client, else
 * the detector.
 *
 * @param shown names as the privacy settings leave them
 */
export function suppressionRecord(
  { state, suppression, kept }: SuppressionChange,
  shown: (names: SuppressedNames) => SuppressedNames,
): NoticedRecord {
  const { detector, actor, until, reason } = suppression;
  const [address, bits] = suppression.client?.split('/') ?? [];
  const names = shown({ actor, client: address });
  const client = address === undefined ? undefined : networkOf(`${address}/${bits}`, Number(bits), names.client);
  const [type, id] =
    actor !== undefined
      ? ['account', names.actor]
      : address !== undefined
        ? ['client', client]
        : ['detector', detector];
  const isStart = state === 'started';
  return {
    eventName: isStart ? EVENT_SECURITY_INCIDENT_SUPPRESSION_START : EVENT_SECURITY_INCIDENT_SUPPRESSION_END,
    attributes: present({
      ...ACTOR,
      [ATTR_AUDIT_TARGET_TYPE]: type,
      [ATTR_AUDIT_TARGET_ID]: id ?? UNKNOWN,
      [ATTR_CLIENT_ADDRESS]: client,
      [ATTR_SECURITY_INCIDENT_DETECTOR]: detector,
      [ATTR_SECURITY_INCIDENT_COUNT]: isStart ? undefined : kept,
      [ATTR_SECURITY_LOCK_UNTIL]: until,
      [ATTR_SECURITY_REASON]: reason,
    }),
  };
}

/** A network no narrower than what privacy settings make of an address says no more than that: it is shown as it is given. */
function networkOf(given: string, bits: number, shown: string | undefined): string | undefined {
  if (Number.isNaN(bits) || shown === undefined) return shown;
  const truncatedBits = /\/(\d+)$/.exec(shown)?.[1];
  if (truncatedBits === undefined) return `${shown}/${bits}`;
  return bits <= Number(truncatedBits) ? given : shown;
}
