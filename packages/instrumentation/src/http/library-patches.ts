import { EventEmitter } from 'node:events';
import { builtInModule } from '../built-in-module.js';
import type { LibraryPatch, PatchOwner } from '../library-patch.js';
import type { Patches } from '../patches.js';
import { thrownInRequest } from '../process/thrown-in-request.js';
import { observeRequest } from '../request/observe-request.js';
import type { RawRequest, RawResponse } from '../request/raw-request.js';
import { emitterInRequest } from './emitter-in-request.js';

type Emit = (this: object, event: string | symbol, ...args: unknown[]) => boolean;
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

/** What a server emits with a request and its answer: a client that sends `Expect` is answered in place of a `request`, or has one later. */
const REQUESTS: readonly unknown[] = ['request', 'checkContinue', 'checkExpectation'];

function patchServer(server: object, owner: PatchOwner, patches: Patches): void {
  patches.wrap<Emit>(server, 'emit', (original) => {
    const isInnermost = original === EventEmitter.prototype.emit;
    return function emit(event, ...args) {
      if (!REQUESTS.includes(event) || !owner.isEnabled()) return Reflect.apply(original, this, [event, ...args]);
      const [request, response] = args as [RawRequest, RawResponse];
      return observeRequest(request, response, owner.settings(), (observed) => {
        const emitter =
          isInnermost || observed === undefined ? this : emitterInRequest(this, event as string, observed);
        try {
          return Reflect.apply(original, emitter, [event, ...args]);
        } catch (error) {
          if (observed !== undefined) thrownInRequest(error, observed);
          throw error;
        }
      });
    };
  });
}
