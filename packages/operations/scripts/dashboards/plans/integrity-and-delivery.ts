import { ACTOR, EVENT, MESSAGE, SERVICE, TIME, wide } from '../columns.ts';
import type { EventFilter } from '../event-filter.ts';
import type { DashboardPlan } from '../panel-plan.ts';

const STREAM = { field: 'audit.sequence.stream_id', title: 'Stream', width: 300 };
/** Records with a seal; nobody has proven it. Checkpoints and tiles have no number, and follow what has one. */
const SEALED: EventFilter = {
  names: ['security.*', 'audit.*'],
  where: [{ field: 'audit.sequence.number', present: true }],
};
const ABOUT_THE_LOG = ['security.audit_log.*', 'audit.gap', 'security.sys.monitor.*'];

export const INTEGRITY_AND_DELIVERY: DashboardPlan = {
  id: 'integrity',
  title: 'integrity and delivery',
  description:
    'Is the evidence still being written, sealed and delivered? `otelseal verify` proves it; this shows where to look.',
  from: 'now-6h',
  sections: [
    {
      panels: [
        {
          kind: 'number',
          title: 'Last sealed record',
          description:
            'Of any service. An idle service seals a sign of life every 60 seconds: after 150 seconds without one, something is wrong.',
          filter: SEALED,
          measure: { kind: 'last-time' },
          width: 6,
        },
        {
          kind: 'number',
          title: 'Losses that the log declares',
          description: 'Signed statements that records were lost before they were sealed.',
          filter: { names: ['audit.gap'] },
          alarmAt: 1,
          width: 6,
        },
        {
          kind: 'number',
          title: 'Security events without a seal',
          description:
            'Nobody who seals would send these. Either a service is not set up, or somebody writes into the log.',
          filter: { names: ['security.*', 'audit.*'], where: [{ field: 'audit.sequence.stream_id', present: false }] },
          alarmAt: 1,
          width: 6,
        },
        {
          kind: 'number',
          title: 'Failures of the log itself',
          description:
            'Records that could not be delivered, chains that did not verify, monitors that were switched off.',
          filter: {
            names: [
              'security.audit_log.delivery_failure',
              'security.audit_log.integrity_failure',
              'security.audit_log.delete',
              'security.sys.monitor.disable',
            ],
          },
          alarmAt: 1,
          width: 6,
        },
        {
          kind: 'ranking',
          title: 'Which service fell silent?',
          description:
            'When each service of the last two days sealed anything, the longest silent one first. More than 150 seconds ago without a closed stream: look at the service, then at the way to here.',
          filter: SEALED,
          measure: { kind: 'last-time' },
          by: [wide(SERVICE)],
          counted: 'Last sealed',
          limit: 100,
          lowestFirst: true,
          lookBack: '2d',
          width: 8,
        },
        {
          kind: 'series',
          title: 'Is evidence being signed?',
          description: 'Signed checkpoints by service. A gap in time is a gap in what can be proven quickly.',
          filter: { names: ['audit.checkpoint'] },
          by: 'service.name',
          width: 16,
        },
        {
          kind: 'rows',
          title: 'What happened to the log?',
          description:
            'Everything that the services and their operators did to the log: access, exports, deletions, losses, failures.',
          filter: { names: ABOUT_THE_LOG },
          columns: [TIME, SERVICE, EVENT, ACTOR, MESSAGE],
          width: 24,
        },
        {
          kind: 'series',
          title: 'How much is sealed?',
          description: 'Records with a seal by service.',
          filter: SEALED,
          by: 'service.name',
          width: 12,
        },
        {
          kind: 'rows',
          title: 'Which streams began or ended?',
          description:
            'A stream that begins without that one before it ended: the process crashed. The next verification says whether anything was lost.',
          filter: { names: ['audit.open', 'audit.close', 'audit.rotate'] },
          columns: [TIME, SERVICE, EVENT, STREAM],
          width: 12,
        },
      ],
    },
  ],
};
