import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { FairShares } from './fair-shares.js';

/** A connection of somebody who has shown who he is. */
export interface KnownConnection {
  readonly socket: Socket;
  readonly principal: string;
  /** To what came last on it. */
  response: ServerResponse;
}

/**
 * Connections of principals, each of whom may have as many as are left for all others. For one more the longest waiting is closed: of whoever
 * has the most, and of the principal himself where nobody has more than he would. Only where all of those are being answered is the new one refused.
 */
export class KnownConnections {
  readonly #shares: FairShares;
  readonly #closed: (principal: string) => void;
  /** By principal, then by name of the connection: who was heard of longest ago first. */
  readonly #principals = new Map<string, Map<string, KnownConnection>>();
  #count = 0;

  /**
   * @param most of all principals together
   * @param closed told of every connection that made room, and whose it was
   */
  constructor(most: number, closed: (principal: string) => void) {
    this.#shares = new FairShares(most);
    this.#closed = closed;
  }

  get count(): number {
    return this.#count;
  }

  /** Whether the principal may have it; then it must be forgotten when it is closed. */
  add(name: string, connection: KnownConnection): boolean {
    const { principal } = connection;
    if (!this.#admits(principal) && !this.#makeRoom(principal)) return false;
    const own = this.#principals.get(principal);
    if (own === undefined) this.#principals.set(principal, new Map([[name, connection]]));
    else own.set(name, connection);
    this.#shares.take(principal, 1);
    this.#count += 1;
    return true;
  }

  /** Another request came on it. */
  heard(name: string, connection: KnownConnection, response: ServerResponse): void {
    const own = this.#principals.get(connection.principal);
    connection.response = response;
    if (own?.delete(name) === true) own.set(name, connection);
  }

  forget(name: string, { principal }: KnownConnection): void {
    const own = this.#principals.get(principal);
    if (own?.delete(name) !== true) return;
    if (own.size === 0) this.#principals.delete(principal);
    this.#shares.giveBack(principal, 1);
    this.#count -= 1;
  }

  /** Who has none yet gets one as long as there is any. */
  #admits(principal: string): boolean {
    if (!this.#principals.has(principal) && this.#shares.hasRoom(1)) return true;
    return this.#shares.admits(principal, 1);
  }

  #makeRoom(principal: string): boolean {
    const own = this.#principals.get(principal)?.size ?? 0;
    const largest = this.#largest();
    const mostOfOthers = this.#principals.get(largest)?.size ?? 0;
    if (mostOfOthers > own + 1 && this.#closeLongest(largest)) return true;
    return this.#closeLongest(principal);
  }

  #largest(): string {
    let [largest, most] = ['', 0];
    for (const [principal, { size }] of this.#principals) if (size > most) [largest, most] = [principal, size];
    return largest;
  }

  /** What was sent whole is being answered; all others wait for their client. */
  #closeLongest(principal: string): boolean {
    for (const [name, connection] of this.#principals.get(principal) ?? []) {
      if (isBeingAnswered(connection.response)) continue;
      this.forget(name, connection);
      this.#closed(principal);
      connection.socket.destroy();
      return true;
    }
    return false;
  }
}

function isBeingAnswered({ req, writableEnded }: ServerResponse): boolean {
  return req.complete && !writableEnded;
}
