/**
 * Which records carry the catalogue's message as their body.
 *
 * The enricher renders that message from raw attributes; the sanitizer renders it again from sanitized ones, so that a value it masked
 * does not survive in the sentence. The mark lives beside the record and is never exported.
 */
const templated = new WeakSet<object>();

/**
 * Notes that the body of this record is the catalogue's template message.
 *
 * @experimental
 * @example
 * record.body = renderMessage(definition.message, record.attributes);
 * markTemplateMessage(record);
 */
export function markTemplateMessage(record: object): void {
  templated.add(record);
}

/**
 * Whether the body of this record is the catalogue's template message and may be rendered again.
 *
 * @experimental
 * @example
 * if (hasTemplateMessage(record)) record.body = renderMessage(definition.message, sanitizedAttributes);
 */
export function hasTemplateMessage(record: object): boolean {
  return templated.has(record);
}
