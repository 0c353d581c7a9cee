/** What says how the process was started. */
export interface StartedProcess {
  readonly env: NodeJS.ProcessEnv;
  readonly execArgv: readonly string[];
}

type Preload = 'sdk' | 'otelseal by --require';

const PRELOADS: Readonly<Record<Preload, RegExp>> = {
  /** An SDK that is loaded and started before the application's own modules are: by auto-instrumentations. */
  sdk: /(?:^|\s)(?:--import|--require|-r)[\s=]+["']?@opentelemetry\/auto-instrumentations-node\/register["']?(?=\s|$)/,
  /**
   * Otelseal by `--require`. Where hooks for ES modules run in a thread of their own, Node.js obeys that there, too, and cannot: a service
   * whose hooks are registered then never runs (Node.js 22.15, `resolveSync() method is not implemented`).
   */
  'otelseal by --require': /(?:^|\s)(?:--require|-r)[\s=]+["']?\S*otelseal/,
};

/** Whether Node.js was told to load this first, on the command line or by `NODE_OPTIONS`. */
export function preloads(what: Preload, { env, execArgv }: StartedProcess): boolean {
  return [execArgv.join(' '), env['NODE_OPTIONS'] ?? ''].some((options) => PRELOADS[what].test(options));
}
