import { statSync } from 'node:fs';

/** How often a file is looked at, in milliseconds. */
const INTERVAL_MS = 1_000;

/**
 * What a file says, read again when it changes. A change that cannot be used leaves what was; `failed` tells somebody.
 */
export class ReloadedFile<Content> {
  readonly #path: string;
  readonly #read: () => Promise<Content>;
  readonly #failed: (cause: unknown) => void;
  #content: Content;
  #stamp: string;
  #lookedAtMs = 0;

  private constructor(path: string, content: Content, read: () => Promise<Content>, failed: (cause: unknown) => void) {
    this.#path = path;
    this.#content = content;
    this.#read = read;
    this.#failed = failed;
    this.#stamp = stampOf(path);
  }

  static async open<Content>(
    path: string,
    read: () => Promise<Content>,
    failed: (cause: unknown) => void,
  ): Promise<ReloadedFile<Content>> {
    return new ReloadedFile(path, await read(), read, failed);
  }

  /** The content as last read; a change shows from one of the next calls on. */
  get(nowMs: number): Content {
    if (nowMs < this.#lookedAtMs + INTERVAL_MS) return this.#content;
    this.#lookedAtMs = nowMs;
    const stamp = stampOf(this.#path);
    if (stamp !== this.#stamp) {
      this.#stamp = stamp;
      this.#read().then((content) => {
        this.#content = content;
      }, this.#failed);
    }
    return this.#content;
  }
}

function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? 'none' : `${stats.ino} ${stats.mtimeMs} ${stats.size}`;
}
