import {
  createServer,
  type IncomingMessage,
  request as requestHttp,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request is passed on, broken off, or told to come again. */
export type Fate = 'pass' | 'break' | { readonly status: number; readonly retryAfterSeconds: number };

/** What happens to the first request, the second one, and so on. */
export type Trouble = (request: number) => Fate | Promise<Fate>;

/** A proxy in front of a real store that makes trouble, and remembers how it was asked. */
export class TroubledStore {
  readonly url: string;
  /** Requests that were passed on and answered. */
  answered = 0;
  /** Most requests that were open side by side. */
  atOnce = 0;
  /** Shortest time between an answer that asked for patience and the next request, in milliseconds. */
  shortestWaitMs = Number.POSITIVE_INFINITY;
  readonly #server: Server;
  readonly #target: string;
  readonly #trouble: Trouble;
  #requests = 0;
  #open = 0;
  #askedToWaitMs: number | undefined;

  private constructor(server: Server, target: string, trouble: Trouble) {
    this.#server = server;
    this.#target = target;
    this.#trouble = trouble;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(target: string, trouble: Trouble): Promise<TroubledStore> {
    let store: TroubledStore | undefined;
    const server = createServer((asked, answer) => void store?.take(asked, answer));
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    store = new TroubledStore(server, target, trouble);
    return store;
  }

  async take(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    this.#requests += 1;
    this.#open += 1;
    this.atOnce = Math.max(this.atOnce, this.#open);
    answer.once('close', () => {
      this.#open -= 1;
    });
    if (this.#askedToWaitMs !== undefined) {
      this.shortestWaitMs = Math.min(this.shortestWaitMs, performance.now() - this.#askedToWaitMs);
      this.#askedToWaitMs = undefined;
    }
    const trouble = await this.#trouble(this.#requests);
    if (trouble === 'break') answer.destroy();
    else if (trouble === 'pass') this.#passOn(asked, answer);
    else {
      asked.resume();
      this.#askedToWaitMs = performance.now();
      answer.writeHead(trouble.status, { 'retry-after': String(trouble.retryAfterSeconds) }).end('later');
    }
  }

  #passOn(asked: IncomingMessage, answer: ServerResponse): void {
    const { method = '', url = '', headers } = asked;
    const forwarded = requestHttp(new URL(url, this.#target), { method, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
      answered.once('end', () => {
        this.answered += 1;
      });
    });
    forwarded.once('error', () => answer.destroy()); // as a store that is not there
    asked.pipe(forwarded);
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((settle) => this.#server.close(() => settle()));
  }
}
