import { context } from '@opentelemetry/api';
import {
  type EventListener,
  OBSERVED_REQUEST_KEY,
  renderMessage,
  SECURITY_CONTEXT_KEY,
} from '@otelseal/semantic-conventions';
import { eventAttributes, variantOf } from './event-attributes.js';
import type { EventShape } from './event-shape.js';
import { securityLogger } from './lazy-logger.js';
import { plainText, readProperty } from './plain-value.js';
import { reportOnce } from './report-once.js';

/** One security event onto the OpenTelemetry logger. Whatever it is given, it returns and never throws. */
export function emitEvent(shape: EventShape, fields: unknown): void {
  try {
    const logger = securityLogger();
    const active = context.active();
    const { name: eventName } = shape;
    if (!logger || logger.enabled?.({ context: active, severityNumber: shape.severityNumber, eventName }) === false)
      return;
    const attributes = eventAttributes(shape, fields, active.getValue(SECURITY_CONTEXT_KEY));
    const body = renderMessage(shape.message, attributes);
    const { severityNumber, severityText } = { ...shape, ...variantOf(shape, attributes) };
    logger.emit({ eventName, severityNumber, severityText, body, attributes });
    (active.getValue(OBSERVED_REQUEST_KEY) as EventListener | undefined)?.emitted(eventName);
  } catch (error) {
    // Never the error's message: it may quote the record.
    reportOnce('ERR_EVENT_NOT_EMITTED', `${shape.name} was lost (${plainText(readProperty(error, 'name'))}).`);
  }
}
