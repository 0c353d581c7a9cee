import type { LogRecordInput } from '@otelseal/testing';

import { type SealedLog, sealedLog } from './sealed-log.js';

/** A catalogued event with the attributes that every such event has. */
export function storyEvent(
  eventName: string,
  attributes: Readonly<Record<string, unknown>>,
  more: Partial<LogRecordInput> = {},
): LogRecordInput {
  return {
    eventName,
    severityNumber: 9,
    severityText: 'INFO',
    body: `something happened: ${eventName}`,
    ...more,
    attributes: {
      'audit.actor.type': 'user',
      'audit.action': 'DO',
      'audit.outcome': 'success',
      'audit.target.type': 'document',
      'audit.target.id': 'd-1',
      'client.address': '198.51.100.7',
      ...attributes,
    },
  };
}

/** Mallory logs in as somebody, reads, and an incident is opened; Ada does something else. */
export const STORY: readonly LogRecordInput[] = [
  storyEvent('security.authn.login.success', {
    'audit.record.id': 'r-1',
    'audit.actor.id': 'mallory',
    'session.id': 's-1',
    'audit.target.type': 'account',
    'audit.target.id': 'mallory',
  }),
  storyEvent('security.authz.failure', {
    'audit.record.id': 'r-2',
    'audit.actor.id': 'ada',
    'client.address': '2001:db8::1',
    'audit.outcome': 'failure',
  }),
  storyEvent('security.sensitive.read', { 'audit.record.id': 'r-3', 'audit.actor.id': 'mallory', 'session.id': 's-1' }),
  storyEvent('security.incident.open', {
    'audit.record.id': 'r-4',
    'audit.actor.id': 'otelseal',
    'audit.actor.type': 'system',
    'client.address': 'unknown',
    'audit.outcome': 'unknown',
    'security.incident.users': ['mallory'],
    'security.incident.sources': ['198.51.100.7'],
    'security.incident.records': ['r-3'],
  }),
];

export function sealedStory(records: readonly LogRecordInput[] = STORY): Promise<SealedLog> {
  return sealedLog({ records });
}
