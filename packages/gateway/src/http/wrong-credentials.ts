import type { Socket } from 'node:net';
import { clientNetwork } from './client-network.js';

/** How often an address may be wrong about who it is. */
export interface WrongCredentialsOptions {
  /** Wrong tokens, and certificates of nobody, within a window. Default 20: a mistyped token on a few machines behind one address. */
  readonly maxWrong: number;
  /** Default 60,000 ms: as long as who has mistyped waits at most. */
  readonly windowMs: number;
  /** Networks that are remembered; beyond it the one whose window began first is forgotten. Default 4,096. */
  readonly maxNetworks: number;
}

export const WRONG_CREDENTIALS_DEFAULTS: WrongCredentialsOptions = Object.freeze({
  maxWrong: 20,
  windowMs: 60_000,
  maxNetworks: 4_096,
});

interface Window {
  readonly startMs: number;
  wrong: number;
}

/**
 * Bounds guessing by network. A connection on which the last credentials were right goes on: those who share an address with whoever
 * guesses, such as a proxy's, are not kept from sending.
 */
export class WrongCredentials {
  readonly #options: WrongCredentialsOptions;
  readonly #windows = new Map<string, Window>();
  readonly #trusted = new WeakSet<Socket>();

  constructor(options: WrongCredentialsOptions = WRONG_CREDENTIALS_DEFAULTS) {
    this.#options = options;
  }

  /** Seconds until credentials on this connection are looked at again, or undefined for now. */
  waitSeconds(socket: Socket, nowMs: number): number | undefined {
    if (this.#trusted.has(socket)) return undefined;
    const { maxWrong, windowMs } = this.#options;
    const window = this.#windowOf(clientNetwork(socket.remoteAddress ?? ''), nowMs);
    if (window === undefined || window.wrong < maxWrong) return undefined;
    return Math.max(1, Math.ceil((window.startMs + windowMs - nowMs) / 1_000));
  }

  right(socket: Socket): void {
    this.#trusted.add(socket);
  }

  /** @returns whether this was the last wrong one that is answered within the window */
  wrong(socket: Socket, nowMs: number): boolean {
    this.#trusted.delete(socket);
    const network = clientNetwork(socket.remoteAddress ?? '');
    const window = this.#windowOf(network, nowMs) ?? this.#begun(network, nowMs);
    window.wrong += 1;
    return window.wrong === this.#options.maxWrong;
  }

  #windowOf(network: string, nowMs: number): Window | undefined {
    const window = this.#windows.get(network);
    if (window === undefined || nowMs - window.startMs < this.#options.windowMs) return window;
    this.#windows.delete(network);
    return undefined;
  }

  #begun(network: string, nowMs: number): Window {
    if (this.#windows.size >= this.#options.maxNetworks) {
      const [first] = this.#windows.keys(); // in the order in which they began
      if (first !== undefined) this.#windows.delete(first);
    }
    const window: Window = { startMs: nowMs, wrong: 0 };
    this.#windows.set(network, window);
    return window;
  }
}
