import type { Instrumentation } from '@opentelemetry/instrumentation';
import { InstrumentationOptionsError } from './instrumentation-options-error.js';
import { INSTRUMENTATION_REGISTRY, type LibraryOptions } from './instrumentation-registry.js';
import { type RequestOptions, requestSettings } from './request/request-options.js';
import { INSTRUMENTATION_NAMES } from './when-loaded/library-modules.js';

export { INSTRUMENTATION_NAMES };

/** What the set of instrumentations takes: everything about requests once for all, and what a library takes by its name. @stable */
export interface SecurityInstrumentationsOptions extends Partial<RequestOptions> {
  /** Names of instrumentations that are left out. Default none. */
  readonly disabled?: readonly string[] | undefined;
  /** Further options of single libraries; they win over those for all. */
  readonly libraries?: LibraryOptions | undefined;
}

/**
 * All instrumentations, enabled: each waits for its library to be loaded and costs nothing without it. Create them before
 * the application loads its libraries.
 *
 * @throws InstrumentationOptionsError when a name is unknown or an option cannot be used
 * @example
 * const sdk = new NodeSDK({ instrumentations: securityInstrumentations({ trustedProxies: ['10.4.0.0/16'] }) });
 * @stable
 */
export function securityInstrumentations(options: SecurityInstrumentationsOptions = {}): Instrumentation[] {
  const { disabled = [], libraries = {}, ...forAll } = options;
  checkNames('disabled', disabled);
  checkNames('libraries', Object.keys(libraries));
  requestSettings(forAll);
  return INSTRUMENTATION_NAMES.filter((name) => !disabled.includes(name)).map((name) => {
    const create: (config: never) => Instrumentation = INSTRUMENTATION_REGISTRY[name];
    return create({ ...forAll, ...libraries[name] } as never);
  });
}

function checkNames(option: string, names: readonly string[]): void {
  const unknown = names.find((name) => !(INSTRUMENTATION_NAMES as readonly string[]).includes(name));
  if (unknown === undefined) return;
  throw new InstrumentationOptionsError(
    'ERR_UNKNOWN_INSTRUMENTATION',
    `${option} names "${unknown}", which is none of ${INSTRUMENTATION_NAMES.join(', ')}.`,
  );
}
