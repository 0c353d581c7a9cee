import { OUTCOME_COLOURS } from '../colours.ts';
import { ACTOR, CLIENT, EVENT, MESSAGE, REASON, SERVICE, TIME, TRACE, wide } from '../columns.ts';
import type { DashboardPlan } from '../panel-plan.ts';

const FAILURES = { names: ['security.authn.login.failure'] };
const SUCCESSES = { names: ['security.authn.login.success', 'security.authn.login.success_after_failure'] };

export const AUTHENTICATION: DashboardPlan = {
  id: 'authentication',
  title: 'authentication',
  description: 'Who gets in, who is kept out, and is somebody guessing?',
  from: 'now-24h',
  sections: [
    {
      panels: [
        { kind: 'number', title: 'Logins', description: 'Logins that were accepted.', filter: SUCCESSES, width: 4 },
        {
          kind: 'number',
          title: 'Failed logins',
          description: 'Logins that were refused, whether the account exists or not.',
          filter: FAILURES,
          width: 4,
        },
        {
          kind: 'number',
          title: 'Accounts that failed',
          description:
            'Different accounts with at least one failed login. Many at once is password spraying or credential stuffing.',
          filter: FAILURES,
          measure: { kind: 'different', field: 'audit.actor.id' },
          width: 4,
        },
        {
          kind: 'number',
          title: 'Successes after failures',
          description:
            'Logins that succeeded after several failures. One may be a person who remembered; see who it was.',
          filter: { names: ['security.authn.login.success_after_failure'] },
          warnAt: 1,
          width: 4,
        },
        {
          kind: 'number',
          title: 'Accounts locked',
          description: 'Accounts that the service locked because of failures.',
          filter: { names: ['security.authn.account.lock'] },
          warnAt: 1,
          width: 4,
        },
        {
          kind: 'number',
          title: 'Second factors refused',
          description: 'Wrong codes and refused prompts. Many for one account: somebody has its password.',
          filter: { names: ['security.authn.mfa.failure'] },
          width: 4,
        },
        {
          kind: 'series',
          title: 'Do failures outnumber successes?',
          description: 'Logins by outcome. A wall of red is guessing; red only after a release is a defect.',
          filter: { names: ['security.authn.login.*'] },
          by: 'audit.outcome',
          colours: OUTCOME_COLOURS,
          width: 24,
        },
        {
          kind: 'ranking',
          title: 'Which accounts are attacked?',
          description: 'Accounts by failed logins.',
          filter: FAILURES,
          by: [wide(ACTOR)],
          counted: 'Failed logins',
          width: 8,
        },
        {
          kind: 'ranking',
          title: 'Where do failed logins come from?',
          description: 'Addresses by failed logins.',
          filter: FAILURES,
          by: [wide(CLIENT)],
          counted: 'Failed logins',
          width: 8,
        },
        {
          kind: 'ranking',
          title: 'Which clients try many accounts?',
          description:
            'Addresses by the number of different accounts that failed from them. An office has many people; few of them fail.',
          filter: FAILURES,
          by: [wide(CLIENT)],
          measure: { kind: 'different', field: 'audit.actor.id' },
          counted: 'Accounts',
          width: 8,
        },
        {
          kind: 'ranking',
          title: 'Why do logins fail?',
          description: 'The reason that the service gave in its log. It should give none to the client.',
          filter: FAILURES,
          by: [wide(REASON)],
          counted: 'Failed logins',
          width: 8,
        },
        {
          kind: 'ranking',
          title: 'How do people log in?',
          description: 'Accepted logins by method.',
          filter: SUCCESSES,
          by: [{ field: 'security.auth.method', title: 'Method' }],
          counted: 'Logins',
          width: 8,
        },
        {
          kind: 'ranking',
          title: 'From which countries?',
          description: 'All login attempts by country, where the service knows it.',
          filter: { names: ['security.authn.login.*'], where: [{ field: 'geo.country.iso_code', present: true }] },
          by: [{ field: 'geo.country.iso_code', title: 'Country' }],
          counted: 'Logins',
          width: 8,
        },
      ],
    },
    {
      title: 'What an intruder would do next',
      panels: [
        {
          kind: 'rows',
          title: 'Who got in after failures?',
          description: 'Each of these is worth a look at where the failures came from.',
          filter: { names: ['security.authn.login.success_after_failure', 'security.authn.impossible_travel'] },
          columns: [TIME, SERVICE, ACTOR, CLIENT, MESSAGE, TRACE],
          width: 24,
        },
        {
          kind: 'rows',
          title: 'Whose credentials changed?',
          description: 'Passwords, tokens and second factors that were made, changed or removed.',
          filter: {
            names: [
              'security.authn.password.*',
              'security.authn.mfa.enroll',
              'security.authn.mfa.remove',
              'security.authn.token.*',
            ],
          },
          columns: [TIME, EVENT, ACTOR, CLIENT, MESSAGE, TRACE],
          width: 12,
        },
        {
          kind: 'rows',
          title: 'Was a session or token used that had ended?',
          description: 'Somebody kept, or stole, what should be worthless.',
          filter: { names: ['security.session.use_after_expire', 'security.authn.token.reuse'] },
          columns: [TIME, EVENT, ACTOR, CLIENT, MESSAGE, TRACE],
          width: 12,
        },
      ],
    },
  ],
};
