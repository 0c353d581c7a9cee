const TIMEOUT_MS = 60_000;

/** How many logins that failed are in the shipped data streams of Elasticsearch or OpenSearch. Right after the first record its shard is not there yet: none. */
export async function loginFailures(storeUrl: string): Promise<number> {
  const query = { term: { 'attributes.event.name': 'security.authn.login.failure' } };
  const answer = await fetch(`${storeUrl}/logs-otelseal.*/_count?ignore_unavailable=true`, {
    method: 'POST',
    body: JSON.stringify({ query }),
    headers: { 'Content-Type': 'application/json' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await answer.text();
  if (answer.status === 503 && text.includes('all shards failed')) return 0;
  if (!answer.ok) throw new Error(`${storeUrl} answered ${answer.status}: ${text}`);
  return (JSON.parse(text) as { readonly count: number }).count;
}
