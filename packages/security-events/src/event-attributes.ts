import type { EventVariant, SecurityContext } from '@otelseal/semantic-conventions';
import type { EventShape } from './event-shape.js';
import { ownNames, type PlainValue, plainText, plainValue, readProperty } from './plain-value.js';
import { reportOnce } from './report-once.js';

/** OpenTelemetry's default limit per record; what the catalogue sets comes first. */
const MAX_EXTRAS = 128;
/** Entries of one list; what is cut is said in the last entry. */
const MAX_LIST = 128;

/** A record's attributes as they are being gathered. */
export type EventAttributes = Record<string, PlainValue>;

/** All attributes of one event: the catalogue's facts, then call fields, then the context, then extras. */
export function eventAttributes(shape: EventShape, fields: unknown, context: SecurityContext): EventAttributes {
  const attributes: EventAttributes = { 'security.category': shape.category, 'audit.action': shape.action };
  const from = (group: string): unknown => readProperty(fields, group) ?? readProperty(context, group);

  setActor(attributes, from('actor'));
  setOrigin(attributes, from('client'), from('session'), from('userAgent'), from('onBehalfOf'));
  setHttp(attributes, readProperty(context, 'http'), readProperty(fields, 'http'));
  for (const field in shape.fields) setTyped(attributes, shape.fields[field] as string, readProperty(fields, field));
  set(
    attributes,
    'audit.outcome',
    readProperty(fields, 'outcome') ?? variantOf(shape, attributes)?.outcome ?? shape.outcome,
  );
  setTarget(attributes, shape, readProperty(fields, 'target'));
  setExtras(attributes, readProperty(fields, 'attributes'));
  setExtras(attributes, readProperty(context, 'attributes'));
  return attributes;
}

/** What the catalogue says about this event with these values: a virus found is worse than a file scanned. */
export function variantOf(shape: EventShape, attributes: EventAttributes): EventVariant | undefined {
  return shape.variants?.find(({ attribute, values }) => values.includes(attributes[attribute] as string));
}

function setActor(attributes: EventAttributes, actor: unknown): void {
  const type = readProperty(actor, 'type');
  const id = readProperty(actor, 'id');
  set(attributes, 'audit.actor.type', type);
  set(attributes, 'audit.actor.id', id);
  if (type !== 'user') return;
  set(attributes, 'user.id', id);
  set(attributes, 'user.name', readProperty(actor, 'name'));
}

/** A call that names no target acts on what the catalogue says the event is about, or on the actor's own account. */
function setTarget(attributes: EventAttributes, { ownAccount, targetFrom }: EventShape, named: unknown): void {
  const subject = targetFrom && { type: targetFrom.type, id: attributes[targetFrom.id] };
  const account = ownAccount && { type: 'account', id: attributes['audit.actor.id'] };
  const target = [named, subject, account].find((candidate) => readProperty(candidate, 'id') !== undefined);
  set(attributes, 'audit.target.type', readProperty(target, 'type'));
  set(attributes, 'audit.target.id', readProperty(target, 'id'));
}

function setOrigin(
  attributes: EventAttributes,
  client: unknown,
  session: unknown,
  userAgent: unknown,
  onBehalfOf: unknown,
): void {
  set(attributes, 'client.address', readProperty(client, 'address'));
  setTyped(attributes, 'client.port#', readProperty(client, 'port'));
  set(attributes, 'session.id', readProperty(session, 'id'));
  set(attributes, 'user_agent.original', userAgent);
  set(attributes, 'security.onbehalf.id', readProperty(onBehalfOf, 'id'));
}

function setHttp(attributes: EventAttributes, ambient: unknown, own: unknown): void {
  const from = (name: string): unknown => readProperty(own, name) ?? readProperty(ambient, name);
  set(attributes, 'http.request.method', from('method'));
  set(attributes, 'http.route', from('route'));
  set(attributes, 'url.path', from('path'));
  setTyped(attributes, 'http.response.status_code#', from('statusCode'));
}

/** Names of the caller's own. The catalogue's attributes cannot be overwritten, the seal's cannot be claimed. */
function setExtras(attributes: EventAttributes, extras: unknown): void {
  const names = ownNames(extras, MAX_EXTRAS + 1);
  if (names.length > MAX_EXTRAS)
    reportOnce('ERR_TOO_MANY_ATTRIBUTES', `an event keeps ${MAX_EXTRAS} extra attributes; the rest was dropped.`);
  for (const name of names.slice(0, MAX_EXTRAS)) {
    if (name === '' || name === '__proto__' || name.startsWith('audit.')) {
      reportOnce(
        'ERR_RESERVED_ATTRIBUTE',
        'an extra attribute with a reserved name (empty, `__proto__` or beginning with `audit.`) was dropped.',
      );
    } else if (!Object.hasOwn(attributes, name)) {
      const value = plainValue(readProperty(extras, name));
      if (value !== undefined) attributes[name] = value;
    }
  }
}

function set(attributes: EventAttributes, name: string, value: unknown): void {
  if (value !== undefined && value !== null && value !== '') attributes[name] = plainText(value);
}

/** `name[]` takes one text or many, `name#` keeps numbers and booleans, everything else becomes text. */
function setTyped(attributes: EventAttributes, typedName: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (typedName.endsWith('[]')) attributes[typedName.slice(0, -2)] = textList(value);
  else if (!typedName.endsWith('#')) set(attributes, typedName, value);
  else
    attributes[typedName.slice(0, -1)] =
      typeof value === 'number' || typeof value === 'boolean' ? value : plainText(value);
}

function textList(value: unknown): readonly string[] {
  const plain = plainValue(value);
  if (!Array.isArray(plain)) return [plainText(value)];
  const kept = plain.slice(0, MAX_LIST).map(plainText);
  return plain.length > MAX_LIST ? [...kept, `… ${plain.length - MAX_LIST} more`] : kept;
}
