import { AIRLINE } from './airline.ts';
import { HEALTH } from './health.ts';
import type { Story } from './tell-story.ts';

/** Customer records with card data leave a third-party host. */
export const AIRLINE_STORY: Story = {
  name: 'airline',
  service: 'booking-archive',
  client: AIRLINE.client,
  actor: AIRLINE.actor,
  resource: { 'cloud.provider': 'example-hosting', 'host.name': 'rented-7' },
};

/** Somebody comes in by a known exploit and erases patients. */
export const HEALTH_STORY: Story = {
  name: 'health',
  service: 'patient-portal',
  client: HEALTH.client,
  actor: HEALTH.actor,
  resource: { 'host.name': 'portal-1' },
};

/** What the seed's stories must show, whatever the store: what was noticed, and what the timeline says. */
export const EXPECTED = {
  airline: {
    noticed: ['credential_stuffing', 'privilege_escalation', 'bulk_read'],
    raised: ['critical_incident', 'self_granted_privilege', 'mass_extraction'],
    byClient: [
      /^entry: 31 events, 30 refused or failed, \S+(?: to \S+)? from 203\.0\.113\.77: security\.authn\.login\.failure ×30, security\.authn\.login\.success ×1$/m,
      /^escalation: 6 events, 5 refused or failed, .* security\.authz\.failure ×5, security\.authz\.change ×1$/m,
      /^damage: 12400 records in 62 events, .* security\.sensitive\.export ×62$/m,
      /^noticed: .*credential_stuffing critical.*bulk_read high/m,
      /^ask for as well: --actor 'agent-17'$/m,
    ],
  },
  health: {
    noticed: ['attack_tool', 'privilege_escalation', 'mass_deletion', 'logging_tampered'],
    raised: ['attack_tool', 'self_granted_privilege', 'mass_deletion', 'high_incident'],
    byClient: [
      /^entry: 5 events, 2 refused or failed, .* security\.malicious\.injection ×1/m,
      /^escalation: 1 event, .* security\.authz\.change ×1$/m,
      /^damage: 10000 records in 200 events, .* security\.sensitive\.delete ×200$/m,
      /^covering up: 1 event, .* security\.sys\.monitor\.disable ×1$/m,
      /^noticed: .*mass_deletion high/m,
      /^ask for as well: --actor 'import-service'$/m,
    ],
  },
} as const;
