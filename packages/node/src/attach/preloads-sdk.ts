/** What says how the process was started. */
export interface StartedProcess {
  readonly env: NodeJS.ProcessEnv;
  readonly execArgv: readonly string[];
}

const PRELOAD =
  /(?:^|\s)(?:--import|--require|-r)[\s=]+["']?@opentelemetry\/auto-instrumentations-node\/register["']?(?=\s|$)/;

/** Whether an SDK is loaded and started before the application's own modules are: by auto-instrumentations on the command line. */
export function preloadsSdk({ env, execArgv }: StartedProcess): boolean {
  return PRELOAD.test(execArgv.join(' ')) || PRELOAD.test(env['NODE_OPTIONS'] ?? '');
}
