import { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import type { Patches } from '../patches.js';
import { unharmed } from '../report-once.js';
import { currentRequest } from '../request/current-request.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';

interface Limiter {
  readonly points?: unknown;
  readonly keyPrefix?: unknown;
}
type Consume = (this: Limiter, ...args: unknown[]) => Promise<unknown>;

/**
 * rate-limiter-flexible: a limiter that refuses says so to the request in which it was asked, so that the 429 which the
 * application makes of it carries the limit, the limiter's name and how often it was asked.
 *
 * @example registerInstrumentations({ instrumentations: [new HttpSecurityInstrumentation(), new RateLimiterFlexibleSecurityInstrumentation()] })
 * @stable
 */
export class RateLimiterFlexibleSecurityInstrumentation extends SecurityInstrumentation {
  constructor(config: SecurityInstrumentationConfig = {}) {
    super('rate-limiter-flexible', config);
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    return new InstrumentationNodeModuleDefinition(
      'rate-limiter-flexible',
      ['>=5.0.0 <12'],
      this.patching((limiters: Readonly<Record<string, unknown>>, patches) => {
        for (const limiter of Object.values(limiters)) if (typeof limiter === 'function') patchClass(limiter, patches);
      }),
    );
  }
}

/** Limiters on stores share the method of a class that is not exported. */
function patchClass({ prototype }: { readonly prototype?: object }, patches: Patches): void {
  for (let owner = prototype; owner !== undefined && owner !== null; owner = Object.getPrototypeOf(owner)) {
    if (!Object.hasOwn(owner, 'consume')) continue;
    patches.wrap<Consume>(owner, 'consume', observing);
    return;
  }
}

const observing = (original: Consume): Consume =>
  async function consume(...args) {
    try {
      return await Reflect.apply(original, this, args);
    } catch (refused) {
      noteRefusal(this, refused);
      throw refused;
    }
  };

/** Refusals are no errors but counts; an error is a store that failed. */
function noteRefusal({ points, keyPrefix }: Limiter, refused: unknown): void {
  unharmed('ERR_LIBRARY_NOT_OBSERVED', 'a refusal of rate-limiter-flexible could not be noted', () => {
    const { consumedPoints } = (refused ?? {}) as { readonly consumedPoints?: unknown };
    if (typeof consumedPoints !== 'number' || typeof points !== 'number') return;
    const policy = typeof keyPrefix === 'string' && keyPrefix !== '' ? keyPrefix : 'rate-limiter-flexible';
    currentRequest()?.note({ concern: 'rate_limit', limit: points, policy, attempts: consumedPoints });
  });
}
