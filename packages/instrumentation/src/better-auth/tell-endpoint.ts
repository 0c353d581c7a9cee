import { type Actor, passwordTag, security } from '@otelseal/security-events';
import { actorOfUser } from '../request/actor-of-user.js';
import { errorProperty as property } from '../request/error-facts.js';
import { sessionName } from '../sessions/session-name.js';
import { bodyText, type EndpointContext, failureOf } from './endpoint-context.js';
import { type LoginPath, loginPath } from './login-path.js';

type Tell = (endpoint: EndpointContext, actor: Actor | undefined) => void;

/** What an endpoint of better-auth has done, as events. */
export function tellEndpoint(endpoint: EndpointContext): void {
  const login = loginPath(endpoint);
  if (login !== undefined) tellLogin(endpoint, login);
  else TELL[endpoint.path ?? '']?.(endpoint, actorOfUser(endpoint.context?.session?.user));
}

function tellLogin(endpoint: EndpointContext, { method, idp, isSecondFactor }: LoginPath): void {
  const reason = failureOf(endpoint);
  const session = endpoint.context?.newSession ?? undefined;
  if (reason !== undefined) tellRefused(endpoint, method, reason, isSecondFactor ?? false);
  else if (session !== undefined) {
    const actor = actorOfUser(session.user);
    const who = actor && { actor };
    if (isSecondFactor) security.authn.mfaSuccess({ method, ...who });
    tellSession(endpoint, method);
    security.authn.loginSuccess({ method, idp, ...(isSecondFactor ? { mfa: true } : {}), ...who });
  }
}

function tellRefused(endpoint: EndpointContext, method: string, reason: string, isSecondFactor: boolean): void {
  if (isSecondFactor) {
    security.authn.mfaFailure({ method, reason });
    return;
  }
  const account = accountOf(endpoint);
  const password = bodyText(endpoint, 'password');
  const tag = account === undefined || password === undefined ? undefined : passwordTag(account, password);
  security.authn.loginFailure({ method, reason, tag, ...actorOfAccount(account) });
}

function tellSession({ context }: EndpointContext, method: string): void {
  const token = context?.newSession?.session.token;
  const actor = actorOfUser(context?.newSession?.user);
  if (typeof token === 'string')
    security.session.create({ session: { id: sessionName(token) }, method, ...(actor && { actor }) });
}

const TELL: Readonly<Record<string, Tell>> = {
  __proto__: null as never,
  '/sign-up/email': (endpoint) => {
    const user = property(endpoint.context?.returned, 'user');
    const actor = actorOfUser(user);
    if (actor === undefined || failureOf(endpoint) !== undefined) return;
    security.user.create({ target: { type: 'account', id: actor.id }, actor });
    tellSession(endpoint, 'password');
  },
  '/request-password-reset': (endpoint) => {
    const account = accountOf(endpoint);
    if (account !== undefined && failureOf(endpoint) === undefined)
      security.authn.passwordResetRequest({ target: { type: 'account', id: account }, ...actorOfAccount(account) });
  },
  '/reset-password': (endpoint) => {
    const reason = failureOf(endpoint);
    if (reason === undefined) security.authn.passwordReset({ method: 'reset_link' });
    else security.authn.passwordChangeFailure({ method: 'reset_link', reason });
  },
  '/change-password': (endpoint, actor) => {
    const reason = failureOf(endpoint);
    if (reason === undefined) security.authn.passwordChange({ ...(actor && { actor }) });
    else security.authn.passwordChangeFailure({ reason, ...(actor && { actor }) });
  },
  '/two-factor/enable': (endpoint, actor) => {
    if (failureOf(endpoint) === undefined) security.authn.mfaEnroll({ method: 'totp', ...(actor && { actor }) });
  },
  '/two-factor/disable': (endpoint, actor) => {
    if (failureOf(endpoint) === undefined) security.authn.mfaRemove({ method: 'totp', ...(actor && { actor }) });
  },
  '/delete-user': (endpoint, actor) => {
    if (actor !== undefined && failureOf(endpoint) === undefined)
      security.user.delete({ target: { type: 'account', id: actor.id }, actor });
  },
  '/revoke-session': (endpoint, actor) => {
    const token = bodyText(endpoint, 'token');
    if (token !== undefined && failureOf(endpoint) === undefined)
      security.session.expire({ session: { id: sessionName(token) }, reason: 'revoked', ...(actor && { actor }) });
  },
  '/admin/ban-user': onUser((fields) => security.user.disable(fields)),
  '/admin/unban-user': onUser((fields) => security.user.enable(fields)),
  '/admin/remove-user': onUser((fields) => security.user.delete(fields)),
};

function onUser(emit: (fields: { target: { type: string; id: string }; actor?: Actor }) => void): Tell {
  return (endpoint, actor) => {
    const id = bodyText(endpoint, 'userId');
    if (id !== undefined && failureOf(endpoint) === undefined)
      emit({ target: { type: 'account', id }, ...(actor && { actor }) });
  };
}

function accountOf(endpoint: EndpointContext): string | undefined {
  return bodyText(endpoint, 'email', 'username', 'phoneNumber');
}

function actorOfAccount(account: string | undefined): { readonly actor: Actor } | undefined {
  return account === undefined ? undefined : { actor: { type: 'user', id: account } };
}
