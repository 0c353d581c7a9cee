import { type FileHandle, open } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { countRecords, type LogsRequest } from '../otlp/logs-request.js';
import { logsRequestLine } from '../otlp/logs-request-line.js';
import { type ReceiverFault, successBody } from './receiver-fault.js';
import { type ReadRequest, RefusedRequest, readRequest } from './request-body.js';
import { withoutLastRecords } from './without-last-records.js';

export interface OtlpReceiverOptions {
  /** Port on the loopback interface. Default 0: one that is free. */
  readonly port: number;
  /** Largest request in bytes, also after decompression. Default 20 MiB, as the collector's. */
  readonly maxRequestBytes: number;
  /** Connections at once; more are closed. Default 64. */
  readonly maxConnections: number;
  /** Requests remembered for tests; older ones are forgotten. Default 1,000. */
  readonly maxRemembered: number;
}

export const OTLP_RECEIVER_DEFAULTS: OtlpReceiverOptions = Object.freeze({
  port: 0,
  maxRequestBytes: 20 * 1024 * 1024,
  maxConnections: 64,
  maxRemembered: 1_000,
});

/** One request as it was received and answered. @experimental */
export interface ReceivedRequest {
  readonly contentType: string;
  readonly contentEncoding: string;
  /** Bytes on the wire, before decompression. */
  readonly wireBytes: number;
  readonly headers: IncomingMessage['headers'];
  /** Log records in the request. */
  readonly records: number;
  /** Log records that were written to the file. */
  readonly written: number;
  /** Status answered; 0 when the connection was closed instead. */
  readonly status: number;
}

/**
 * An OTLP/HTTP endpoint for logs on the loopback interface. It appends every request to a file as one line of OTLP JSON, in
 * the form of the collector's file exporter, before it answers.
 *
 * @example
 * const receiver = await OtlpReceiver.start('logs.jsonl');
 * new OTLPLogExporter({ url: receiver.url });
 * await receiver.close();
 * @experimental
 */
export class OtlpReceiver {
  /** Where to send: `http://127.0.0.1:<port>/v1/logs`. */
  readonly url: string;
  /** The last requests, oldest first. */
  readonly requests: ReceivedRequest[] = [];
  /** Log records written since the start. */
  records = 0;

  readonly #server: Server;
  readonly #file: FileHandle;
  readonly #options: OtlpReceiverOptions;
  readonly #faults: ReceiverFault[] = [];
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(server: Server, file: FileHandle, options: OtlpReceiverOptions) {
    this.#server = server;
    this.#file = file;
    this.#options = options;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/logs`;
    server.on('request', (request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  /** Listens; the file is created with mode 0600 if it is not there, and appended to if it is. */
  static async start(file: string, options: Partial<OtlpReceiverOptions> = {}): Promise<OtlpReceiver> {
    const all = { ...OTLP_RECEIVER_DEFAULTS, ...options };
    const handle = await open(file, 'a', 0o600);
    const server = createServer({ requestTimeout: 30_000 });
    server.maxConnections = all.maxConnections;
    try {
      await new Promise<void>((settle, refuse) => {
        server.once('error', refuse);
        server.listen(all.port, '127.0.0.1', settle);
      });
    } catch (cause) {
      await handle.close();
      throw cause;
    }
    return new OtlpReceiver(server, handle, all);
  }

  /** Makes the next `times` requests go wrong; faults asked for earlier come first. */
  failNext(fault: ReceiverFault, times = 1): void {
    for (let count = 0; count < times; count += 1) this.#faults.push(fault);
  }

  /** Finishes what was received, closes the connections and the file. */
  async close(): Promise<void> {
    const closed = new Promise<void>((settle) => this.#server.close(() => settle()));
    this.#server.closeIdleConnections();
    const patience = setTimeout(() => this.#server.closeAllConnections(), 2_000);
    await closed;
    clearTimeout(patience);
    await this.#writing;
    await this.#file.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (request.url !== '/v1/logs') throw new RefusedRequest(404, 'only /v1/logs is here');
      if (request.method !== 'POST') throw new RefusedRequest(405, 'method not allowed, supported: [POST]');
      await this.#receive(await readRequest(request, this.#options.maxRequestBytes), request, response);
    } catch (cause) {
      const status = cause instanceof RefusedRequest ? cause.status : 503;
      const message = cause instanceof RefusedRequest ? cause.message : 'the file could not be written';
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
      response.end(JSON.stringify({ code: status === 503 ? 14 : 3, message }));
    }
  }

  async #receive(read: ReadRequest, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.#faults.shift();
    const records = countRecords(read.logs);
    const note = (written: number, status: number): void => {
      const { contentType, contentEncoding, wireBytes } = read;
      this.requests.push({
        contentType,
        contentEncoding,
        wireBytes,
        headers: request.headers,
        records,
        written,
        status,
      });
      if (this.requests.length > this.#options.maxRemembered) this.requests.shift();
    };
    if (fault?.kind === 'hang-up') {
      note(0, 0);
      response.destroy();
      return;
    }
    if (fault?.kind === 'status') {
      note(0, fault.status);
      const retryAfter =
        fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
      response.writeHead(fault.status, { 'content-type': 'application/json', ...retryAfter }).end('{}');
      return;
    }
    if (fault?.kind === 'slow') await sleep(fault.delayMs);
    const rejected = fault?.kind === 'partial' ? Math.min(fault.rejected, records) : 0;
    await this.#append(withoutLastRecords(read.logs, rejected));
    const status = fault?.kind === 'lost-acknowledgement' ? fault.status : 200;
    note(records - rejected, status);
    response.writeHead(status, { 'content-type': read.contentType });
    response.end(successBody(read.contentType, rejected, fault?.kind === 'partial' ? fault.message : ''));
  }

  /** Appends one line; lines of concurrent requests never mix. A request without records leaves no line. */
  async #append(logs: LogsRequest): Promise<void> {
    const records = countRecords(logs);
    if (records === 0) return;
    const written = this.#writing.then(() => this.#file.appendFile(logsRequestLine(logs)));
    this.#writing = written.catch(() => {});
    await written;
    this.records += records;
  }
}
