// What one event's function takes at the call, beyond the fields that every event has.
import type { AttributeModel, EventModel, Model } from '../../semantic-conventions/scripts/model/model-types.ts';

export interface CallField {
  readonly field: string;
  readonly brief: string;
  readonly type: string;
  readonly required: boolean;
  /** Attribute with the mark of its type, as src/event-shape.ts describes; absent for fields of EventFields. */
  readonly attribute?: string;
}

const TARGET: CallField = { field: 'target', brief: 'what was acted on', type: 'Target', required: true };

export function callFields(model: Model, event: EventModel): CallField[] {
  const group = event.callSite.map((name) => groupField(attributeOf(model, event, name)));
  const own = [...event.required, ...event.recommended].flatMap((name) =>
    ownField(attributeOf(model, event, name), event),
  );
  return [...(event.target === 'call-site' ? [TARGET] : []), ...group, ...own];
}

/** A group of EventFields that this event insists on, because no context can know it yet. */
function groupField({ field, brief }: AttributeModel): CallField {
  const [group = '', member = ''] = field?.split('.') ?? [];
  return { field: group, brief, type: `{ readonly ${member}: string }`, required: true };
}

function ownField(attribute: AttributeModel, event: EventModel): CallField[] {
  const { name, field, brief, suppliedBy } = attribute;
  if (suppliedBy === 'context') return []; // a field of EventFields, optional everywhere
  if (field === undefined) throw new Error(`${name} of ${event.name} has no field name for the API.`);
  const required = event.required.includes(name);
  return [{ field, brief, type: typeScriptType(attribute), required, attribute: name + MARKS[attribute.type] }];
}

const MARKS = { string: '', int: '#', boolean: '?', 'string[]': '[]' };

function typeScriptType({ type, enum: values }: AttributeModel): string {
  if (values.length > 0) return values.map((value) => `'${value}'`).join(' | ');
  return { string: 'string', int: 'number', boolean: 'boolean', 'string[]': 'string | readonly string[]' }[type];
}

function attributeOf(model: Model, event: EventModel, name: string): AttributeModel {
  const attribute = model.attributes.get(name);
  if (attribute === undefined) throw new Error(`${event.name} lists ${name}, which the model does not define.`);
  return attribute;
}
