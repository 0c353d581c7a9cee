import { security } from '@otelseal/security-events';
import { type EventDefinition, eventDefinition } from '@otelseal/semantic-conventions';
import { member } from './plain-copy.js';
import { FIELD_OF_ATTRIBUTE } from './required-fields.js';

/** What a `security` field of a line turned out to be. */
export type TypedEvent =
  | { readonly kind: 'event'; emit(extras: Readonly<Record<string, unknown>>): void }
  | { readonly kind: 'refused'; readonly because: string };

type EventFunction = (fields: unknown) => void;

/** Incidents and words about the log itself are the pipeline's own; a line of the application cannot say them. */
const NOT_FOR_LINES = ['security.incident.', 'security.audit_log.'];
const PREFIX = 'security.';

/**
 * `{ event: 'authn.login.failure', …fields of the call }`: the field names are those of the typed functions, the name that of the
 * catalogue with or without `security.`. An unknown name, or one that lacks what the catalogue requires, is refused.
 */
export function typedEvent(field: unknown): TypedEvent {
  const given = member(field, 'event');
  if (typeof given !== 'string') return { kind: 'refused', because: 'it has no text `event`' };
  const name = given.startsWith(PREFIX) ? given : PREFIX + given;
  const definition = NOT_FOR_LINES.some((prefix) => name.startsWith(prefix)) ? undefined : eventDefinition(name);
  const emitEvent = definition && eventFunction(name);
  if (!definition || !emitEvent) return { kind: 'refused', because: 'its `event` is not in the catalogue' };
  const missing = missingFields(definition, field);
  if (missing.length > 0) return { kind: 'refused', because: `${name} lacks ${missing.join(', ')}` };
  return {
    kind: 'event',
    emit: (extras) => emitEvent({ ...(field as object), attributes: { ...extras, ...objectOf(field, 'attributes') } }),
  };
}

function missingFields({ required, target }: EventDefinition, field: unknown): string[] {
  const needed = required.flatMap((attribute) => FIELD_OF_ATTRIBUTE[attribute] ?? []);
  if (target === 'call-site') needed.push('target.type', 'target.id');
  return needed.filter((path) => {
    const value = path.split('.').reduce<unknown>(member, field);
    return value === undefined || value === null || value === '';
  });
}

function objectOf(source: unknown, name: string): object {
  const value = member(source, name);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** `security.authn.login.success_after_failure` is `security.authn.loginSuccessAfterFailure`. */
function eventFunction(name: string): EventFunction | undefined {
  const [, group = '', ...rest] = name.split('.');
  const functions: unknown = ownMember(security, camelCase(group));
  const found = ownMember(functions, camelCase(rest.join('_')));
  return typeof found === 'function' ? (found as EventFunction) : undefined;
}

function ownMember(source: unknown, name: string): unknown {
  return typeof source === 'object' && source !== null && Object.hasOwn(source, name)
    ? (source as Record<string, unknown>)[name]
    : undefined;
}

function camelCase(words: string): string {
  return words.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
