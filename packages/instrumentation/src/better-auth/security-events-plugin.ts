import { security } from '@otelseal/security-events';
import { unharmed } from '../report-once.js';
import { actorOfUser } from '../request/actor-of-user.js';
import { sessionName } from '../sessions/session-name.js';
import type { EndpointContext } from './endpoint-context.js';
import { tellEndpoint } from './tell-endpoint.js';

/** A plugin of better-auth, as far as one is made here. @experimental */
export interface BetterAuthSecurityPlugin {
  readonly id: 'otelseal-security-events';
  readonly hooks: {
    readonly after: readonly {
      readonly matcher: () => boolean;
      readonly handler: (context: never) => Promise<object>;
    }[];
  };
  readonly init: () => object;
}

export const PLUGIN_ID = 'otelseal-security-events';
const DEFECT = 'ERR_LIBRARY_NOT_OBSERVED';

/**
 * The plugin that tells of sign-ins, sign-ups, sign-outs, passwords and second factors; the last in the list, so that it sees what the other
 * plugins have decided. The instrumentation adds it by itself; list it where no hook for ES modules is registered.
 *
 * @example const auth = betterAuth({ …, plugins: [twoFactor(), securityEvents()] })
 * @experimental
 */
export function securityEvents(isEnabled: () => boolean = () => true): BetterAuthSecurityPlugin {
  const told = (what: string, tell: () => void) => {
    if (isEnabled()) unharmed(DEFECT, what, tell);
  };
  return {
    id: PLUGIN_ID,
    hooks: {
      after: [
        {
          matcher: () => true,
          handler: async (context: unknown) => {
            told('an endpoint of better-auth', () => tellEndpoint(context as EndpointContext));
            return {};
          },
        },
      ],
    },
    // By the time a hook of `/sign-out` runs nobody knows whose session it was; the database still does.
    init: () => ({
      options: {
        databaseHooks: {
          session: {
            delete: {
              after: async (session: DeletedSession, context: { readonly path?: unknown } | null) =>
                told('a session of better-auth', () => signedOut(session, context?.path)),
            },
          },
        },
      },
    }),
  };
}

interface DeletedSession {
  readonly token?: unknown;
  readonly userId?: unknown;
}

function signedOut({ token, userId }: DeletedSession, path: unknown): void {
  if (path !== '/sign-out') return;
  const actor = actorOfUser({ id: userId });
  security.session.logout({
    ...(actor && { actor }),
    ...(typeof token === 'string' ? { session: { id: sessionName(token) } } : {}),
  });
}
