import { readFileSync } from 'node:fs';
import { type IncomingMessage, request as requestHttp, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';

import { type Certificates, read } from './certificates.ts';

export interface Guard {
  /** What the documented role may ask: method and path. */
  readonly allows: RegExp;
  /** Value of `Authorization` that is let in. Default: no credentials are wanted. */
  readonly authorization?: string;
  /** Whether whoever asks must show a certificate of the authority. */
  readonly wantsCertificate?: boolean;
}

/**
 * A proxy with TLS in front of a real store: it stands for the store's own security, which is in no package registry, and for the proxy
 * that Loki needs anyway. What is not allowed is refused with 403, what does not come from whom it should with 401.
 */
export class GuardedStore {
  readonly url: string;
  /** Method and path of everything that was let through. */
  readonly asked: string[] = [];
  readonly refused: string[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `https://localhost:${(server.address() as AddressInfo).port}`;
  }

  static async start(target: string, guard: Guard, certificates: Certificates): Promise<GuardedStore> {
    const { wantsCertificate = false } = guard;
    const ca = readFileSync(certificates.authority, 'utf8');
    const tls = {
      ...read(certificates.server),
      ca,
      requestCert: wantsCertificate,
      rejectUnauthorized: wantsCertificate,
    };
    let store: GuardedStore | undefined;
    const server = createServer(tls, (asked, answer) => store?.take(target, guard, asked, answer));
    await new Promise<void>((settle) => server.listen(0, 'localhost', settle));
    store = new GuardedStore(server);
    return store;
  }

  take(target: string, { allows, authorization }: Guard, asked: IncomingMessage, answer: ServerResponse): void {
    const { method = '', url = '' } = asked;
    const { authorization: given, host: _host, ...headers } = asked.headers;
    const line = `${method} ${url.replace(/\?.*$/s, '')}`;
    if (authorization !== undefined && given !== authorization) {
      this.refused.push(line);
      // As careless as some are: it repeats what it was told.
      answer.writeHead(401).end(`no such credentials: ${given}`);
    } else if (!allows.test(line)) {
      this.refused.push(line);
      answer.writeHead(403).end('this role may not do that');
    } else {
      this.asked.push(line);
      const forwarded = requestHttp(new URL(url, target), { method, headers }, (answered) => {
        answer.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(answer);
      });
      forwarded.once('error', (cause) => answer.writeHead(502).end(String(cause)));
      asked.pipe(forwarded);
    }
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((settle) => this.#server.close(() => settle()));
  }
}
