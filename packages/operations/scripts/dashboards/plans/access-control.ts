import { OUTCOME_COLOURS } from '../colours.ts';
import { ACTOR, CLIENT, EVENT, MESSAGE, SERVICE, TARGET, TARGET_TYPE, TIME, TRACE, wide } from '../columns.ts';
import type { DashboardPlan } from '../panel-plan.ts';

const DENIED = { names: ['security.authz.failure'] };
const MORE_RIGHTS = [
  'security.authz.change',
  'security.privilege.permissions.change',
  'security.group.member.*',
  'security.user.create',
  'security.user.enable',
];
const PROBES = ['security.malicious.*', 'security.input.*', 'security.excess.*'];

export const ACCESS_CONTROL: DashboardPlan = {
  id: 'access-control',
  title: 'access control',
  description: 'Who reaches for what is not theirs, and who was given more than before?',
  from: 'now-24h',
  sections: [
    {
      panels: [
        {
          kind: 'number',
          title: 'Denied accesses',
          description: 'Requests refused for want of a permission.',
          filter: DENIED,
          width: 4,
        },
        {
          kind: 'number',
          title: 'Actors that were denied',
          description: 'Different actors with at least one denied access.',
          filter: DENIED,
          measure: { kind: 'different', field: 'audit.actor.id' },
          width: 4,
        },
        {
          kind: 'number',
          title: 'Changes of rights',
          description: 'Roles, groups and permissions that were changed, accounts that were made or enabled.',
          filter: { names: MORE_RIGHTS },
          width: 4,
        },
        {
          kind: 'number',
          title: 'Emergency accesses',
          description: 'Break-glass access. Each should have somebody who asked for it and a ticket.',
          filter: { names: ['security.authz.break_glass'] },
          warnAt: 1,
          width: 4,
        },
        {
          kind: 'number',
          title: 'Impersonations',
          description: 'Operators who acted as another user.',
          filter: { names: ['security.admin.impersonation.start'] },
          warnAt: 1,
          width: 4,
        },
        {
          kind: 'number',
          title: 'Baits touched',
          description:
            'Honeytokens: nobody has a reason to touch them. Each is an intruder, or a very curious colleague.',
          filter: { names: ['security.malicious.honeytoken'] },
          alarmAt: 1,
          width: 4,
        },
        {
          kind: 'series',
          title: 'When were accesses denied?',
          description: 'Access decisions by outcome, as far as services record the granted ones.',
          filter: { names: ['security.authz.success', 'security.authz.failure'] },
          by: 'audit.outcome',
          colours: OUTCOME_COLOURS,
          width: 24,
        },
        {
          kind: 'ranking',
          title: 'Who is denied most?',
          description: 'Actors by denied accesses. A person stumbles over one page; a prober tries many.',
          filter: DENIED,
          by: [wide(ACTOR)],
          counted: 'Denied',
          width: 8,
        },
        {
          kind: 'ranking',
          title: 'What do they reach for?',
          description: 'Kinds of targets by denied accesses.',
          filter: DENIED,
          by: [wide(TARGET_TYPE)],
          counted: 'Denied',
          width: 8,
        },
        {
          kind: 'ranking',
          title: 'Which permissions are missing?',
          description: 'If everybody lacks the same one, a release forgot it.',
          filter: { ...DENIED, where: [{ field: 'security.permission.required', present: true }] },
          by: [{ field: 'security.permission.required', title: 'Permission' }],
          counted: 'Denied',
          width: 8,
        },
        {
          kind: 'rows',
          title: 'Who was given more rights?',
          description:
            'Changes of roles, groups and permissions, new and enabled accounts. Does each have a reason that you know?',
          filter: { names: MORE_RIGHTS },
          columns: [TIME, EVENT, ACTOR, { ...TARGET, leadsTo: 'actor-story' }, CLIENT, MESSAGE, TRACE],
          width: 24,
        },
      ],
    },
    {
      title: 'Probing',
      panels: [
        {
          kind: 'series',
          title: 'When is the application probed?',
          description: 'Attack tools, injections, forged requests, invalid input, too many requests.',
          filter: { names: PROBES },
          width: 12,
        },
        {
          kind: 'ranking',
          title: 'What do they try?',
          description: 'Kinds of probing by number.',
          filter: { names: PROBES },
          by: [wide(EVENT)],
          counted: 'Events',
          width: 6,
        },
        {
          kind: 'ranking',
          title: 'Who probes?',
          description: 'Addresses by probing requests.',
          filter: { names: PROBES, where: [{ field: 'client.address', present: true }] },
          by: [wide(CLIENT)],
          counted: 'Events',
          width: 6,
        },
        {
          kind: 'rows',
          title: 'What did they try last?',
          description: 'The newest signs of probing.',
          filter: { names: PROBES },
          columns: [TIME, SERVICE, EVENT, CLIENT, ACTOR, MESSAGE, TRACE],
          width: 24,
        },
      ],
    },
  ],
};
