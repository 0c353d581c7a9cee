import type { Socket } from 'node:net';
import { clientNetwork } from './client-network.js';

/** Of the connections that may be open, one network may have so many on which nobody has shown yet who he is. */
const PART_OF_A_NETWORK = 1 / 8;
/** All networks together; the rest is for those who have shown it. */
const PART_OF_STRANGERS = 3 / 4;

interface Stranger {
  readonly socket: Socket;
  readonly network: string;
}

/**
 * Keeps connections on which no request with the right credentials came yet from taking the place of others. Beyond a bound the one that
 * has been waiting longest is closed, and not the newest refused: whoever has the right credentials shows them at once.
 */
export class OpenConnections {
  readonly #mostOfNetwork: number;
  readonly #mostStrangers: number;
  readonly #closed: () => void;
  /** By address and port of the client, as TLS has another socket for the same connection; the longest waiting first. */
  readonly #strangers = new Map<string, Stranger>();
  readonly #networks = new Map<string, number>();

  /** @param closed told of every connection that made room for another one */
  constructor(maxConnections: number, closed: () => void) {
    this.#mostOfNetwork = Math.max(1, Math.floor(maxConnections * PART_OF_A_NETWORK));
    this.#mostStrangers = Math.max(1, Math.floor(maxConnections * PART_OF_STRANGERS));
    this.#closed = closed;
  }

  opened(socket: Socket): void {
    const name = nameOf(socket);
    const network = clientNetwork(socket.remoteAddress ?? '');
    this.#forget(name);
    this.#strangers.set(name, { socket, network });
    this.#networks.set(network, this.#ofNetwork(network) + 1);
    socket.once('close', () => {
      if (this.#strangers.get(name)?.socket === socket) this.#forget(name);
    });
    if (this.#ofNetwork(network) > this.#mostOfNetwork) this.#closeLongest(network);
    else if (this.#strangers.size > this.#mostStrangers) this.#closeLongest(this.#largest());
  }

  /** The credentials on this connection were right: it is bounded by what its principal may do. */
  isKnown(socket: Socket): void {
    this.#forget(nameOf(socket));
  }

  #ofNetwork(network: string): number {
    return this.#networks.get(network) ?? 0;
  }

  #largest(): string {
    let [largest, most] = ['', 0];
    for (const [network, count] of this.#networks) if (count > most) [largest, most] = [network, count];
    return largest;
  }

  #closeLongest(network: string): void {
    for (const [name, stranger] of this.#strangers) {
      if (stranger.network !== network) continue;
      this.#forget(name);
      this.#closed();
      stranger.socket.destroy();
      return;
    }
  }

  #forget(name: string): void {
    const stranger = this.#strangers.get(name);
    if (stranger === undefined) return;
    this.#strangers.delete(name);
    const left = this.#ofNetwork(stranger.network) - 1;
    if (left > 0) this.#networks.set(stranger.network, left);
    else this.#networks.delete(stranger.network);
  }
}

function nameOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
