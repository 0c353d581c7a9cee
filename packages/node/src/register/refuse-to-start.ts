import { checkedOptions } from '../attach/checked-options.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { say } from './say.js';

/** What refusing needs of `process`. */
export interface RefusingProcess {
  readonly env: NodeJS.ProcessEnv;
  exit(code?: number | string | null): void;
}

/** EX_USAGE of sysexits.h: the service was started with wrong settings. */
const EXIT_USAGE = 64;
/** OpenTelemetry's variables, and the exporter that is made of them. */
const OF_OPEN_TELEMETRY = /^(?:OTEL_|otlp$)/;

/**
 * A wrong setting of ours, wherever it stands, or any wrong setting of a service that was given a key or a spool, ends the process before the
 * application starts, because a service that was told to keep evidence must not run without. Anything else is said in one line, and the
 * application runs.
 */
export function refuseToStart(process: RefusingProcess, error: unknown): void {
  const reason = error instanceof Error ? error.message : 'unknown error';
  if (error instanceof ConfigurationError && (isOurs(error) || isToldToKeepEvidence(process.env))) {
    say(reason);
    process.exit(EXIT_USAGE);
  } else {
    say(`not started, security events are not recorded: ${reason}`);
  }
}

/** A configuration file that cannot be read may have told to keep evidence; a misspelt variable may begin like OpenTelemetry's. */
function isOurs({ code, setting }: ConfigurationError): boolean {
  return code === 'ERR_CONFIG_FILE' || code === 'ERR_VARIABLE_UNKNOWN' || !OF_OPEN_TELEMETRY.test(setting);
}

/** By whichever of the ways to set something. */
function isToldToKeepEvidence(environment: NodeJS.ProcessEnv): boolean {
  try {
    const { signing, spool } = checkedOptions(environment);
    return signing?.keyFile !== undefined || spool?.directory !== undefined;
  } catch {
    return true; // what is wrong with our own settings can only be found where there are some
  }
}
