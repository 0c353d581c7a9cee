/** Set by bin/otelseal.mjs when it is only a shell around this process. */
const SHELL_VARIABLE = '_OTELSEAL_SHELL';

/** Within a checkout the command is a shell around the Node that it is developed with: who kills the shell means this process. */
export function endWithShell(): void {
  const isOurs = process.env[SHELL_VARIABLE] === String(process.ppid);
  delete process.env[SHELL_VARIABLE];
  if (!isOurs || process.channel === undefined) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.channel.unref();
}
