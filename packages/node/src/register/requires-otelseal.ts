import type { StartedProcess } from '../attach/preloads-sdk.js';

const PRELOAD = /(?:^|\s)(?:--require|-r)[\s=]+["']?\S*otelseal/;

/**
 * Whether Otelseal was asked for by `--require`. Where hooks for ES modules run in a thread of their own, Node.js obeys that there, too, and
 * cannot: a service whose hooks are registered then never runs (Node.js 22.15, `resolveSync() method is not implemented`).
 */
export function requiresOtelseal({ env, execArgv }: StartedProcess): boolean {
  return PRELOAD.test(execArgv.join(' ')) || PRELOAD.test(env['NODE_OPTIONS'] ?? '');
}
