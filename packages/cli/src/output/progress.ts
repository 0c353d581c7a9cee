import { type Output, OutputClosed } from '../io.js';

const EVERY_MS = 200;

/**
 * One line on a terminal that says how far a command is, and goes away. Silent where nobody looks, and where the terminal is
 * gone: that must not end a command, whose exit code somebody may still wait for.
 */
export class Progress {
  readonly #output: Output;
  readonly #now: () => number;
  #nextMs: number;
  #shown = false;

  constructor(output: Output, now: () => number) {
    this.#output = output;
    this.#now = now;
    this.#nextMs = now() + EVERY_MS;
  }

  /** Shows the text, at most five times a second. The text must be safe for a terminal. */
  async show(text: () => string): Promise<void> {
    if (!this.#output.isTerminal || this.#now() < this.#nextMs) return;
    this.#nextMs = this.#now() + EVERY_MS;
    this.#shown = true;
    await this.#write(`\r\u001b[K${text()}`);
  }

  /** Takes the line away. */
  async clear(): Promise<void> {
    if (this.#shown) await this.#write('\r\u001b[K');
    this.#shown = false;
  }

  async #write(text: string): Promise<void> {
    try {
      await this.#output.write(text);
    } catch (cause) {
      if (!(cause instanceof OutputClosed)) throw cause;
    }
  }
}
