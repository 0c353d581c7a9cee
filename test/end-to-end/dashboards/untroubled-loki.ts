import { until } from '../stores/until.ts';

const TIMEOUT_MS = 120_000;
/** Longer than the collector waits for a batch. */
const QUIET_MS = 3_000;

/** Waits until a collector has handed on what its queue holds: what it has when it is stopped waits there for its next start. */
export async function untroubled(lokiUrl: string): Promise<void> {
  let [last, sinceMs] = [-1, performance.now()];
  await until(async () => {
    const now = await entriesIn(lokiUrl);
    if (now !== last) [last, sinceMs] = [now, performance.now()];
    return now > 0 && performance.now() - sinceMs > QUIET_MS;
  }, TIMEOUT_MS);
}

async function entriesIn(lokiUrl: string): Promise<number> {
  const query = 'sum(count_over_time({service_name=~".+"} [2h]))';
  const answer = await fetch(`${lokiUrl}/loki/api/v1/query?${new URLSearchParams({ query })}`);
  const { data } = (await answer.json()) as {
    readonly data: { readonly result: readonly { readonly value: readonly [number, string] }[] };
  };
  return Number(data.result[0]?.value[1] ?? 0);
}
