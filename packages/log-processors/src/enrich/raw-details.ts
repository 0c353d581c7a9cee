import type { DetectionDetails } from '@otelseal/semantic-conventions';
import {
  ATTR_AUDIT_ACTOR_TYPE,
  ATTR_AUDIT_TARGET_TYPE,
  ATTR_HTTP_ROUTE,
  ATTR_SECURITY_ATTEMPT_TAG,
  ATTR_SECURITY_AUTH_METHOD,
  ATTR_SECURITY_CONFIG_KEY,
  ATTR_SECURITY_DATA_COUNT,
  ATTR_SECURITY_GROUP_ID,
  ATTR_SECURITY_INPUT_PARAMETER,
  ATTR_SECURITY_MONITOR_NAME,
  ATTR_SECURITY_PERMISSION_AFTER,
  ATTR_SECURITY_PERMISSION_BEFORE,
  ATTR_SECURITY_PERMISSION_REQUIRED,
  ATTR_SECURITY_REASON,
  ATTR_SECURITY_RESPONSE_ACTION,
  ATTR_SECURITY_ROLE_AFTER,
  ATTR_SECURITY_ROLE_BEFORE,
  ATTR_SECURITY_SESSION_REASON,
  ATTR_SECURITY_TRANSACTION_AMOUNT,
  ATTR_SECURITY_TRANSACTION_TYPE,
  ATTR_SECURITY_VALIDATION_FIELDS,
  ATTR_URL_PATH,
  ATTR_USER_AGENT_ORIGINAL,
} from '@otelseal/semantic-conventions';
import { type AttributeMap, ownText } from './own-attribute.js';

/** UTF-16 units: enough to tell people apart; the rest of a longer text is padding. */
const MAX_FACT_LENGTH = 512;
const MAX_LIST = 16;
const NONE: readonly string[] = Object.freeze([]);

/** Only what events of a category can say is looked for: most attributes of most records are absent. */
export function rawDetails(category: string, attributes: AttributeMap, service: string | undefined): DetectionDetails {
  const isAuthentication = category === 'authentication';
  const isAuthorization = category === 'authorization';
  const isPrivilege = category === 'privilege';
  const refused = category === 'input_validation' || category === 'malicious';
  const path = boundedText(attributes, ATTR_URL_PATH);
  return {
    reason:
      boundedText(attributes, ATTR_SECURITY_REASON) ??
      (category === 'session' ? boundedText(attributes, ATTR_SECURITY_SESSION_REASON) : undefined),
    method: isAuthentication ? boundedText(attributes, ATTR_SECURITY_AUTH_METHOD) : undefined,
    passwordTag: isAuthentication ? wholeNumber(attributes, ATTR_SECURITY_ATTEMPT_TAG, 65_535) : undefined,
    route: boundedText(attributes, ATTR_HTTP_ROUTE) ?? path,
    path,
    userAgent: boundedText(attributes, ATTR_USER_AGENT_ORIGINAL),
    tenant: boundedText(attributes, 'tenant.id') ?? boundedText(attributes, 'baggage.tenant.id'),
    service,
    actorType: category === 'sensitive_data' ? boundedText(attributes, ATTR_AUDIT_ACTOR_TYPE) : undefined,
    targetType: boundedText(attributes, ATTR_AUDIT_TARGET_TYPE),
    permissions: isAuthorization ? textList(attributes, ATTR_SECURITY_PERMISSION_REQUIRED) : NONE,
    rolesBefore: isAuthorization
      ? textList(attributes, ATTR_SECURITY_ROLE_BEFORE)
      : isPrivilege
        ? textList(attributes, ATTR_SECURITY_PERMISSION_BEFORE)
        : NONE,
    rolesAfter: rolesAfter(category, attributes),
    fields: refused
      ? [
          ...textList(attributes, ATTR_SECURITY_VALIDATION_FIELDS),
          ...textList(attributes, ATTR_SECURITY_INPUT_PARAMETER),
        ]
      : NONE,
    count: category === 'sensitive_data' ? wholeNumber(attributes, ATTR_SECURITY_DATA_COUNT, 1e12) : undefined,
    transactionType: category === 'transaction' ? boundedText(attributes, ATTR_SECURITY_TRANSACTION_TYPE) : undefined,
    amount: category === 'transaction' ? decimal(boundedText(attributes, ATTR_SECURITY_TRANSACTION_AMOUNT)) : undefined,
    monitor: boundedText(attributes, ATTR_SECURITY_MONITOR_NAME) ?? boundedText(attributes, ATTR_SECURITY_CONFIG_KEY),
    response: refused ? boundedText(attributes, ATTR_SECURITY_RESPONSE_ACTION) : undefined,
  };
}

/** The beginning of a record's text. */
export function boundedText(attributes: AttributeMap, name: string): string | undefined {
  return bounded(ownText(attributes, name));
}

/**
 * The beginning of a text, copied when it is cut: facts live as long as their record waits in a queue, and a mere slice would keep the
 * megabyte behind it alive as long.
 */
export function bounded(text: string | undefined): string | undefined {
  if (text === undefined || text.length <= MAX_FACT_LENGTH) return text;
  return Buffer.from(text.slice(0, MAX_FACT_LENGTH), 'utf16le').toString('utf16le');
}

/** A group that somebody becomes a member of, and a permission, are roles that he gains. */
function rolesAfter(category: string, attributes: AttributeMap): readonly string[] {
  if (category === 'authorization') return textList(attributes, ATTR_SECURITY_ROLE_AFTER);
  if (category === 'user_management') return textList(attributes, ATTR_SECURITY_GROUP_ID);
  return category === 'privilege' ? textList(attributes, ATTR_SECURITY_PERMISSION_AFTER) : NONE;
}

function textList(attributes: AttributeMap, name: string): readonly string[] {
  if (!Object.hasOwn(attributes, name)) return NONE;
  const value = attributes[name];
  if (!Array.isArray(value)) return typeof value === 'string' && value !== '' ? [bounded(value) ?? ''] : NONE;
  const texts: string[] = [];
  for (const item of value.slice(0, MAX_LIST) as unknown[])
    if (typeof item === 'string') texts.push(bounded(item) ?? '');
  return texts;
}

function wholeNumber(attributes: AttributeMap, name: string, most: number): number | undefined {
  if (!Object.hasOwn(attributes, name)) return undefined;
  const value = attributes[name];
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most ? value : undefined;
}

function decimal(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,18}(?:\.\d{1,18})?$/.test(text)) return undefined;
  return Number(text);
}
