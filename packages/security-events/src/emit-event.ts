import { context } from '@opentelemetry/api';
import { renderMessage } from '@otelseal/semantic-conventions';
import { eventAttributes, variantOf } from './event-attributes.js';
import type { EventShape } from './event-shape.js';
import { securityLogger } from './lazy-logger.js';
import { plainText } from './plain-value.js';
import { reportOnce } from './report-once.js';
import { activeSecurityContext } from './security-context.js';

/** One security event onto the OpenTelemetry logger. Whatever it is given, it returns and never throws. */
export function emitEvent(shape: EventShape, fields: unknown): void {
  try {
    const logger = securityLogger();
    const { name: eventName, severityNumber, severityText } = shape;
    if (!logger || logger.enabled?.({ context: context.active(), severityNumber, eventName }) === false) return;
    const attributes = eventAttributes(shape, fields, activeSecurityContext());
    const body = renderMessage(shape.message, attributes);
    logger.emit({
      eventName,
      severityNumber,
      severityText,
      ...severityOf(variantOf(shape, attributes)),
      body,
      attributes,
    });
  } catch (error) {
    reportOnce('ERR_EVENT_NOT_EMITTED', `${shape.name} was lost: ${plainText(error)}.`);
  }
}

function severityOf(variant: { readonly severityNumber?: number; readonly severityText?: string } | undefined): object {
  const { severityNumber, severityText } = variant ?? {};
  return severityNumber === undefined ? {} : { severityNumber, severityText };
}
