import { statSync } from 'node:fs';

/** How often a file is looked at, in milliseconds. */
const INTERVAL_MS = 1_000;

/** What a file says, read again when it changes. A change that cannot be used leaves what was; `failed` tells somebody. */
export class ReloadedFiles<Content> {
  readonly #paths: readonly string[];
  readonly #read: () => Content;
  readonly #failed: (cause: unknown) => void;
  #content: Content;
  #stamp: string;
  #lookedAtMs = Number.NEGATIVE_INFINITY;

  /** @throws what `read` throws, now */
  constructor(paths: readonly string[], read: () => Content, failed: (cause: unknown) => void) {
    this.#paths = paths;
    this.#read = read;
    this.#failed = failed;
    this.#stamp = stampOf(paths);
    this.#content = read();
  }

  /** The content; a change shows within a second. */
  get(nowMs: number): Content {
    if (nowMs < this.#lookedAtMs + INTERVAL_MS) return this.#content;
    this.#lookedAtMs = nowMs;
    const stamp = stampOf(this.#paths);
    if (stamp === this.#stamp) return this.#content;
    this.#stamp = stamp;
    try {
      this.#content = this.#read();
    } catch (cause) {
      this.#failed(cause);
    }
    return this.#content;
  }
}

function stampOf(paths: readonly string[]): string {
  return paths
    .map((path) => {
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats === undefined ? 'none' : `${stats.ino} ${stats.mtimeMs} ${stats.size}`;
    })
    .join('\n');
}
