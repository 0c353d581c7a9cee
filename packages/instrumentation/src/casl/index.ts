import { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { security } from '@otelseal/security-events';
import { commonJs } from '../common-js.js';
import { unharmed } from '../report-once.js';
import { currentRequest } from '../request/current-request.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { type Denial, denialOf, denialOfCheck } from './denial.js';

/** Options of the instrumentation of CASL. @experimental */
export interface CaslSecurityInstrumentationConfig extends SecurityInstrumentationConfig {
  /**
   * Whether `ability.can(…)` that answers no, and an error that `unlessCan` returns, explain a 403 of the same request. Default false: such
   * questions are also asked to leave a button out, and the last of them need not be why the request was refused.
   */
  readonly checks?: boolean;
}

/** @experimental */
export const CASL_DEFAULTS: Required<Pick<CaslSecurityInstrumentationConfig, 'checks'>> = Object.freeze({
  checks: false,
});

interface CaslModule {
  readonly ForbiddenError: { readonly prototype: object };
  readonly Ability: { readonly prototype: object };
}

type Check = (this: unknown, ...args: unknown[]) => unknown;
const DEFECT = 'ERR_LIBRARY_NOT_OBSERVED';

/**
 * CASL: `ForbiddenError.from(ability).throwUnlessCan(…)` that throws is a `security.authz.failure`, with the action, the subject's type and
 * its identifier; once a request, whatever the request is answered with.
 *
 * @example registerInstrumentations({ instrumentations: [new CaslSecurityInstrumentation()] })
 * @experimental
 */
export class CaslSecurityInstrumentation extends SecurityInstrumentation<CaslSecurityInstrumentationConfig> {
  constructor(config: CaslSecurityInstrumentationConfig = {}) {
    super('casl', config);
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    return new InstrumentationNodeModuleDefinition(
      '@casl/ability',
      ['>=7.0.0 <8'],
      this.patching((exports: CaslModule, patches) => {
        const { ForbiddenError, Ability } = commonJs(exports);
        patches.wrap<Check>(ForbiddenError.prototype, 'throwUnlessCan', throwing);
        patches.wrap<Check>(ForbiddenError.prototype, 'unlessCan', (original) =>
          this._answering(original, (answer) => (answer === undefined ? undefined : denialOf(answer))),
        );
        patches.wrap<Check>(Ability.prototype, 'can', (original) =>
          this._answering(original, (answer, args) => (answer === false ? denialOfCheck(args) : undefined)),
        );
      }),
    );
  }

  private _answering(
    original: Check,
    denial: (answer: unknown, args: readonly unknown[]) => Denial | undefined,
  ): Check {
    const instrumentation = this;
    return function (this: unknown, ...args) {
      const answer = Reflect.apply(original, this, args);
      const { checks = CASL_DEFAULTS.checks } = instrumentation.getConfig();
      if (checks)
        unharmed(DEFECT, 'a check of CASL', () => {
          const request = currentRequest();
          const denied = request && denial(answer, args);
          if (denied) request.note({ concern: 'authorization', ...denied });
        });
      return answer;
    };
  }
}

function throwing(original: Check): Check {
  return function throwUnlessCan(this: unknown, ...args) {
    try {
      return Reflect.apply(original, this, args);
    } catch (error) {
      unharmed(DEFECT, 'a denial of CASL', () => denied(denialOf(error)));
      throw error;
    }
  };
}

/** A page that asks for a hundred things it may not see is one refused request. */
function denied(denial: Denial | undefined): void {
  const request = currentRequest();
  if (denial !== undefined && (request === undefined || request.claim('authorization'))) security.authz.failure(denial);
}
