import { OUTCOME_COLOURS } from '../colours.ts';
import { ACTOR, CLIENT, EVENT, MESSAGE, OUTCOME, SERVICE, TARGET, TIME, TRACE, wide } from '../columns.ts';
import type { DashboardPlan } from '../panel-plan.ts';

export const STORY: DashboardPlan = {
  id: 'story',
  title: "one actor's or client's story",
  description:
    'What did this actor or this client do, and what was done to them? Give one of the two. For evidence ask `otelseal investigate`, which shows what was signed.',
  from: 'now-24h',
  asksWho: true,
  sections: [
    {
      panels: [
        {
          kind: 'number',
          title: 'Events',
          description: 'All that is known of them in this time.',
          filter: { ofStory: true },
          width: 6,
        },
        {
          kind: 'number',
          title: 'Failures',
          description: 'What failed or was refused.',
          filter: { ofStory: true, where: [{ field: 'audit.outcome', is: ['failure'] }] },
          width: 6,
        },
        {
          kind: 'number',
          title: 'Sensitive records touched',
          description: 'Sum of the records that were read, exported, changed or deleted.',
          filter: { names: ['security.sensitive.*'], ofStory: true },
          measure: { kind: 'counts', field: 'security.data.count' },
          width: 6,
        },
        {
          kind: 'number',
          title: 'Incidents',
          description: 'Incidents that were noticed against them or from them.',
          filter: { names: ['security.incident.open'], ofStory: true },
          alarmAt: 1,
          width: 6,
        },
        {
          kind: 'series',
          title: 'When were they there?',
          description: 'Their events by outcome.',
          filter: { ofStory: true },
          by: 'audit.outcome',
          colours: OUTCOME_COLOURS,
          width: 24,
        },
        {
          kind: 'ranking',
          title: 'What did they do?',
          description: 'Their events by kind.',
          filter: { ofStory: true },
          by: [wide(EVENT)],
          counted: 'Events',
          width: 8,
        },
        {
          kind: 'ranking',
          title: 'From where?',
          description: 'Addresses of their events.',
          filter: { ofStory: true, where: [{ field: 'client.address', present: true }] },
          by: [wide(CLIENT)],
          counted: 'Events',
          width: 8,
        },
        {
          kind: 'ranking',
          title: 'As whom?',
          description: 'Actors of these events: who else came from this client, or did something to this account.',
          filter: { ofStory: true, where: [{ field: 'audit.actor.id', present: true }] },
          by: [wide(ACTOR)],
          counted: 'Events',
          width: 8,
        },
        {
          kind: 'rows',
          title: 'What happened, one by one?',
          description: 'The newest thousand events.',
          filter: { ofStory: true },
          columns: [TIME, EVENT, OUTCOME, ACTOR, CLIENT, TARGET, SERVICE, MESSAGE, TRACE],
          limit: 1000,
          width: 24,
          height: 16,
        },
      ],
    },
  ],
};
