import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import type { Packed } from './installed-project.js';

/** A registry of npm that holds the packed packages, as they will be there when they are published. Everything else comes from where it does. */
export class LocalRegistry {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(packed: readonly Packed[]): Promise<LocalRegistry> {
    let registry: LocalRegistry | undefined;
    const server = createServer(({ url = '' }, answer) => {
      const asked = decodeURIComponent(url.slice(1));
      const one = packed.find(({ name }) => asked === name || asked === `${name}.tgz`);
      if (one === undefined) answer.writeHead(404).end('{}');
      else if (asked.endsWith('.tgz')) answer.end(readFileSync(one.tarball));
      else
        answer.setHeader('Content-Type', 'application/json').end(JSON.stringify(documentOf(one, registry?.url ?? '')));
    });
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    registry = new LocalRegistry(server);
    return registry;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((settle) => this.#server.close(() => settle()));
  }
}

/** What a registry says of a package with one version. */
function documentOf({ name, folder }: Packed, url: string): object {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string };
  const { version } = manifest;
  const dist = { tarball: `${url}/${name}.tgz` };
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
}
