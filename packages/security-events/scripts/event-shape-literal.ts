// The object literal that carries an event's facts into the application's bundle; see src/event-shape.ts.
import type { EventModel, VariantModel } from '../../semantic-conventions/scripts/model/model-types.ts';
import type { CallField } from './call-fields.ts';

export function eventShape(event: EventModel, fields: readonly CallField[]): string {
  const { name, severityNumber, severityText, category, action, outcome, target, targetFrom, message, variants } =
    event;
  return literal({
    name,
    severityNumber,
    severityText,
    category,
    action,
    outcome,
    ownAccount: target === 'account' ? true : undefined,
    targetFrom,
    message,
    fields: Object.fromEntries(fields.flatMap(({ field, attribute }) => (attribute ? [[field, attribute]] : []))),
    variants: variants.length > 0 ? variants.map(knownFacts) : undefined,
  });
}

function knownFacts(variant: VariantModel): object {
  return Object.fromEntries(Object.entries(variant).filter(([, value]) => value !== undefined));
}

/** One line per fact. */
function literal(shape: object): string {
  const facts = Object.entries(shape).filter(([, value]) => value !== undefined);
  return `{\n${facts.map(([name, value]) => `  ${name}: ${JSON.stringify(value)},\n`).join('')}}`;
}
