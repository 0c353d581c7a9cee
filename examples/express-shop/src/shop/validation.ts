import { security } from '@otelseal/security-events';
import type { Request } from 'express';
import { HttpError } from './http-error.ts';

const LONGEST_TEXT = 500;

/** One text of the request's JSON, or 400. */
export function textField(request: Request, name: string): string {
  const value: unknown = bodyOf(request)[name];
  if (typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT) return value;
  return refuse(request, name, 'text');
}

/** A whole number within bounds, or 400. */
export function numberField(
  request: Request,
  name: string,
  bounds: { readonly min: number; readonly max: number },
): number {
  const value: unknown = bodyOf(request)[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= bounds.min && value <= bounds.max) return value;
  return refuse(request, name, `${bounds.min}_to_${bounds.max}`);
}

/** Nothing but these fields; another one is somebody trying to set what is not his to set. */
export function onlyFields(request: Request, names: readonly string[]): void {
  const extra = Object.keys(bodyOf(request)).find((name) => !names.includes(name));
  if (extra === undefined) return;
  security.malicious.extraneous({
    parameter: extra.slice(0, LONGEST_TEXT),
    response: 'blocked',
    http: { route: routeOf(request) },
  });
  throw new HttpError(400, 'extraneous_field');
}

export function refuse(request: Request, field: string, rule: string): never {
  security.input.validationFailure({ fields: field, rule, reason: 'not_valid', http: { route: routeOf(request) } });
  throw new HttpError(400, 'not_valid');
}

function bodyOf(request: Request): Readonly<Record<string, unknown>> {
  const body: unknown = request.body;
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

/** The route's own pattern; the path that was asked for is the attacker's text, and stands in `url.path`. */
function routeOf(request: Request): string | undefined {
  return request.route?.path;
}
