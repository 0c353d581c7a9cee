import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SelfTelemetry } from '@otelseal/semantic-conventions';
import {
  METRIC_GATEWAY_CONNECTIONS,
  METRIC_GATEWAY_REQUESTS,
  METRIC_INTERNAL_ERRORS,
} from '@otelseal/semantic-conventions';
import type { Principal } from '../intake/principal.js';
import { type Authentication, showsCredentials } from './authentication.js';
import { discard } from './discard.js';
import type { ListenAddress } from './listen-address.js';
import type { LogRequests } from './log-requests.js';
import { refuseMalformed } from './malformed-request.js';
import { OpenConnections } from './open-connections.js';
import { exportBody, type OtlpEncoding, statusBody } from './otlp-answer.js';
import { type QuotaOptions, Quotas } from './quotas.js';
import { RequestRefused } from './request-refused.js';
import type { TlsMaterial } from './tls-material.js';
import { WRONG_CREDENTIALS_DEFAULTS, WrongCredentials, type WrongCredentialsOptions } from './wrong-credentials.js';

export interface LogReceiverOptions {
  readonly requests: LogRequests;
  readonly authentication: Authentication;
  readonly quotas: QuotaOptions;
  /** Asked every second, so that renewed certificates count. */
  readonly tls: (() => TlsMaterial) | undefined;
  readonly maxConnections: number;
  /** Whether only this machine can connect: then addresses tell nobody apart. */
  readonly isLoopback: boolean;
  /** Whether there is anybody but who reaches this address. */
  readonly hasPrincipals: boolean;
  /** A slow client has this long for a request. */
  readonly requestTimeoutMs: number;
  /** Credentials from one address were wrong so often that no more are looked at for now. */
  readonly tooManyWrong: (address: string, bound: WrongCredentialsOptions) => void;
  /** Whether records can be taken now. */
  readonly isReady: () => boolean;
  /** Receivers behind that must take something before records can be taken again. */
  readonly waitsFor: () => readonly string[];
  readonly telemetry: SelfTelemetry;
  /** Milliseconds that only go forward. */
  readonly monotonicMs: () => number;
}

const HEADERS_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 60_000;
/** A connection on which nothing moves, in either direction. */
const SILENCE_TIMEOUT_MS = 60_000;
const UPKEEP_MS = 1_000;
/** Half-open is the connection below TLS; what HTTP makes of it is said to the server. Known to net.createServer, not to the types of https. */
const TLS = { minVersion: 'TLSv1.2', allowHalfOpen: true } as const;
/** What is being answered at the end has this long. */
const DRAIN_TIMEOUT_MS = 8_000;
const DRAIN_LOOK_MS = 50;
/** Retry-After while the gateway ends: another one is likely to be there. */
const ENDING_SECONDS = 2;

/** The OTLP/HTTP side of a gateway, with its health. */
export class LogReceiver {
  readonly #options: LogReceiverOptions;
  readonly #quotas: Quotas;
  readonly #server: Server | TlsServer;
  readonly #wrong = new WrongCredentials();
  readonly #open: OpenConnections | undefined;
  #draining = false;
  #connections = 0;
  #upkeep: NodeJS.Timeout | undefined;

  constructor(options: LogReceiverOptions) {
    this.#options = options;
    this.#quotas = new Quotas(options.quotas);
    const { maxConnections } = options;
    if (options.hasPrincipals) {
      const closed = (principal: string | undefined): void => {
        this.#count('refused');
        if (principal === undefined) options.telemetry.reportOnce('ERR_GATEWAY_CONNECTIONS', TOO_MANY_CONNECTIONS);
        else options.telemetry.reportOnce('ERR_GATEWAY_PRINCIPAL_CONNECTIONS', tooManyOf(principal));
      };
      this.#open = new OpenConnections({ maxConnections, tellsNetworks: !options.isLoopback, closed });
    }
    const limits = {
      headersTimeout: Math.min(HEADERS_TIMEOUT_MS, options.requestTimeoutMs),
      requestTimeout: options.requestTimeoutMs,
      keepAliveTimeout: IDLE_TIMEOUT_MS,
      connectionsCheckingInterval: UPKEEP_MS,
      maxHeaderSize: 16_384,
      insecureHTTPParser: false,
      requireHostHeader: true,
    };
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      void this.#answer(request, response).catch((cause: unknown) => {
        this.#refusalOf(cause); // counted and reported; a client that gets no answer comes again
        response.destroy();
      });
    };
    const material = options.tls?.();
    this.#server =
      material === undefined
        ? createServer(limits, answer)
        : createTlsServer({ ...limits, ...material, ...TLS, handshakeTimeout: limits.headersTimeout }, answer);
    this.#server.maxConnections = maxConnections;
    this.#server.timeout = SILENCE_TIMEOUT_MS;
    this.#server.on('connection', (socket: Socket) => this.#connected(socket));
    this.#server.on('clientError', (cause: NodeJS.ErrnoException, socket: Duplex) => {
      const outcome = refuseMalformed(cause, socket);
      if (outcome !== undefined) this.#count(outcome);
    });
    // Who says that he sends no more still waits for an answer (RFC 9112, section 9.6). Known to Node.js, not to its documentation.
    (this.#server as { httpAllowHalfOpen?: boolean }).httpAllowHalfOpen = true;
  }

  /** Resolves to where it listens. */
  listen({ host, port }: ListenAddress): Promise<string> {
    return new Promise((resolve, reject) => {
      const before = new Set(this.#server.rawListeners('listening'));
      const failed = (cause: Error): void => {
        // In a worker `node:cluster` leaves a listener of its own behind for each attempt, and Node warns of the eleventh.
        for (const added of this.#server.rawListeners('listening').filter((listener) => !before.has(listener))) {
          this.#server.off('listening', added as () => void);
        }
        reject(cause);
      };
      const listening = (): void => {
        this.#server.off('error', failed);
        this.#upkeep = setInterval(() => this.#keepUp(), UPKEEP_MS).unref();
        const { port: bound } = this.#server.address() as AddressInfo;
        const shown = host.includes(':') ? `[${host}]` : host;
        resolve(`${this.#options.tls === undefined ? 'http' : 'https'}://${shown}:${bound}`);
      };
      this.#server.once('error', failed).once('listening', listening);
      this.#server.listen(port, host);
    });
  }

  /** Answers what has begun and takes nothing more. */
  drain(): Promise<void> {
    this.#draining = true;
    clearInterval(this.#upkeep);
    return new Promise((resolve) => {
      const cut = setTimeout(() => this.#server.closeAllConnections(), DRAIN_TIMEOUT_MS);
      const idle = setInterval(() => this.#server.closeIdleConnections(), DRAIN_LOOK_MS);
      this.#server.close(() => {
        clearTimeout(cut);
        clearInterval(idle);
        resolve();
      });
      this.#server.closeIdleConnections();
    });
  }

  #connected(socket: Socket): void {
    this.#connections += 1;
    this.#open?.opened(socket);
    this.#options.telemetry.add(METRIC_GATEWAY_CONNECTIONS, this.#connections);
    socket.once('close', () => {
      this.#connections -= 1;
      this.#options.telemetry.add(METRIC_GATEWAY_CONNECTIONS, this.#connections);
    });
  }

  #keepUp(): void {
    const material = this.#options.tls?.();
    if (material !== undefined && material !== this.#material) (this.#server as TlsServer).setSecureContext(material);
    this.#material = material;
  }

  #material: TlsMaterial | undefined;

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const encoding = encodingOf(request);
    try {
      response.setHeader('X-Content-Type-Options', 'nosniff');
      const path = (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
      if (path === '/v1/logs') return await this.#export(request, response, encoding);
      if (!this.#health(path, request, response)) throw notHere(path);
    } catch (cause) {
      if (response.destroyed || response.socket === null) return; // the client has gone
      await this.#refuse(request, response, encoding ?? 'application/json', this.#refusalOf(cause));
    }
  }

  #health(path: string, { method }: IncomingMessage, response: ServerResponse): boolean {
    if (path !== '/' && path !== '/healthz' && path !== '/readyz') return false;
    if (method !== 'GET' && method !== 'HEAD') return false;
    const isReady = path !== '/readyz' || (!this.#draining && this.#options.isReady());
    response.writeHead(isReady ? 200 : 503, { 'Content-Type': 'application/json' });
    response.end(`${JSON.stringify(isReady ? { status: 'ok' } : this.#unready())}\n`);
    return true;
  }

  /** Says which receivers are away, and not where they are: nobody has shown yet who he is. */
  #unready(): object {
    if (this.#draining) return { status: 'not ready', reason: 'ending' };
    return { status: 'not ready', reason: 'the spool takes nothing', waitsFor: this.#options.waitsFor() };
  }

  async #export(request: IncomingMessage, response: ServerResponse, encoding: OtlpEncoding | undefined): Promise<void> {
    if (isSaidTwice(request)) {
      response.setHeader('Connection', 'close');
      throw new RequestRefused(400, 'A header stands there twice that may be there once.');
    }
    if (hasCodedTransfer(request)) {
      response.setHeader('Connection', 'close');
      throw new RequestRefused(501, 'Transfer-Encoding may be chunked, in HTTP/1.1, and nothing else.');
    }
    if (request.method !== 'POST') throw new RequestRefused(405, 'Logs are sent with POST.');
    if (encoding === undefined) {
      throw new RequestRefused(415, 'The Content-Type must be application/x-protobuf or application/json.');
    }
    const { requests, monotonicMs } = this.#options;
    const principal = this.#principalOf(request, response);
    if (this.#draining) throw new RequestRefused(503, 'The gateway is ending.', ENDING_SECONDS);
    const waitSeconds = this.#quotas.begin(principal.name, monotonicMs());
    if (waitSeconds !== undefined) {
      throw new RequestRefused(429, `${principal.name} sends more than it may.`, waitSeconds);
    }
    const spent = { bytes: 0, records: 0 };
    try {
      const taken = await requests.take(request, encoding, principal, spent);
      this.#count(taken.rejected === 0 ? 'accepted' : 'partial');
      if (this.#draining) response.setHeader('Connection', 'close');
      end(response, 200, encoding, exportBody(encoding, taken.rejected, taken.message));
    } finally {
      this.#quotas.end(principal.name, spent, monotonicMs());
    }
  }

  #principalOf(request: IncomingMessage, response: ServerResponse): Principal {
    const { authentication, monotonicMs, tooManyWrong } = this.#options;
    const { socket } = request;
    const waitSeconds = this.#wrong.waitSeconds(socket, monotonicMs());
    if (waitSeconds !== undefined) {
      throw new RequestRefused(429, 'Too many wrong credentials came from this address.', waitSeconds);
    }
    const principal = authentication(request);
    if (principal !== undefined) {
      this.#wrong.right(socket);
      this.#requireConnection(principal, response);
      return principal;
    }
    if (showsCredentials(request) && this.#wrong.wrong(socket, monotonicMs())) {
      tooManyWrong(socket.remoteAddress ?? '', WRONG_CREDENTIALS_DEFAULTS);
    }
    throw new RequestRefused(401, 'A known token or client certificate is needed.');
  }

  #requireConnection({ name }: Principal, response: ServerResponse): void {
    if (this.#open?.isKnown(response.req.socket, name, response) !== false) return;
    response.setHeader('Connection', 'close');
    throw new RequestRefused(429, `${name} has more connections than it may.`, 1);
  }

  #refusalOf(cause: unknown): RequestRefused {
    if (cause instanceof RequestRefused) return cause;
    const { telemetry } = this.#options;
    telemetry.add(METRIC_INTERNAL_ERRORS, 1, { code: 'ERR_GATEWAY_INTERNAL' });
    telemetry.reportOnce(
      'ERR_GATEWAY_INTERNAL',
      'A request failed in a way that is a defect; please report it.',
      cause,
    );
    return new RequestRefused(503, 'The gateway could not take the request.', 1);
  }

  async #refuse(
    request: IncomingMessage,
    response: ServerResponse,
    encoding: OtlpEncoding,
    { status, message, retryAfterSeconds }: RequestRefused,
  ): Promise<void> {
    this.#count(outcomeOf(status));
    if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(retryAfterSeconds));
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    if (status === 405) response.setHeader('Allow', 'POST');
    if (this.#draining) response.setHeader('Connection', 'close');
    await discard(request);
    if (!request.complete) response.setHeader('Connection', 'close');
    end(response, status, encoding, statusBody(encoding, status, message));
  }

  #count(outcome: string): void {
    this.#options.telemetry.add(METRIC_GATEWAY_REQUESTS, 1, { outcome });
  }
}

const TOO_MANY_CONNECTIONS =
  'Connections on which nobody has shown yet who he is were closed to make room for others. If all of them are real, raise gateway.maxConnections, of which one network may have an eighth.';

function tooManyOf(principal: string): string {
  return `${principal} has as many connections as are left for all others; his longest waiting ones are closed for newer ones. If all of them are real, raise gateway.maxConnections, of which one principal alone may have 7 of 16.`;
}

function notHere(path: string): RequestRefused {
  if (path === '/v1/traces' || path === '/v1/metrics') {
    const text = 'The gateway takes logs only: send traces and metrics to the collector itself';
    return new RequestRefused(404, `${text} (set OTEL_EXPORTER_OTLP_LOGS_ENDPOINT for the gateway).`);
  }
  return new RequestRefused(404, 'Logs are sent to /v1/logs.');
}

function encodingOf({ headers }: IncomingMessage): OtlpEncoding | undefined {
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  return type === 'application/json' || type === 'application/x-protobuf' ? type : undefined;
}

/** Of these the engine takes the first, and a proxy before the gateway may have taken the last. */
const SINGLE: readonly string[] = ['host', 'authorization', 'content-type', 'content-encoding'];

function isSaidTwice({ headersDistinct }: IncomingMessage): boolean {
  return SINGLE.some((name) => (headersDistinct[name]?.length ?? 0) > 1);
}

/** What the engine takes for chunked only by its last word, a proxy before the gateway may have read in another way (RFC 9112, section 6.1). */
function hasCodedTransfer({ headers, httpVersion }: IncomingMessage): boolean {
  const coding = headers['transfer-encoding'];
  return coding !== undefined && (httpVersion !== '1.1' || coding.trim().toLowerCase() !== 'chunked');
}

function outcomeOf(status: number): string {
  if (status === 401) return 'unauthenticated';
  if (status === 429) return 'throttled';
  return status === 503 ? 'unavailable' : 'refused';
}

function end(response: ServerResponse, status: number, encoding: OtlpEncoding, body: Buffer): void {
  response.writeHead(status, { 'Content-Type': encoding, 'Content-Length': body.length });
  response.end(body);
}
