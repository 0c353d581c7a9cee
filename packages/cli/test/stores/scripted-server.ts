import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

import { StoreClient, type StoreClientSettings } from '../../src/stores/store-client.js';
import type { StoreOptions } from '../../src/stores/store-options.js';

/** What Elasticsearch is asked for. */
export interface SearchBody {
  readonly size: number;
  readonly search_after?: readonly number[];
  readonly query: { readonly bool: { readonly filter: unknown } };
}

/** What was asked. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON; undefined where there was none. */
  readonly body: SearchBody | undefined;
}

/** Status, content (as JSON, unless it is a text) and headers; or a function that answers by itself. */
export type Scripted =
  | { readonly status?: number; readonly content?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | ((answer: ServerResponse) => void);

export interface ScriptedServer {
  readonly url: string;
  readonly asked: Asked[];
  close(): Promise<void>;
}

/** A server for what real stores cannot be made to do: it answers as a script says. Gone after the test. @param port default: a free one */
export async function scriptedServer(
  script: (asked: Asked, count: number) => Scripted,
  port = 0,
): Promise<ScriptedServer> {
  const all: Asked[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const url = new URL(request.url ?? '', 'http://localhost');
    const text = Buffer.concat(parts).toString();
    const asked: Asked = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
    all.push(asked);
    const scripted = script(asked, all.length);
    if (typeof scripted === 'function') return scripted(response);
    const { status = 200, content = {}, headers = {} } = scripted;
    response.writeHead(status, headers).end(typeof content === 'string' ? content : JSON.stringify(content));
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const close = (): Promise<void> =>
    new Promise((closed) => {
      server.closeAllConnections();
      server.close(() => closed());
    });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(close);
  return { url, asked: all, close };
}

export const NO_OPTIONS: StoreOptions = Object.freeze({
  authorization: undefined,
  tenant: undefined,
  ca: undefined,
  certificate: undefined,
  key: undefined,
  selector: '{service_name=~".+"}',
  index: 'logs-*',
  timeoutMs: 180_000,
});

/** A client that is in a hurry. */
export function hurriedClient(
  url: string,
  options: Partial<StoreOptions> = {},
  settings: Partial<StoreClientSettings> = {},
): StoreClient {
  return new StoreClient(url, { ...NO_OPTIONS, ...options }, { firstPauseMs: 1, attempts: 3, ...settings });
}
