import { ConfigurationError } from '../configuration/configuration-error.js';
import { say } from './say.js';

/** What refusing needs of `process`. */
export interface RefusingProcess {
  readonly env: NodeJS.ProcessEnv;
  exit(code?: number | string | null): void;
}

/** EX_USAGE of sysexits.h: the service was started with wrong settings. */
const EXIT_USAGE = 64;

/**
 * A wrong setting of ours, or any wrong setting of a service that was given a key or a spool, ends the process before the application
 * starts, because a service that was told to keep evidence must not run without. Anything else is said in one line, and the application runs.
 */
export function refuseToStart(process: RefusingProcess, error: unknown): void {
  const isSetting = error instanceof ConfigurationError;
  const reason = error instanceof Error ? error.message : 'unknown error';
  if (isSetting && (/^(?:OTELSEAL|distribution\.otelseal)/i.test(error.setting) || isToldToKeepEvidence(process.env))) {
    say(reason);
    process.exit(EXIT_USAGE);
  } else {
    say(`not started, security events are not recorded: ${reason}`);
  }
}

function isToldToKeepEvidence({
  OTELSEAL_SIGNING_KEY_FILE: key,
  OTELSEAL_SPOOL_DIR: spool,
}: NodeJS.ProcessEnv): boolean {
  return [key, spool].some((value) => (value ?? '').trim() !== '');
}
