import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

const running: Server[] = [];

afterEach(() => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Serves on a free port of this machine until the test ends; returns a `fetch` of it. */
export async function served(
  listener: RequestListener,
): Promise<(path: string, options?: RequestInit) => Promise<Response>> {
  return fetching(createServer(listener));
}

/** The same for a server that something else made. */
export async function fetching(server: Server): Promise<(path: string, options?: RequestInit) => Promise<Response>> {
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return (path, options) => fetch(`http://127.0.0.1:${port}${path}`, options);
}
