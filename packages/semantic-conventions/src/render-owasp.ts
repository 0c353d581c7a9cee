import { type AttributeReader, type AttributeValue, readAttribute } from './attribute-value.js';
import { eventDefinition } from './event-definition.js';

const PLACEHOLDER = /\{([^{}]+)\}/g;
/** Everything that is not printable ASCII, and the signs that separate or group arguments. */
const UNSAFE = /[^\x21-\x7e]|[%,:()[\]"\\]/gu;
/** U+FFFD in UTF-8, for a surrogate without its partner. */
const REPLACEMENT = '%EF%BF%BD';

/**
 * The event in the wire form of the OWASP Logging Vocabulary, `name:argument,argument`. Undefined for events that the
 * vocabulary lacks. The form is for reading and for tools that search it, never for parsing back: the vocabulary
 * defines no escaping. So that no value can fake another argument, `% , : ( ) [ ] " \`, white space, control signs and
 * everything outside ASCII are percent-encoded as UTF-8. An absent argument stays empty.
 *
 * @example
 * renderOwasp({ eventName: 'security.authz.failure', attributes: { 'audit.actor.id': 'bob', 'audit.target.id': 'a,b' } })
 * // 'authz_fail:bob,a%2Cb'
 * @stable
 */
export function renderOwasp(record: {
  readonly eventName: string;
  readonly attributes: AttributeReader;
}): string | undefined {
  const owasp = eventDefinition(record.eventName)?.owasp;
  if (owasp === undefined) return undefined;
  const values = owasp.args.map((template) =>
    template.replace(PLACEHOLDER, (_placeholder, names: string) => firstKnown(names.split('|'), record.attributes)),
  );
  return `${owasp.name}:${values.join(',')}`;
}

function firstKnown(names: readonly string[], attributes: AttributeReader): string {
  const values = names.map((name) => readAttribute(attributes, name)).filter((value) => value !== undefined);
  const known = values.find((value) => value !== '' && value !== 'unknown' && value !== 'anonymous') ?? values[0];
  return known === undefined ? '' : argument(known);
}

function argument(value: AttributeValue): string {
  return typeof value === 'object' ? value.map(encode).join(',') : encode(String(value));
}

function encode(text: string): string {
  return text.replace(UNSAFE, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    if (code < 0x80) return `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
    return code >= 0xd800 && code <= 0xdfff ? REPLACEMENT : encodeURIComponent(sign);
  });
}
