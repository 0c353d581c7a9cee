const TIMEOUT_MS = 60_000;

/** Asks Elasticsearch or OpenSearch; a missing class makes some requests hang, so none waits for ever. @throws for other than 2xx */
export async function searchApi(base: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const isLines = typeof body === 'string';
  const answer = await fetch(base + path, {
    method,
    ...(body === undefined ? {} : { body: isLines ? body : JSON.stringify(body) }),
    headers: { 'Content-Type': isLines ? 'application/x-ndjson' : 'application/json' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text.slice(0, 2_000)}`);
  return JSON.parse(text);
}

/** Writes documents as the collector does: by bulk, as new ones. @throws when one is refused */
export async function bulkCreate(base: string, index: string, documents: readonly string[]): Promise<void> {
  await bulk(
    base,
    documents.flatMap((document) => [{ create: { _index: index } }, document]),
  );
}

/** Lines of a bulk request: what to do, and documents as JSON texts. @throws when one is refused */
export async function bulk(base: string, lines: readonly (object | string)[]): Promise<void> {
  if (lines.length === 0) return;
  const text = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  const answer = (await searchApi(base, 'POST', '/_bulk?refresh=true', text)) as BulkAnswer;
  const refused = answer.items.flatMap((item) => Object.values(item)).find(({ error }) => error !== undefined);
  if (answer.errors) throw new Error(`refused: ${JSON.stringify(refused)}`);
}

interface BulkAnswer {
  readonly errors: boolean;
  readonly items: readonly Readonly<Record<string, { readonly error?: unknown }>>[];
}
