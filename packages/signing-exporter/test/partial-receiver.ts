import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Waits with its first answer until it is told to, and then rejects one record of the batch without saying which. */
export class PartialReceiver {
  /** Resolves when the first request is there. */
  readonly asked: Promise<void>;
  answered = false;
  readonly #server: Server;
  #waiting: ServerResponse | undefined;

  private constructor() {
    let tell = (): void => {};
    this.asked = new Promise((resolve) => {
      tell = resolve;
    });
    this.#server = createServer((request, response) => {
      request.resume().on('end', () => {
        this.#waiting = response;
        tell();
      });
    });
  }

  static async start(): Promise<PartialReceiver> {
    const receiver = new PartialReceiver();
    await new Promise<void>((settle) => receiver.#server.listen(0, '127.0.0.1', settle));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1/logs`;
  }

  answer(): void {
    this.#waiting?.on('finish', () => {
      this.answered = true;
    });
    this.#waiting?.writeHead(200, { 'content-type': 'application/x-protobuf' });
    this.#waiting?.end(Buffer.from([0x0a, 2, 0x08, 1])); // ExportLogsPartialSuccess { rejected_log_records: 1 }
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((settle) => this.#server.close(() => settle()));
  }
}
