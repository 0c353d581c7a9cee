import type { ObservedRequest } from '../request/observed-request.js';
import { runInRequest } from '../request/run-in-request.js';

type Listener = (this: unknown, ...args: unknown[]) => unknown;
type Listeners = Readonly<Record<string | symbol, Listener | Listener[] | undefined>>;

/**
 * The emitter with listeners that run in the request's context, whatever runs between here and them: who wrapped `emit` before us is inside of
 * us, and OpenTelemetry's instrumentation of http begins a context of its own there, which knows nothing of what is around it. The listeners
 * themselves see the emitter as it is.
 */
export function emitterInRequest(emitter: object, event: string, request: ObservedRequest): object {
  const { _events: events } = emitter as { readonly _events?: Listeners };
  const listening = events?.[event];
  if (events === undefined || listening === undefined) return emitter;
  const inRequest = (listener: Listener): Listener =>
    function listen(...args) {
      return runInRequest(request, () => Reflect.apply(listener, emitter, args));
    };
  const listeners = Array.isArray(listening) ? listening.map(inRequest) : inRequest(listening);
  const value = Object.create(events, { [event]: { value: listeners, enumerable: true } }) as Listeners;
  return Object.create(emitter, { _events: { value, writable: true } }) as object;
}
