import { builtInModule } from '../built-in-module.js';
import type { LibraryPatch, PatchOwner } from '../library-patch.js';
import type { Patches } from '../patches.js';
import { observeRequest } from '../request/observe-request.js';
import type { RawRequest, RawResponse } from '../request/raw-request.js';

type Emit = (this: unknown, event: string | symbol, ...args: unknown[]) => boolean;
type Http2 = typeof import('node:http2');

const http = builtInModule<typeof import('node:http')>('node:http');
const https = builtInModule<typeof import('node:https')>('node:https');

/** The classes of `node:http` and `node:https` are patched whichever way and whenever the application loads them, so that no hook is needed. */
export function patchServers(owner: PatchOwner, patches: Patches): void {
  patchServer(http.Server.prototype, owner, patches);
  patchServer(https.Server.prototype, owner, patches);
}

export function http2Patch(owner: PatchOwner): LibraryPatch {
  return {
    module: 'http2',
    versions: ['*'],
    patch: (http2: Http2, patches) => {
      // Its classes are not exported; a server that listens to nothing shows them.
      patchServer(Object.getPrototypeOf(http2.createServer()), owner, patches);
      patchServer(Object.getPrototypeOf(http2.createSecureServer()), owner, patches);
    },
  };
}

export function httpPatches(owner: PatchOwner, patches: Patches): readonly LibraryPatch[] {
  patchServers(owner, patches);
  return [http2Patch(owner)];
}

function patchServer(server: object, owner: PatchOwner, patches: Patches): void {
  patches.wrap<Emit>(
    server,
    'emit',
    (original) =>
      function emit(event, ...args) {
        if (event !== 'request' || !owner.isEnabled()) return Reflect.apply(original, this, [event, ...args]);
        const [request, response] = args as [RawRequest, RawResponse];
        return observeRequest(request, response, owner.settings(), () =>
          Reflect.apply(original, this, [event, ...args]),
        );
      },
  );
}
