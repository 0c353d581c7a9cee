import { createRequire } from 'node:module';
import type * as Registering from './register-otelseal.js';
import type { RegisteringProcess } from './register-otelseal.js';
import { say } from './say.js';

/**
 * Registers by modules that are loaded here and not by an import: an installation that lacks a part of them, or has a part that does
 * not fit, says so in one line, and the service runs.
 */
export function registerLater(process: RegisteringProcess): void {
  let registering: typeof Registering;
  try {
    registering = createRequire(import.meta.url)('../register/register-otelseal.js') as typeof Registering;
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n', 1);
    say(`not started, security events are not recorded: ${reason}`);
    return;
  }
  registering.registerOtelseal(process);
}
