import { InstrumentationNodeModuleDefinition, InstrumentationNodeModuleFile } from '@opentelemetry/instrumentation';
import { InstrumentationOptionsError } from '../instrumentation-options-error.js';
import type { Patches } from '../patches.js';
import { errorProperty, errorStatus } from '../request/error-facts.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { genericUnknownError } from './generic-unknown-error.js';
import type {
  ApplyPipes,
  HandleException,
  HandleUnknownError,
  MapException,
  TryActivate,
  Validate,
} from './nest-internals.js';
import { requestOf } from './request-of.js';
import { watchGuards } from './watch-guards.js';
import { watchPipes, watchValidation } from './watch-pipes.js';

/** @stable */
export interface NestSecurityInstrumentationConfig extends SecurityInstrumentationConfig {
  /**
   * Keys of metadata that say what a handler needs, as set by `SetMetadata(key, …)`. Default `roles`, `permissions`,
   * `scopes`, as Nest's documentation and its common modules name them.
   */
  readonly permissionMetadata?: readonly string[] | undefined;
}

const DEFAULT_KEYS: readonly string[] = Object.freeze(['roles', 'permissions', 'scopes']);
const VERSIONS = ['>=11.0.0 <13'];

type Exported<Name extends string> = { readonly [N in Name]?: { readonly prototype: object } };

/**
 * Nest 11 and 12, on Express or Fastify: what guards, pipes and exceptions decide, for the one event of the answer. The requests
 * themselves are observed by the instrumentation of the platform below.
 *
 * @example registerInstrumentations({ instrumentations: [new ExpressSecurityInstrumentation(), new NestSecurityInstrumentation()] })
 * @stable
 */
export class NestSecurityInstrumentation extends SecurityInstrumentation<NestSecurityInstrumentationConfig> {
  /** @throws InstrumentationOptionsError when an option cannot be used */
  constructor(config: NestSecurityInstrumentationConfig = {}) {
    const keys = config.permissionMetadata ?? DEFAULT_KEYS;
    if (!Array.isArray(keys) || keys.some((key) => typeof key !== 'string')) {
      throw new InstrumentationOptionsError('ERR_REQUEST_OPTION', 'The option permissionMetadata is a list of texts.');
    }
    super('nestjs', config);
  }

  protected override init(): InstrumentationNodeModuleDefinition[] {
    const permissionKeys = (): readonly string[] => this.getConfig().permissionMetadata ?? DEFAULT_KEYS;
    const file = <Name extends string>(
      path: string,
      name: Name,
      patch: (prototype: object, patches: Patches) => void,
    ) =>
      new InstrumentationNodeModuleFile(
        path,
        VERSIONS,
        this.patching((exported: Exported<Name>, patches) => {
          patch(exported[name]?.prototype ?? missing(name), patches);
        }),
        () => {},
      );
    return [
      new InstrumentationNodeModuleDefinition('@nestjs/core', VERSIONS, undefined, undefined, [
        file('@nestjs/core/exceptions/exceptions-handler.js', 'ExceptionsHandler', (handler, patches) =>
          patches.wrap<HandleException>(handler, 'next', noting),
        ),
        file('@nestjs/core/exceptions/base-exception-filter.js', 'BaseExceptionFilter', (filter, patches) =>
          patches.wrap<HandleUnknownError>(filter, 'handleUnknownError', (original) =>
            genericUnknownError(original, () => this.settings.genericErrors),
          ),
        ),
        file('@nestjs/core/router/routes-resolver.js', 'RoutesResolver', (resolver, patches) =>
          patches.wrap<MapException>(resolver, 'mapExternalException', rememberingOrigin),
        ),
        file('@nestjs/core/guards/guards-consumer.js', 'GuardsConsumer', (consumer, patches) =>
          patches.wrap<TryActivate>(consumer, 'tryActivate', (original) => watchGuards(original, permissionKeys)),
        ),
        file('@nestjs/core/pipes/pipes-consumer.js', 'PipesConsumer', (consumer, patches) =>
          patches.wrap<ApplyPipes>(consumer, 'applyPipes', watchPipes),
        ),
      ]),
      new InstrumentationNodeModuleDefinition('@nestjs/common', VERSIONS, undefined, undefined, [
        file('@nestjs/common/pipes/validation.pipe.js', 'ValidationPipe', (pipe, patches) =>
          patches.wrap<Validate>(pipe, 'validate', watchValidation),
        ),
      ]),
    ];
  }
}

/** What Nest 11 made exceptions of its own of, which say less: the errors of the platform below about bodies and addresses. */
const ORIGINS = new WeakMap<object, unknown>();

const rememberingOrigin = (original: MapException): MapException =>
  function mapExternalException(error) {
    const exception = Reflect.apply(original, this, [error]);
    if (exception !== error && typeof exception === 'object' && exception !== null) ORIGINS.set(exception, error);
    return exception;
  };

const noting = (original: HandleException): HandleException =>
  function next(exception, host) {
    const request = requestOf(host?.getArgByIndex?.(0));
    if (request !== undefined) request.error = originOf(exception);
    return Reflect.apply(original, this, [exception, host]);
  };

/** Nest 12 leaves the platform's error at its own exception, as the cause, with the same status. */
function originOf(exception: unknown): unknown {
  if (typeof exception !== 'object' || exception === null) return exception;
  const cause = errorProperty(exception, 'cause');
  const status = errorStatus(cause);
  const isPlatforms = status !== undefined && status === errorStatus(exception);
  return ORIGINS.get(exception) ?? (isPlatforms ? cause : exception);
}

function missing(name: string): never {
  throw new TypeError(`${name} is not where it was`);
}
