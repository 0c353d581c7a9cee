import type { Agent } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Clock } from '../ports/clock.js';
import { isProcessToEnd } from '../ports/ending-process.js';

/** How long a connection may take to be made while the process is to end: until it is, it holds the process, and nothing can change that. */
const CONNECTED_WITHIN_MS = 1_000;

type Connection = Duplex & { readonly connecting?: boolean; unref?(): unknown };

/** What agents have since Node.js 0.11, and their types do not tell. */
interface Connecting {
  createConnection(...args: unknown[]): Connection | undefined;
  reuseSocket(connection: Connection, request: unknown): void;
}

/** The connections of an agent of ours. */
export class LightConnections {
  readonly #clock: Clock;
  readonly #open = new Set<Connection>();

  constructor(agent: Agent, clock: Clock) {
    this.#clock = clock;
    const made = agent as unknown as Connecting;
    const { createConnection, reuseSocket } = made;
    made.createConnection = (...args) => {
      const connection = createConnection.apply(agent, args);
      if (connection !== undefined) this.#take(connection);
      return connection;
    };
    made.reuseSocket = (connection, request) => {
      reuseSocket.call(agent, connection, request); // which lets it hold the process again
      if (isProcessToEnd()) connection.unref?.();
    };
  }

  /** From now on none of them holds the process. */
  letGo(): void {
    for (const connection of this.#open) this.#letGoOf(connection);
  }

  #take(connection: Connection): void {
    this.#open.add(connection);
    connection.once('close', () => this.#open.delete(connection));
    if (isProcessToEnd()) this.#letGoOf(connection);
  }

  #letGoOf(connection: Connection): void {
    connection.unref?.();
    if (connection.connecting !== true) return;
    const cancel = this.#clock.setTimer(CONNECTED_WITHIN_MS, () => {
      if (connection.connecting === true) connection.destroy(new Error('No connection while the process ends.'));
    });
    connection.once('close', cancel);
  }
}
