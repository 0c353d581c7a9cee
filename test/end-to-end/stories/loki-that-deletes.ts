import type { LokiOptions } from '../../backends/loki/loki.ts';

/** Whoever may administer Loki may delete: at once, and without a trace in Loki. */
export const LOKI_THAT_DELETES: Pick<LokiOptions, 'limits' | 'compactor'> = {
  limits: { deletion_mode: 'filter-and-delete' },
  compactor: { retention_enabled: true, delete_request_store: 'filesystem', delete_request_cancel_period: '1s' },
};
