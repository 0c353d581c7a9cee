import { OUTCOME_COLOURS } from '../colours.ts';
import { ACTOR, CLIENT, MESSAGE, REASON, SERVICE, TARGET, TARGET_TYPE, TIME, TRACE, wide } from '../columns.ts';
import type { DashboardPlan } from '../panel-plan.ts';

const TOUCHED = { kind: 'counts', field: 'security.data.count' } as const;
const READ = { names: ['security.sensitive.read'] };
const DELETED = { names: ['security.sensitive.delete'] };
const EXPORTED = { names: ['security.sensitive.export'] };
const TRANSACTION = { field: 'security.transaction.type', title: 'Transaction' };
const CURRENCY = { field: 'security.transaction.currency', title: 'Currency', width: 100 };

export const TRANSACTIONS_AND_SENSITIVE_DATA: DashboardPlan = {
  id: 'data-and-money',
  title: 'transactions and sensitive data',
  description: 'Who takes data or money, and is it more than their work needs?',
  from: 'now-24h',
  sections: [
    {
      panels: [
        {
          kind: 'number',
          title: 'Records read',
          description: 'Sensitive records that were read, as the events count them.',
          filter: READ,
          measure: TOUCHED,
          width: 4,
        },
        {
          kind: 'number',
          title: 'Records exported',
          description: 'Sensitive records that left in an export.',
          filter: EXPORTED,
          measure: TOUCHED,
          width: 4,
        },
        {
          kind: 'number',
          title: 'Records deleted',
          description: 'Sensitive records that were deleted.',
          filter: DELETED,
          measure: TOUCHED,
          width: 4,
        },
        {
          kind: 'number',
          title: 'People who read',
          description: 'Different actors who read sensitive records.',
          filter: READ,
          measure: { kind: 'different', field: 'audit.actor.id' },
          width: 4,
        },
        {
          kind: 'number',
          title: 'Transactions settled',
          description: 'Transactions that were completed.',
          filter: { names: ['security.transaction.complete'] },
          width: 4,
        },
        {
          kind: 'number',
          title: 'Transactions failed or refused',
          description: 'Transactions that failed, were rejected or were rolled back.',
          filter: {
            names: ['security.transaction.failure', 'security.transaction.reject', 'security.transaction.rollback'],
          },
          width: 4,
        },
        {
          kind: 'series',
          title: 'When was sensitive data touched?',
          description:
            'Records by what was done to them. A tower of one colour at night is a mass extraction or a mass deletion.',
          filter: { names: ['security.sensitive.*'] },
          measure: TOUCHED,
          by: 'event.name',
          colours: {
            'security.sensitive.delete': 'semi-dark-red',
            'security.sensitive.export': 'semi-dark-orange',
            'security.sensitive.read': 'semi-dark-blue',
          },
          width: 24,
        },
        {
          kind: 'ranking',
          title: 'Who reads the most?',
          description: 'Actors by records read. Compare a person with others who have the same work.',
          filter: READ,
          measure: TOUCHED,
          by: [wide(ACTOR)],
          counted: 'Records',
          width: 8,
        },
        {
          kind: 'ranking',
          title: 'Who deletes the most?',
          description: 'Actors by records deleted.',
          filter: DELETED,
          measure: TOUCHED,
          by: [wide(ACTOR)],
          counted: 'Records',
          width: 8,
        },
        {
          kind: 'ranking',
          title: 'Which data is touched?',
          description: 'Kinds of records by number.',
          filter: { names: ['security.sensitive.*'] },
          measure: TOUCHED,
          by: [wide(TARGET_TYPE)],
          counted: 'Records',
          width: 8,
        },
        {
          kind: 'rows',
          title: 'What was exported or deleted?',
          description: 'Exports and deletions of sensitive records, the newest first.',
          filter: { names: [...EXPORTED.names, ...DELETED.names] },
          columns: [
            TIME,
            SERVICE,
            ACTOR,
            CLIENT,
            TARGET_TYPE,
            { field: 'security.data.count', title: 'Records', width: 90 },
            MESSAGE,
            TRACE,
          ],
          width: 24,
        },
      ],
    },
    {
      title: 'Transactions',
      panels: [
        {
          kind: 'series',
          title: 'Do transactions go through?',
          description: 'Transactions by outcome.',
          filter: { names: ['security.transaction.*'] },
          by: 'audit.outcome',
          colours: OUTCOME_COLOURS,
          width: 12,
        },
        {
          kind: 'ranking',
          title: 'How much was moved?',
          description: 'Sum of settled amounts by kind and currency.',
          filter: { names: ['security.transaction.complete'] },
          measure: { kind: 'sum', field: 'security.transaction.amount' },
          by: [TRANSACTION, CURRENCY],
          counted: 'Amount',
          width: 6,
        },
        {
          kind: 'ranking',
          title: 'Who moves the most often?',
          description: 'Actors by transactions.',
          filter: { names: ['security.transaction.*'] },
          by: [wide(ACTOR)],
          counted: 'Transactions',
          width: 6,
        },
        {
          kind: 'rows',
          title: 'Which transactions did not go through?',
          description: 'Failed, refused and undone ones, with the reason that the service gave.',
          filter: {
            names: ['security.transaction.failure', 'security.transaction.reject', 'security.transaction.rollback'],
          },
          columns: [TIME, SERVICE, ACTOR, CLIENT, TARGET, REASON, MESSAGE, TRACE],
          width: 24,
        },
      ],
    },
  ],
};
