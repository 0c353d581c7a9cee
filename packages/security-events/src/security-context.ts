import { context } from '@opentelemetry/api';
import { SECURITY_CONTEXT_KEY, type SecurityContext } from '@otelseal/semantic-conventions';
import { mergeObjects, readProperty } from './plain-value.js';
import { reportOnce } from './report-once.js';

/** Groups that an inner context adds to; an identity (actor, client, session) is replaced as a whole instead. */
const MERGED_GROUPS = ['http', 'attributes'];

/**
 * Runs `fn` so that every security event emitted in it, also after an `await`, knows who acts and from where.
 * Nested contexts merge, the inner one wins. Returns what `fn` returns and lets its errors pass.
 *
 * @example
 * app.use((req, _res, next) => withContext({ actor: { type: 'user', id: req.user?.id ?? 'anonymous' } }, next));
 * @stable
 */
export function withContext<T>(added: SecurityContext, fn: () => T): T {
  const outer = context.active();
  const merged = mergedContext(outer.getValue(SECURITY_CONTEXT_KEY), added);
  return context.with(outer.setValue(SECURITY_CONTEXT_KEY, merged), () => {
    if (context.active().getValue(SECURITY_CONTEXT_KEY) !== merged) {
      reportOnce(
        'ERR_NO_CONTEXT_MANAGER',
        'no OpenTelemetry context manager is registered: start an SDK before the first request.',
      );
    }
    return fn();
  });
}

function mergedContext(outer: unknown, added: unknown): SecurityContext {
  const merged = mergeObjects(outer, added);
  for (const group of MERGED_GROUPS) {
    const inner = readProperty(added, group);
    if (inner !== undefined) merged[group] = mergeObjects(readProperty(outer, group), inner);
  }
  return merged;
}
