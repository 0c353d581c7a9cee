/** Confirms that what came before is on disk, for many at once. */
export class GroupCommit {
  readonly #commit: () => Promise<boolean>;
  #waiting: ((isOnDisk: boolean) => void)[] = [];
  #committing = false;

  /** @param commit resolves to whether everything that was taken before the call is on disk, under a signed checkpoint */
  constructor(commit: () => Promise<boolean>) {
    this.#commit = commit;
  }

  /** Whether everything taken before the call is on disk. While one commit runs, whoever comes waits for the next. */
  settled(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (!this.#committing) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#committing = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      const isOnDisk = await this.#commit();
      for (const resolve of group) resolve(isOnDisk);
    }
    this.#committing = false;
  }
}
