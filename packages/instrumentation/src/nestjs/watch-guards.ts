import { unharmed } from '../report-once.js';
import { readError } from '../request/error-readers.js';
import type { ObservedRequest } from '../request/observed-request.js';
import type { ExecutionContext, Guard, TryActivate } from './nest-internals.js';
import { requestOf } from './request-of.js';

type ReadMetadata = { readonly getMetadata?: (key: string, target: object) => unknown };
interface Asked {
  guard: Guard | undefined;
  context: ExecutionContext | undefined;
}

/**
 * Remembers which guard refused, and which roles or permissions the handler asks for, for the event of the 403. Guards
 * decide as before; each is asked once.
 */
export function watchGuards(original: TryActivate, permissionKeys: () => readonly string[]): TryActivate {
  return async function tryActivate(guards, args, instance, callback, type) {
    const request = type === 'http' && guards !== undefined && guards.length > 0 ? requestOf(args[0]) : undefined;
    if (request === undefined) return Reflect.apply(original, this, [guards, args, instance, callback, type]);
    const last: Asked = { guard: undefined, context: undefined };
    const watched = (guards as readonly Guard[]).map((guard) => ({
      canActivate(context: ExecutionContext): unknown {
        last.guard = guard;
        last.context = context;
        return guard.canActivate(context);
      },
    }));
    const note = (error?: unknown): unknown =>
      unharmed('ERR_LIBRARY_NOT_OBSERVED', 'the decision of a guard of Nest could not be noted', () =>
        noteRefusal(request, last, permissionKeys(), error),
      );
    try {
      const allowed = await Reflect.apply(original, this, [watched, args, instance, callback, type]);
      if (!allowed) note();
      return allowed;
    } catch (error) {
      note(error);
      throw error;
    }
  };
}

function noteRefusal(request: ObservedRequest, { guard, context }: Asked, keys: readonly string[], error: unknown): void {
  const read = readError(error);
  const known = read?.concern === 'authorization' ? read : request.finding('authorization');
  request.note({
    concern: 'authorization',
    reason: known?.reason ?? 'guard_refused',
    permission: known?.permission ?? (context && requiredBy(context, keys)),
    policyId: known?.policyId ?? guard?.constructor?.name,
    roles: known?.roles,
    target: known?.target,
    forged: known?.forged,
  });
}

/** What a decorator such as `SetMetadata('roles', ['admin'])` left at the handler or its controller. */
function requiredBy(context: ExecutionContext, keys: readonly string[]): readonly string[] | undefined {
  const { getMetadata } = Reflect as ReadMetadata;
  if (getMetadata === undefined) return undefined;
  for (const key of keys) {
    for (const target of [context.getHandler(), context.getClass()]) {
      const words = [getMetadata(key, target)].flat().filter((word) => typeof word === 'string');
      if (words.length > 0) return words as string[];
    }
  }
  return undefined;
}
