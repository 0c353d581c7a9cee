import { type EventDefinition, renderMessage } from '@otelseal/semantic-conventions';

/** The scope of the typed API, whose bodies are always the catalogue's message. */
const TYPED_API_SCOPE = '@otelseal/security-events';

interface MessageRecord {
  readonly attributes: object;
  readonly instrumentationScope: { readonly name: string };
  body?: unknown;
}

/**
 * Gives a record the catalogue's sentence as its body when it has none, or renders it again when the typed API wrote it: the API did not
 * know what the context adds. A body that the application wrote itself is kept.
 *
 * @returns whether the body is now the catalogue's sentence
 */
export function stateMessage(
  record: MessageRecord,
  eventName: string,
  definition: EventDefinition | undefined,
): boolean {
  const { body } = record;
  const empty = body === undefined || body === null || body === '';
  if (!empty && record.instrumentationScope?.name !== TYPED_API_SCOPE) return false;
  if (definition === undefined) {
    if (empty) record.body = `Security event outside the catalogue: ${eventName.slice(0, 256)}`;
    return false;
  }
  record.body = renderMessage(definition.message, record.attributes as Record<string, unknown>);
  return true;
}
