import * as names from '@otelseal/semantic-conventions/names';
import type { RequestConcern } from './request-finding.js';

/** The events that say why a request was refused, or failed; any of them makes the answer's own event superfluous. */
const CONCERNS: Readonly<Record<RequestConcern, readonly string[]>> = {
  authentication: [
    names.EVENT_SECURITY_AUTHN_LOGIN_FAILURE,
    names.EVENT_SECURITY_AUTHN_LOGIN_FAILURE_LIMIT,
    names.EVENT_SECURITY_AUTHN_MFA_FAILURE,
    names.EVENT_SECURITY_AUTHN_TOKEN_REUSE,
    names.EVENT_SECURITY_AUTHN_PASSWORD_CHANGE_FAILURE,
    names.EVENT_SECURITY_SESSION_USE_AFTER_EXPIRE,
  ],
  authorization: [
    names.EVENT_SECURITY_AUTHZ_FAILURE,
    names.EVENT_SECURITY_MALICIOUS_CSRF,
    names.EVENT_SECURITY_MALICIOUS_CORS,
    names.EVENT_SECURITY_MALICIOUS_DIRECT_REFERENCE,
  ],
  validation: [
    names.EVENT_SECURITY_INPUT_VALIDATION_FAILURE,
    names.EVENT_SECURITY_INPUT_VALIDATION_DISCRETE_FAILURE,
    names.EVENT_SECURITY_INPUT_DESERIALIZATION_FAILURE,
    names.EVENT_SECURITY_INPUT_WEBHOOK_SIGNATURE_FAILURE,
  ],
  rate_limit: [names.EVENT_SECURITY_EXCESS_RATE_LIMIT, names.EVENT_SECURITY_AUTHN_LOGIN_FAILURE_LIMIT],
  error: [names.EVENT_SECURITY_SYS_CRASH],
};

const BY_EVENT: ReadonlyMap<string, RequestConcern> = new Map(
  (Object.keys(CONCERNS) as RequestConcern[]).flatMap((concern) =>
    CONCERNS[concern].map((event) => [event, concern] as const),
  ),
);

/** What a security event, whoever emits it, has already said about its request. */
export function concernOfEvent(eventName: string): RequestConcern | undefined {
  return BY_EVENT.get(eventName);
}
