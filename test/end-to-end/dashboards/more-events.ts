import { detectorProfile } from '@otelseal/detection';

import { HOSTILE_TEXTS } from '../stores/sealed-traffic.ts';

interface OneEvent {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** The administrator whose story is told. */
export const STORY_OF = { actor: 'o\'neil "the admin" `x` \\ | {a="b"}', client: '203.0.113.200' } as const;

const BY = {
  'audit.actor.type': 'user',
  'audit.actor.id': STORY_OF.actor,
  'client.address': STORY_OF.client,
  'audit.target.type': 'account',
  'audit.target.id': 'c-10001',
} as const;
const TRANSACTION = {
  ...BY,
  'security.transaction.id': 'tx-1',
  'security.transaction.type': 'payout',
  'security.transaction.amount': '129.90',
  'security.transaction.currency': 'EUR',
} as const;
const failed = { 'audit.outcome': 'failure', 'security.reason': 'wrong_password' } as const;

/** Numbers that are none of records: below zero, and of thirteen digits. Elasticsearch's dashboards leave these out, Loki's count each as one. */
export const WRONG_NUMBERS: readonly number[] = [-1_000_000, 1_000_000_000_000];
const NO_COUNTS = [...WRONG_NUMBERS, '1e9', 'many'];

/** What the administrator exports, deletes, and reads without saying how much, and with a word for a number. */
export const TOUCHED_IN_STORY = 4_000 + 10_000 + 1 + 2;

/** Events that panels ask for and the simulated day does not hold: an empty answer would be right, and prove nothing. */
export const MORE_EVENTS: readonly OneEvent[] = [
  { name: 'security.authn.login.success_after_failure', attributes: { ...BY, 'audit.outcome': 'success' } },
  { name: 'security.authn.impossible_travel', attributes: { ...BY, 'security.travel.seconds': 60 } },
  { name: 'security.authn.account.lock', attributes: { ...BY, 'security.reason': 'too_many_failures' } },
  { name: 'security.authn.mfa.enroll', attributes: { ...BY } },
  { name: 'security.session.use_after_expire', attributes: { ...BY } },
  { name: 'security.authz.break_glass', attributes: { ...BY, 'security.reason': 'incident-4711' } },
  { name: 'security.admin.impersonation.start', attributes: { ...BY, 'security.onbehalf.id': 'c-10002' } },
  { name: 'security.group.member.add', attributes: { ...BY, 'security.group.id': 'billing-admins' } },
  { name: 'security.transaction.failure', attributes: { ...TRANSACTION, 'security.reason': 'bank_declined' } },
  { name: 'security.transaction.reject', attributes: { ...TRANSACTION, 'security.reason': 'over_limit' } },
  { name: 'security.transaction.complete', attributes: { ...TRANSACTION } },
  {
    name: 'security.sensitive.export',
    attributes: { ...BY, 'audit.target.type': 'customer', 'security.data.count': 4_000 },
  },
  {
    name: 'security.sensitive.delete',
    attributes: { ...BY, 'audit.target.type': 'customer', 'security.data.count': 10_000 },
  },
  // Events that do not say how many are of one record each, and so are those that say what is no count.
  ...[{}, ...NO_COUNTS.map((count) => ({ 'security.data.count': count }))].map((count) => ({
    name: 'security.sensitive.read',
    attributes: { ...BY, 'audit.target.type': 'customer', ...count },
  })),
  { name: 'security.audit_log.delivery_failure', attributes: { 'security.reason': 'receiver_refused' } },
  {
    name: 'security.audit_log.integrity_failure',
    attributes: { 'security.reason': 'MODIFIED', 'security.integrity.stream': 'ab' },
  },
  { name: 'security.malicious.attack_tool', attributes: { ...BY, 'security.attack.tool': 'nikto' } },
  { name: 'security.incident.open', attributes: { ...BY, ...incident('critical'), 'audit.target.id': STORY_OF.actor } },
  { name: 'security.incident.open', attributes: { ...BY, ...incident('high') } },
  ...HOSTILE_TEXTS.filter((text) => text.trim() !== '').map((text) => ({
    name: 'security.authn.login.failure',
    attributes: { ...BY, ...failed, 'audit.actor.id': text, 'audit.target.id': 'hostile' },
  })),
];

function incident(severity: string): OneEvent['attributes'] {
  return {
    'security.incident.id': `incident-${severity}`,
    'security.incident.detector': 'mass_deletion',
    'security.incident.severity': severity,
    'security.incident.count': 10_000,
    'security.incident.summary': 'Mass deletion of customer records',
    'security.incident.runbook': detectorProfile('mass_deletion').runbook,
  };
}

/** Records that no sealing service would send: what the panels about the log itself look for. */
export function forgedRecords(): string {
  const record = (name: string, more: readonly object[] = []) => ({
    timeUnixNano: `${Date.now()}000000`,
    severityNumber: 13,
    severityText: 'WARN',
    body: { stringValue: `forged ${name}` },
    attributes: [{ key: 'event.name', value: { stringValue: name } }, ...more],
  });
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'forger' } }] };
  const logRecords = [record('audit.gap'), record('security.authn.login.success'), record('audit.rotate')];
  return JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ scope: {}, logRecords }] }] });
}
