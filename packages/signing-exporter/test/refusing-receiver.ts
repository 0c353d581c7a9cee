import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers 400 to every uncompressed request in which a text occurs, and 200 to all others. */
export class RefusingReceiver {
  readonly #server: Server;
  /** Accepted requests as they came. */
  readonly accepted: Buffer[] = [];
  refused = 0;

  private constructor(text: string) {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks);
        const refuse = body.includes(text);
        if (refuse) this.refused += 1;
        else this.accepted.push(body);
        response.writeHead(refuse ? 400 : 200).end();
      });
    });
  }

  static async start(text: string): Promise<RefusingReceiver> {
    const receiver = new RefusingReceiver(text);
    await new Promise<void>((settle) => receiver.#server.listen(0, '127.0.0.1', settle));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1/logs`;
  }

  has(text: string): boolean {
    return this.accepted.some((body) => body.includes(text));
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((settle) => this.#server.close(() => settle()));
  }
}
