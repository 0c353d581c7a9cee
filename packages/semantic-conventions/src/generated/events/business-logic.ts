// Generated from model/ by scripts/generate.ts. Do not edit.
import type { EventDefinition } from '../../event-definition.js';

export const BUSINESS_LOGIC_EVENTS: Readonly<Record<string, EventDefinition>> = {
  'security.sequence.failure': {
    name: 'security.sequence.failure',
    category: 'business_logic',
    brief: 'flow step reached out of order',
    severityNumber: 18,
    severityText: 'CRITICAL',
    outcome: 'failure',
    action: 'ACCESS',
    message: '{audit.actor.type} {audit.actor.id} reached step {security.workflow.actual} out of order in {audit.target.type} {audit.target.id}[ from {client.address}][, expected {security.workflow.expected}]: {audit.outcome}[ ({security.reason})]',
    required: ['security.workflow.name', 'security.workflow.actual'],
    recommended: ['security.workflow.expected', 'http.route', 'security.reason'],
    target: 'service',
    targetFrom: { type: 'workflow', id: 'security.workflow.name' },
    retention: 'audit',
    controls: ['A09:2025', 'ASVS:16.3.3'],
    attack: ['T1190'],
    owasp: { name: 'sequence_fail', level: 'CRITICAL', args: ['{audit.actor.id}'] },
    ecs: { kind: 'alert', category: ['intrusion_detection', 'web'], type: ['denied'], action: 'sequence-failure' },
    ocsf: { className: 'detection_finding', classUid: 2004, categoryUid: 2, activityId: 1, activityName: 'Create', typeUid: 200401, severityId: 5 },
  },
};
