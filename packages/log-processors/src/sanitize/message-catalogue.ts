import { type AttributeReader, eventDefinition, renderMessage } from '@otelseal/semantic-conventions';
import type { MessageCatalogue } from './sanitize-options.js';

/** The messages of the security event vocabulary. */
export const SECURITY_EVENTS: MessageCatalogue = Object.freeze({
  render(eventName: string, attributes: Readonly<Record<string, unknown>>): string | undefined {
    const definition = eventDefinition(eventName);
    return definition === undefined ? undefined : renderMessage(definition.message, attributes as AttributeReader);
  },
});
