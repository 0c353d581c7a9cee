/** Where every copy of `@opentelemetry/api` 1.x, of either module format, keeps what an SDK registers. */
const API_REGISTRY = Symbol.for('opentelemetry.js.api.1');
/** Where SDK 2.x registers its logger provider, by `@opentelemetry/api-logs`. */
const OLD_LOGS_GLOBAL = Symbol.for('io.opentelemetry.js.api.logs');
/** The contract number that api-logs 0.20x to 0.223 ask each other for. */
const OLD_LOGS_CONTRACT = 1;

/** Gets every logger provider that is registered or becomes so, within the registration and before a record can reach it. */
export type ProviderFound = (provider: object) => void;

type Holder = Record<PropertyKey, unknown>;

/**
 * Watches both places by accessors on them. The registry is never created here: an SDK whose API has another version than the
 * registry's creator could then not register at all.
 *
 * @param registryMade called when an SDK has made the registry, before it registers anything
 */
export function watchLoggerProviders(
  found: ProviderFound,
  registryMade: () => void = () => {},
  holder: object = globalThis,
): void {
  const globals = holder as Holder;
  whenAssigned(globals, API_REGISTRY, (registry) => {
    watchRegistry(registry, found);
    registryMade();
  });
  whenAssigned(globals, OLD_LOGS_GLOBAL, (getter) => {
    if (typeof getter === 'function') tell(found, getter(OLD_LOGS_CONTRACT));
  });
}

/** What an SDK has registered: which of its three parts, by the names of the registry. */
export function registeredParts(holder: object = globalThis): readonly string[] {
  const registry = (holder as Holder)[API_REGISTRY] as Holder | undefined;
  return ['trace', 'metrics', 'logs'].filter((part) => registry?.[part] !== undefined);
}

/** The accessor is the prototype's, so that the API's own property comes and goes as it likes (`logs.disable()`) and stays fast. */
function watchRegistry(registry: unknown, found: ProviderFound): void {
  if (typeof registry !== 'object' || registry === null) return;
  tell(found, (registry as Holder)['logs']);
  const watch = {
    configurable: true,
    get: () => undefined,
    set(this: object, provider: unknown): void {
      tell(found, provider);
      define(this, 'logs', provider);
    },
  };
  Object.setPrototypeOf(registry, Object.create(Object.getPrototypeOf(registry) as object, { logs: watch }));
}

function tell(found: ProviderFound, provider: unknown): void {
  if (typeof provider === 'object' && provider !== null) found(provider);
}

/** Calls `then` with what the property holds, or with the first value that is assigned to it; it is an ordinary property again after that. */
function whenAssigned(holder: Holder, key: PropertyKey, then: (value: unknown) => void): void {
  if (holder[key] !== undefined) {
    then(holder[key]);
    return;
  }
  Object.defineProperty(holder, key, {
    configurable: true,
    enumerable: true,
    get: () => undefined,
    set: (value: unknown): void => {
      define(holder, key, value);
      then(value);
    },
  });
}

function define(holder: object, key: PropertyKey, value: unknown): void {
  Object.defineProperty(holder, key, { value, configurable: true, enumerable: true, writable: true });
}
