import { createServer, type IncomingHttpHeaders, request as requestHttp, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  /** Method and path, without what follows a question mark. */
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An answer of the stand-in itself, or what is passed on to the real server. */
export type Handled = { readonly status: number; readonly json: object } | { readonly passOn: Buffer | string };

/** A MOCK of those parts of a server that no package registry has, before the real server, if there is one: everything else is its own. */
export class StandIn {
  readonly url: string;
  /** Method and path of what the stand-in answered itself. */
  readonly answered: string[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** @param handle refuses by an error, whose message is answered with 400 */
  static async start(target: string | undefined, handle: (asked: Asked) => Handled): Promise<StandIn> {
    let standIn: StandIn | undefined;
    const server = createServer(async (request, answer) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const line = `${request.method} ${(request.url ?? '').replace(/\?.*$/s, '')}`;
      const handled = handledOr400(handle, { line, headers: request.headers, body: Buffer.concat(parts) });
      if ('status' in handled || target === undefined) {
        standIn?.answered.push(line);
        const { status, json } = 'status' in handled ? handled : { status: 404, json: { message: 'not found' } };
        answer.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(json));
        return;
      }
      const { host: _host, 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = request.headers;
      const body = Buffer.from(handled.passOn);
      const options = { method: request.method, headers: { ...headers, 'content-length': body.length } };
      const forwarded = requestHttp(new URL(request.url ?? '', target), options, (answered) => {
        answer.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(answer);
      });
      forwarded.once('error', (cause) => answer.writeHead(502).end(String(cause)));
      forwarded.end(body);
    });
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    standIn = new StandIn(server);
    return standIn;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((settle) => this.#server.close(() => settle()));
  }
}

function handledOr400(handle: (asked: Asked) => Handled, asked: Asked): Handled {
  try {
    return handle(asked);
  } catch (cause) {
    return { status: 400, json: { error: { reason: String(cause) }, status: 400 } };
  }
}
