import type { EventVariant } from '@otelseal/semantic-conventions';
import type { EventShape } from './event-shape.js';
import { ownNames, type PlainValue, plainText, plainValue, readProperty } from './plain-value.js';
import { reportOnce } from './report-once.js';

/** OpenTelemetry's default limit per record; what the catalogue sets comes first. */
const MAX_EXTRAS = 128;
/** Entries of one list; what is cut is said in the last entry. */
const MAX_LIST = 128;

const HTTP: EventShape['fields'] = {
  method: 'http.request.method',
  route: 'http.route',
  path: 'url.path',
  statusCode: 'http.response.status_code#',
};
const RESERVED = /^(audit\.|__proto__$|$)/;
const MARK = /(\[\]|[#?])$/;
/** Also as text or bigint; a number that every reader of JSON gets back as it was. */
const WHOLE_NUMBER = /^(0|-?[1-9]\d{0,14})$/;
const TRUTH = /^(true|false)$/;

/** A record's attributes as they are being gathered. */
export type EventAttributes = Record<string, PlainValue>;

/** All attributes of one event: the catalogue's facts, then call fields, then the context, then extras. */
export function eventAttributes(shape: EventShape, fields: unknown, context: unknown): EventAttributes {
  const attributes: EventAttributes = { 'security.category': shape.category, 'audit.action': shape.action };
  const from = (group: string): unknown => readProperty(fields, group) ?? readProperty(context, group);

  setActor(attributes, from('actor'));
  setOrigin(attributes, from);
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

function setOrigin(attributes: EventAttributes, from: (group: string) => unknown): void {
  const client = from('client');
  set(attributes, 'client.address', readProperty(client, 'address'));
  setTyped(attributes, 'client.port#', readProperty(client, 'port'));
  set(attributes, 'session.id', readProperty(from('session'), 'id'));
  set(attributes, 'user_agent.original', from('userAgent'));
  set(attributes, 'security.onbehalf.id', readProperty(from('onBehalfOf'), 'id'));
}

function setHttp(attributes: EventAttributes, ambient: unknown, own: unknown): void {
  for (const field in HTTP)
    setTyped(attributes, HTTP[field] as string, readProperty(own, field) ?? readProperty(ambient, field));
}

/** Names of the caller's own. The catalogue's attributes cannot be overwritten, the seal's cannot be claimed. */
function setExtras(attributes: EventAttributes, extras: unknown): void {
  const names = ownNames(extras, MAX_EXTRAS + 1);
  if (names.length > MAX_EXTRAS) reportOnce('ERR_TOO_MANY_ATTRIBUTES', `attributes beyond ${MAX_EXTRAS} were dropped.`);
  for (const name of names.slice(0, MAX_EXTRAS)) {
    if (RESERVED.test(name)) {
      reportOnce('ERR_RESERVED_ATTRIBUTE', 'attributes with a reserved name were dropped.');
    } else if (!Object.hasOwn(attributes, name)) {
      const value = plainValue(readProperty(extras, name));
      if (value !== undefined) attributes[name] = value;
    }
  }
}

function set(attributes: EventAttributes, name: string, value: unknown): void {
  if (value !== undefined && value !== null && value !== '') attributes[name] = plainText(value);
}

/** `name[]` takes one text or many, `name#` a whole number, `name?` true or false, everything else becomes text. */
function setTyped(attributes: EventAttributes, typedName: string, value: unknown): void {
  if (value === undefined || value === null) return;
  const [name = '', mark] = typedName.split(MARK);
  if (mark === '[]') attributes[name] = textList(value);
  else if (mark === undefined) set(attributes, name, value);
  else setExactly(attributes, name, (mark === '#' ? WHOLE_NUMBER : TRUTH).test(plainText(value)), value);
}

/** A store takes a field's type from the first record and may refuse later ones: a value of another type stands beside it. */
function setExactly(attributes: EventAttributes, name: string, isExact: boolean, value: unknown): void {
  if (isExact) attributes[name] = JSON.parse(plainText(value));
  else {
    set(attributes, `mistyped.${name}`, value);
    reportOnce('ERR_FIELD_TYPE', `${name} has another type.`);
  }
}

function textList(value: unknown): readonly string[] {
  const plain = plainValue(value);
  if (!Array.isArray(plain)) return [plainText(value)];
  const kept = plain.slice(0, MAX_LIST).map(plainText);
  return plain.length > MAX_LIST ? [...kept, `… ${plain.length - MAX_LIST} more`] : kept;
}
