import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** A peer's process whose output goes to a file. It is ended by its own id, and with us at the latest. */
export class RunningProcess {
  readonly logFile: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #endWithUs = (): void => void this.#child.kill('SIGKILL');

  /** @param variables added to the environment */
  constructor(
    command: string,
    args: readonly string[],
    folder: string,
    logFile: string,
    variables: Readonly<Record<string, string>> = {},
  ) {
    this.logFile = logFile;
    const log = openSync(logFile, 'a', 0o600);
    const env = { ...process.env, ...variables };
    this.#child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', log, log] });
    closeSync(log);
    this.#ended = new Promise((settle) => {
      this.#child.once('error', () => settle());
      this.#child.once('exit', () => settle());
    });
    process.once('exit', this.#endWithUs);
  }

  get isRunning(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get log(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  /** Asks it to end, and makes it after `patienceMs`. Resolves when it has ended. */
  async stop(patienceMs = 10_000): Promise<void> {
    const deadline = setTimeout(() => this.#child.kill('SIGKILL'), patienceMs);
    if (this.isRunning) this.#child.kill('SIGTERM');
    await this.#ended;
    clearTimeout(deadline);
    process.off('exit', this.#endWithUs);
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.stop();
  }
}
