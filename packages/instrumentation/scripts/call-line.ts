import { callFields } from '../../security-events/scripts/call-fields.ts';
import { camelCase } from '../../security-events/scripts/casing.ts';
import type { EventModel, Model } from '../../semantic-conventions/scripts/model/model-types.ts';

/** Values that read like the field; every other text is a word of your own. */
const EXAMPLES: Readonly<Record<string, string>> = {
  method: "'password'",
  tokenType: "'refresh'",
  tokenHash: "'9f86d081'",
  fields: "['email']",
  classification: "'personal'",
  permission: "'order:read'",
};

/** The shortest call that emits an event: only what no context can supply. */
export function callLine(model: Model, event: EventModel): string {
  const [, category = '', ...rest] = event.name.split('.');
  const fields = callFields(model, event)
    .filter(({ required }) => required)
    .map(({ field, type }) => `${field}: ${EXAMPLES[field] ?? exampleOf(type, event.name)}`);
  return `security.${camelCase(category)}.${camelCase(rest.join('_'))}({ ${fields.join(', ')} })`.replace(
    '({  })',
    '({})',
  );
}

/** Events about people have people as their targets. */
const ABOUT_USERS = /^security\.(user|authn|authz\.(admin|change)|privilege)\./;

function exampleOf(type: string, event: string): string {
  if (type === 'Target')
    return ABOUT_USERS.test(`${event}.`) ? "{ type: 'user', id: 'u-7' }" : "{ type: 'order', id: 'o-7' }";
  if (type.startsWith("'")) return type.split(' | ')[0] as string;
  if (type.startsWith('{')) return type.replaceAll('readonly ', '').replace(': string', ": 'k7-2'");
  return { number: '1', boolean: 'true' }[type] ?? "'…'";
}
