import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { clientNetwork } from './client-network.js';
import { type KnownConnection, KnownConnections } from './known-connections.js';

/** Of the connections that may be open, one network may have so many on which nobody has shown yet who he is. */
const PART_OF_A_NETWORK = 1 / 8;
/** All networks together; the rest is for those who have shown it. */
const PART_OF_STRANGERS = 3 / 4;
/** All who have shown it; the rest is for those who are about to. */
const PART_OF_KNOWN = 7 / 8;

interface Stranger {
  readonly socket: Socket;
  readonly network: string;
}

export interface OpenConnectionsOptions {
  readonly maxConnections: number;
  /** Whether an address says something of who it is: on loopback all have the same. */
  readonly tellsNetworks: boolean;
  /** Told of every connection that made room for another one, and whose it was; undefined for a stranger's. */
  readonly closed: (principal: string | undefined) => void;
}

/**
 * Keeps connections of one client from taking the place of others: those on which no request with the right credentials came yet, by
 * network, and those of a principal. Beyond a bound the one that has been waiting longest is closed, and not the newest refused: whoever has the
 * right credentials shows them at once, and whoever sends is not waiting.
 */
export class OpenConnections {
  readonly #options: OpenConnectionsOptions;
  readonly #mostOfNetwork: number;
  readonly #mostStrangers: number;
  /** By address and port of the client, as TLS has another socket for the same connection; the longest waiting first. */
  readonly #strangers = new Map<string, Stranger>();
  readonly #networks = new Map<string, number>();
  readonly #known = new Map<string, KnownConnection>();
  readonly #shares: KnownConnections;

  constructor(options: OpenConnectionsOptions) {
    const { maxConnections, tellsNetworks, closed } = options;
    this.#options = options;
    const mostOfNetwork = tellsNetworks ? maxConnections * PART_OF_A_NETWORK : Number.POSITIVE_INFINITY;
    this.#mostOfNetwork = Math.max(1, Math.floor(mostOfNetwork));
    this.#mostStrangers = Math.max(1, Math.floor(maxConnections * PART_OF_STRANGERS));
    this.#shares = new KnownConnections(Math.max(1, Math.floor(maxConnections * PART_OF_KNOWN)), closed);
  }

  opened(socket: Socket): void {
    const name = nameOf(socket);
    const network = this.#becomesStranger(name, socket);
    socket.once('close', () => {
      const { socket: latest } = this.#strangers.get(name) ?? this.#known.get(name) ?? {};
      if (latest === socket) this.#forget(name);
    });
    if (this.#ofNetwork(network) > this.#mostOfNetwork) this.#closeLongest(network);
    else if (this.#strangers.size > this.#roomForStrangers) this.#closeLongest(this.#largest());
  }

  /**
   * The credentials of a request on this connection were right.
   *
   * @returns whether it may stay open: not where the principal has as many as he may, and all of them are being answered
   */
  isKnown(socket: Socket, principal: string, response: ServerResponse): boolean {
    const name = nameOf(socket);
    const known = this.#known.get(name);
    if (known?.principal === principal) {
      this.#shares.heard(name, known, response);
      return true;
    }
    if (known !== undefined) this.#becomesStranger(name, known.socket); // somebody else speaks now, as behind a proxy
    const opened = this.#strangers.get(name)?.socket;
    if (opened === undefined) return true; // it has been closed meanwhile
    const connection = { socket: opened, principal, response };
    if (!this.#shares.add(name, connection)) return false;
    this.#forget(name);
    this.#known.set(name, connection);
    return true;
  }

  /** @returns its network */
  #becomesStranger(name: string, socket: Socket): string {
    const network = clientNetwork(socket.remoteAddress ?? '');
    this.#forget(name);
    this.#strangers.set(name, { socket, network });
    this.#networks.set(network, this.#ofNetwork(network) + 1);
    return network;
  }

  /** One is left for who comes next: beyond its bound the server closes it before anybody sees it. */
  get #roomForStrangers(): number {
    return Math.max(1, Math.min(this.#mostStrangers, this.#options.maxConnections - this.#shares.count - 1));
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
      this.#options.closed(undefined);
      stranger.socket.destroy();
      return;
    }
  }

  #forget(name: string): void {
    const known = this.#known.get(name);
    if (known !== undefined) {
      this.#known.delete(name);
      this.#shares.forget(name, known);
    }
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
