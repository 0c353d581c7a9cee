import { security, type Target } from '@otelseal/security-events';
import { type Answer, answerHeader } from './answer.js';
import { readAnswer } from './answer-readers.js';
import { type Challenge, readChallenge } from './challenge.js';
import { errorClass, isUnexpected } from './error-facts.js';
import { readError } from './error-readers.js';
import { isLoginAttempt } from './is-login-attempt.js';
import type { ObservedRequest } from './observed-request.js';
import type { ValidationFinding } from './request-finding.js';
import { runInRequest } from './run-in-request.js';

/** Statuses with which frameworks refuse input: its form, its size, its kind, its meaning. */
const INPUT_REFUSED: readonly number[] = [400, 413, 414, 415, 422, 431];

/**
 * The event of an answer, at most one: a 401 is a failed authentication, a 403 a refused access, a 429 a rate limit, a
 * 4xx with a validation finding refused input, a 5xx with an error that nobody meant an unexpected error. Silent where a
 * better event has been emitted in the request.
 */
export function reportAnswer(request: ObservedRequest, answer: Answer): void {
  runInRequest(request, () => report(request, answer));
}

function report(request: ObservedRequest, answer: Answer): void {
  const { statusCode } = answer;
  readAnswer(request);
  if (request.error !== undefined) noteError(request);
  if (statusCode === 401) reportAuthentication(request, answer);
  else if (statusCode === 403) reportAuthorization(request, answer);
  else if (statusCode === 429) reportRateLimit(request, answer);
  else if (INPUT_REFUSED.includes(statusCode) || (statusCode >= 500 && hasRefusedInput(request)))
    reportValidation(request, answer);
  else if (statusCode >= 500) reportUnexpected(request, answer);
}

/**
 * Input that was refused by an error which nobody caught: the answer is a 5xx, but the client sent what was wrong, and could otherwise
 * raise as many crashes as he likes.
 */
function hasRefusedInput({ error }: ObservedRequest): boolean {
  return isUnexpected(error) && readError(error)?.concern === 'validation';
}

/** What was noted by who knew better is not overwritten by what the error looks like. */
function noteError(request: ObservedRequest): void {
  const finding = readError(request.error);
  if (finding !== undefined && request.finding(finding.concern) === undefined) request.note(finding);
}

function reportAuthentication(request: ObservedRequest, answer: Answer): void {
  if (!request.claim('authentication')) return;
  const found = request.finding('authentication');
  const challenge = challengeOf(request, answer);
  const scheme = credentialScheme(request);
  const hasTried = scheme !== undefined || isLoginAttempt(request);
  security.authn.loginFailure({
    method: found?.method ?? scheme ?? challenge.scheme ?? 'unknown',
    reason: found?.reason ?? challenge.error ?? (hasTried ? 'invalid_credentials' : 'missing_credentials'),
    errorType: found?.errorType,
    ...(found?.actor && { actor: found.actor }),
    http: httpOf(request, answer),
  });
}

function reportAuthorization(request: ObservedRequest, answer: Answer): void {
  if (!request.claim('authorization')) return;
  const found = request.finding('authorization');
  const http = httpOf(request, answer);
  if (found?.forged !== undefined) {
    security.malicious.csrf({ check: found.forged, response: 'blocked', reason: found.reason, http });
    return;
  }
  const challenge = challengeOf(request, answer);
  security.authz.failure({
    target: found?.target ?? resourceOf(request),
    reason: found?.reason ?? challenge.error ?? 'forbidden',
    permission: found?.permission ?? challenge.scope?.split(' '),
    policyId: found?.policyId,
    roles: found?.roles,
    http,
  });
}

function reportRateLimit(request: ObservedRequest, answer: Answer): void {
  if (!request.claim('rate_limit')) return;
  const found = request.finding('rate_limit');
  security.excess.rateLimit({
    limit: found?.limit ?? limitHeader(request, answer),
    policy: found?.policy ?? 'unknown',
    attempts: found?.attempts,
    response: 'blocked',
    http: httpOf(request, answer),
  });
}

function reportValidation(request: ObservedRequest, answer: Answer): void {
  const found = request.finding('validation');
  if (found === undefined || !request.claim('validation')) return;
  emitValidationFailure(found, httpOf(request, answer));
}

/** The event of a finding: of a value outside a closed list, of input that cannot be parsed, or of any other. */
function emitValidationFailure(found: ValidationFinding, http: ReturnType<typeof httpOf>): void {
  const { fields, rule, reason, errorType, kind } = found;
  if (kind === 'syntax') {
    security.input.deserializationFailure({ reason: reason ?? 'malformed', errorType, http });
  } else if (kind === 'discrete') {
    security.input.validationDiscreteFailure({ fields, rule, reason, http });
  } else {
    security.input.validationFailure({ fields, rule, reason, http });
  }
}

function reportUnexpected(request: ObservedRequest, answer: Answer): void {
  const { error, framework, settings } = request;
  // Without a framework nobody sees the error: the status says that there was one.
  const isTold = error === undefined ? framework === undefined && answer.statusCode === 500 : isUnexpected(error);
  if (!isTold || !request.claim('error')) return;
  security.sys.crash({
    target: resourceOf(request),
    reason: error === undefined ? 'internal_error' : 'unhandled_error',
    exceptionType: error === undefined ? undefined : errorClass(error),
    exceptionMessage: settings.exceptionMessages && error instanceof Error ? error.message : undefined,
    http: httpOf(request, answer),
  });
}

interface AnsweredHttp {
  readonly method: string | undefined;
  readonly route: string | undefined;
  readonly path: string;
  readonly statusCode: number;
}

function httpOf(request: ObservedRequest, { statusCode }: Answer): AnsweredHttp {
  return { method: request.raw.method, route: request.route, path: request.path, statusCode };
}

function resourceOf(request: ObservedRequest): Target {
  const { route } = request;
  return route === undefined ? { type: 'path', id: request.path } : { type: 'route', id: route };
}

/** With what somebody tried to prove who he is; `undefined` when he did not try. */
function credentialScheme(request: ObservedRequest): string | undefined {
  const { authorization } = request.raw.headers;
  if (typeof authorization !== 'string') return undefined;
  return /^([A-Za-z][\w-]{0,31}) /.exec(authorization)?.[1]?.toLowerCase() ?? 'unknown';
}

function challengeOf(request: ObservedRequest, answer: Answer): Challenge {
  return readChallenge(answerHeader(request, answer, 'www-authenticate'));
}

/** `RateLimit-Limit` of the drafts before 8, `X-RateLimit-Limit` of everybody; 0 where nothing says it. */
function limitHeader(request: ObservedRequest, answer: Answer): number {
  for (const name of ['ratelimit-limit', 'x-ratelimit-limit']) {
    const limit = Number.parseInt(answerHeader(request, answer, name) ?? '', 10);
    if (Number.isSafeInteger(limit)) return limit;
  }
  return 0;
}
