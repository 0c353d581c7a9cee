// Generated from model/ by scripts/generate.ts. Do not edit.
import type { EventDefinition } from '../../event-definition.js';

export const PRIVILEGE_EVENTS: Readonly<Record<string, EventDefinition>> = {
  'security.privilege.permissions.change': {
    name: 'security.privilege.permissions.change',
    category: 'privilege',
    brief: 'object permissions changed',
    severityNumber: 13,
    severityText: 'WARN',
    outcome: 'success',
    action: 'UPDATE',
    message: '{audit.actor.type} {audit.actor.id} changed the permissions of {audit.target.type} {audit.target.id}[ from {client.address}], was {security.permission.before}, now {security.permission.after}: {audit.outcome}[ ({security.reason})]',
    required: ['security.permission.before', 'security.permission.after'],
    recommended: ['security.reason'],
    target: 'call-site',
    retention: 'audit',
    controls: ['NIST:AU-2', 'PCI:10.2.1.7'],
    attack: ['T1222', 'T1098'],
    owasp: { name: 'privilege_permissions_changed', level: 'WARN', args: ['{audit.actor.id}', '{audit.target.id}', '{security.permission.before}', '{security.permission.after}'] },
    ecs: { kind: 'event', category: ['iam', 'configuration'], type: ['change'], action: 'privilege-permissions-change' },
    ocsf: { className: 'entity_management', classUid: 3004, categoryUid: 3, activityId: 3, activityName: 'Update', typeUid: 300403, severityId: 3 },
  },
};
