import { SEVERITY_COLOURS } from '../colours.ts';
import {
  ACTOR,
  CLIENT,
  DETECTOR,
  INCIDENT_SEVERITY,
  MESSAGE,
  RUNBOOK,
  SERVICE,
  TARGET,
  TIME,
  TRACE,
  wide,
} from '../columns.ts';
import type { Condition, EventFilter } from '../event-filter.ts';
import type { DashboardPlan } from '../panel-plan.ts';

const FAILED: readonly Condition[] = [{ field: 'audit.outcome', is: ['failure'] }];
const incidents = (...severities: string[]): EventFilter => ({
  names: ['security.incident.open', 'security.incident.raise'],
  where: severities.length === 0 ? [] : [{ field: 'security.incident.severity', is: severities }],
});
const EACH_INCIDENT = { kind: 'different', field: 'security.incident.id' } as const;

export const SECURITY_OVERVIEW: DashboardPlan = {
  id: 'overview',
  title: 'security overview',
  description: 'Is anything wrong right now, and where should one look first?',
  from: 'now-24h',
  sections: [
    {
      panels: [
        {
          kind: 'number',
          title: 'Critical incidents',
          description:
            'Incidents that became critical: the attacker succeeded. Each is counted once. Open the runbook in the table below.',
          filter: incidents('critical'),
          measure: EACH_INCIDENT,
          alarmAt: 1,
          width: 4,
        },
        {
          kind: 'number',
          title: 'High incidents',
          description: 'Incidents that became high: an attack that is likely to succeed, or a sign of one that did.',
          filter: incidents('high'),
          measure: EACH_INCIDENT,
          warnAt: 1,
          width: 4,
        },
        {
          kind: 'number',
          title: 'Failed logins',
          description:
            'Logins that were refused. People mistype; look at the authentication dashboard for who stands out.',
          filter: { names: ['security.authn.login.failure'] },
          width: 4,
        },
        {
          kind: 'number',
          title: 'Denied accesses',
          description: 'Requests that the application refused for want of a permission.',
          filter: { names: ['security.authz.failure'] },
          width: 4,
        },
        {
          kind: 'number',
          title: 'Sensitive records touched',
          description:
            'Sum of the records that were read, exported, changed or deleted. An event that does not say how many is one.',
          filter: { names: ['security.sensitive.*'] },
          measure: { kind: 'counts', field: 'security.data.count' },
          width: 4,
        },
        {
          kind: 'number',
          title: 'Losses that the log declares',
          description:
            'Records that say that others were lost before they were sealed. Anything but 0 is a hole in the evidence: see integrity and delivery.',
          filter: { names: ['audit.gap'] },
          alarmAt: 1,
          width: 4,
        },
        {
          kind: 'rows',
          title: 'Which incidents are there?',
          description: 'What the detectors inside the services noticed. Each has a runbook that says what to do.',
          filter: incidents(),
          columns: [
            TIME,
            INCIDENT_SEVERITY,
            DETECTOR,
            SERVICE,
            { ...TARGET, title: 'Against', leadsTo: 'actor-story' },
            CLIENT,
            { field: 'security.incident.summary', title: 'What is going on' },
            RUNBOOK,
          ],
          width: 24,
          height: 10,
        },
        {
          kind: 'series',
          title: 'When was it worse than usual?',
          description: 'Security events by severity. Red is what somebody should know of today.',
          filter: {},
          by: '@severity',
          colours: SEVERITY_COLOURS,
          width: 12,
        },
        {
          kind: 'ranking',
          title: 'Which services are under attack?',
          description: 'Events of severity WARN and worse by service.',
          filter: { where: [{ field: '@severity', is: ['WARN', 'ERROR', 'CRITICAL'] }] },
          by: [wide(SERVICE)],
          counted: 'Events',
          width: 12,
        },
        {
          kind: 'ranking',
          title: 'Who fails most?',
          description:
            'Actors by what failed for them: logins, accesses, transactions. A click tells the story of one.',
          filter: { where: [...FAILED, { field: 'audit.actor.id', present: true }] },
          by: [wide(ACTOR)],
          counted: 'Failures',
          width: 12,
        },
        {
          kind: 'ranking',
          title: 'Where do failures come from?',
          description: 'Addresses by what failed for them. A click tells the story of one.',
          filter: { where: [...FAILED, { field: 'client.address', present: true }] },
          by: [wide(CLIENT)],
          counted: 'Failures',
          width: 12,
        },
        {
          kind: 'rows',
          title: 'What happened last that was not normal?',
          description: 'The newest events of severity WARN and worse.',
          filter: { where: [{ field: '@severity', is: ['WARN', 'ERROR', 'CRITICAL'] }] },
          columns: [TIME, SERVICE, ACTOR, CLIENT, MESSAGE, TRACE],
          width: 24,
          height: 10,
        },
      ],
    },
  ],
};
