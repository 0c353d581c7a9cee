import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { BARRIER_KEY, type Barrier, type CommitLevel } from '@otelseal/semantic-conventions';

/** Levels from weak to strong; a barrier over several pipelines is as strong as the weakest. */
const STRENGTH: readonly (CommitLevel | 'none')[] = ['none', 'sealed', 'spooled', 'delivered', 'witnessed'];

/**
 * The barrier that `security.committed()` finds on `globalThis`. It speaks for every pipeline of the process, also for those that another
 * copy of this package made.
 */
interface SharedBarrier extends Barrier {
  readonly members: Set<Barrier>;
}

/** What `security.committed` waits when told nothing, too. */
const DEFAULT_WAIT_MILLIS = 2_000;
/** A longer timer fires at once; this one takes 24.8 days. */
const LONGEST_WAIT_MILLIS = 2_147_483_000;

/** The wait as timers can keep it, whatever a caller asks for. */
export function commitWait(options: unknown): { readonly timeoutMs: number } {
  const asked = (options as { readonly timeoutMs?: unknown } | null | undefined)?.timeoutMs;
  const timeoutMs = typeof asked === 'number' && asked >= 0 ? asked : DEFAULT_WAIT_MILLIS;
  return { timeoutMs: Math.min(timeoutMs, LONGEST_WAIT_MILLIS) };
}

type BarrierHolder = { [BARRIER_KEY]?: Barrier };

/** Adds a pipeline to the process's barrier. @returns what takes it out again */
export function joinBarrier(barrier: Barrier): () => void {
  const { members } = sharedBarrier(globalThis as BarrierHolder);
  members.add(barrier);
  return () => {
    members.delete(barrier);
  };
}

/**
 * The stage as a member of the process's barrier until it has ended, whoever ends it: the application or the SDK.
 *
 * @param ended called then
 */
export function barrierMember(stage: LogRecordProcessor & Barrier, ended: () => void = () => {}): LogRecordProcessor {
  const leave = joinBarrier(stage);
  return {
    onEmit: (record, context) => stage.onEmit(record, context),
    forceFlush: () => stage.forceFlush(),
    shutdown: () =>
      stage.shutdown().finally(() => {
        leave();
        ended();
      }),
  };
}

function sharedBarrier(holder: BarrierHolder): SharedBarrier {
  const existing = holder[BARRIER_KEY];
  if (existing !== undefined && isShared(existing)) return existing;
  const members = new Set<Barrier>(existing === undefined ? [] : [existing]);
  const shared: SharedBarrier = {
    members,
    async committed(level, options) {
      if (members.size === 0) return 'none';
      const reached = await Promise.all(Array.from(members, (member) => member.committed(level, options)));
      return reached.reduce((weakest, one) => (STRENGTH.indexOf(one) < STRENGTH.indexOf(weakest) ? one : weakest));
    },
  };
  holder[BARRIER_KEY] = shared;
  return shared;
}

function isShared(barrier: Barrier): barrier is SharedBarrier {
  return (barrier as Partial<SharedBarrier>).members instanceof Set;
}
