import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

import type { AccessTokens } from './access-tokens.js';
import type { ListenAddress } from './listen-address.js';
import { Quotas } from './quotas.js';
import { RequestRefused, readBody } from './request-body.js';
import type { ConfirmedAnswer, WitnessService } from './witness-service.js';

/** What the HTTP side of a witness needs. */
export interface WitnessServerOptions {
  readonly service: WitnessService;
  /** Asked at every request, so that a changed list counts at once. */
  readonly tokens: () => AccessTokens;
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  readonly quotas?: Quotas | undefined;
  /** Milliseconds that only go forward. */
  readonly monotonicMs: () => number;
  /** Told once, when the disk refuses: the witness must end, because it no longer knows what it said. */
  readonly failed: (cause: unknown) => void;
}

/** Connections at once, of all principals. */
const MAX_CONNECTIONS = 256;
const HEADERS_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 15_000;
const IDLE_TIMEOUT_MS = 60_000;
/** What is being answered at the end has this long. */
const CLOSE_TIMEOUT_MS = 2_000;

/** The HTTP interface of C2SP tlog-witness, with `add-origin` and the directory beside it. */
export class WitnessServer {
  readonly #options: WitnessServerOptions;
  readonly #quotas: Quotas;
  readonly #server: Server;

  constructor(options: WitnessServerOptions) {
    this.#options = options;
    this.#quotas = options.quotas ?? new Quotas();
    const limits = {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: IDLE_TIMEOUT_MS,
      maxHeaderSize: 8_192,
    };
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      void this.#answer(request, response);
    };
    this.#server =
      options.tls === undefined
        ? createServer(limits, answer)
        : createTlsServer({ ...limits, ...options.tls, minVersion: 'TLSv1.2' }, answer);
    this.#server.maxConnections = MAX_CONNECTIONS;
  }

  /** Resolves to where it listens. */
  listen({ host, port }: ListenAddress): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        const { port: bound } = this.#server.address() as AddressInfo;
        const shown = host.includes(':') ? `[${host}]` : host;
        resolve(`${this.#options.tls === undefined ? 'http' : 'https'}://${shown}:${bound}`);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      const cut = setTimeout(() => this.#server.closeAllConnections(), CLOSE_TIMEOUT_MS);
      this.#server.close(() => {
        clearTimeout(cut);
        resolve();
      });
      this.#server.closeIdleConnections();
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('Content-Type', 'text/plain; charset=utf-8');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    try {
      if (request.method === 'GET' && request.url === '/health') return end(response, 200, 'ok\n');
      const principal = this.#options.tokens().principalOf(request.headers.authorization);
      if (principal === undefined) {
        response.setHeader('WWW-Authenticate', 'Bearer');
        return refuse(request, response, 401, 'A token is needed.\n');
      }
      if (!this.#quotas.begin(principal, this.#options.monotonicMs())) {
        response.setHeader('Retry-After', '5');
        return refuse(request, response, 429, 'Too many requests.\n');
      }
      let bytes = 0;
      try {
        bytes = await this.#route(request, response, principal);
      } finally {
        this.#quotas.end(principal, bytes, this.#options.monotonicMs());
      }
    } catch (cause) {
      if (cause instanceof RequestRefused) return refuse(request, response, cause.status, `${cause.message}\n`);
      if (request.socket.destroyed) return; // the client has gone
      this.#options.failed(cause);
      if (response.headersSent) response.destroy();
      else refuse(request, response, 503, 'The witness cannot answer.\n');
    }
  }

  /** Resolves to how many bytes it took or gave. */
  async #route(request: IncomingMessage, response: ServerResponse, principal: string): Promise<number> {
    const { service } = this.#options;
    const route = `${request.method} ${request.url}`;
    if (route === 'POST /add-checkpoint' || route === 'POST /add-origin') {
      const body = await readBody(request);
      const answer =
        route === 'POST /add-origin' ? await service.addOrigin(body, principal) : await service.addCheckpoint(body);
      send(response, answer);
      return body.length;
    }
    if (route === 'GET /directory/checkpoint') {
      end(response, 200, await service.directoryCheckpoint());
      return 0;
    }
    if (route === 'GET /directory') return this.#sendDirectory(response);
    const originHash = /^GET \/([0-9a-f]{64})\/checkpoint$/.exec(route)?.[1];
    const note = originHash === undefined ? undefined : await service.checkpointOf(originHash);
    if (note === undefined) refuse(request, response, 404, 'There is nothing here.\n');
    else end(response, 200, note);
    return 0;
  }

  async #sendDirectory(response: ServerResponse): Promise<number> {
    let bytes = 0;
    const counted = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        yield chunk;
      }
    };
    response.setHeader('Content-Type', 'application/x-ndjson');
    await pipeline(this.#options.service.directory(), counted, response);
    return bytes;
  }
}

function send(response: ServerResponse, { status, answer, directory }: ConfirmedAnswer): void {
  if (status === 409) response.setHeader('Content-Type', 'text/x.tlog.size');
  if (status === 200) response.setHeader('Otelseal-Directory', Buffer.from(directory).toString('base64'));
  end(response, status, answer);
}

function end(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status;
  response.end(text);
}

/** What was not read of the request is not waited for. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, text: string): void {
  if (!request.complete || status === 503) response.setHeader('Connection', 'close');
  end(response, status, text);
}
