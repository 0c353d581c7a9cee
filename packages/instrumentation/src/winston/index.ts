import { type Context, context } from '@opentelemetry/api';
import { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import type { Logger } from 'winston';
import { emitLine } from '../log-lines/emit-line.js';
import { member } from '../log-lines/plain-copy.js';
import type { Patches } from '../patches.js';
import { unharmed } from '../report-once.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { levelOf, winstonLine } from './winston-line.js';

/** Options of the winston bridge. @experimental */
export interface WinstonSecurityInstrumentationConfig extends SecurityInstrumentationConfig {
  /**
   * Whether lines without a `security` field become records. Default true. Where `@opentelemetry/winston-transport` is among a logger's
   * transports, only typed events are emitted whatever this says.
   */
  readonly plainRecords?: boolean;
}

/** @experimental */
export const WINSTON_DEFAULTS: Required<Pick<WinstonSecurityInstrumentationConfig, 'plainRecords'>> = Object.freeze({
  plainRecords: true,
});

const NAME = '@otelseal/instrumentation/winston';

interface WinstonModule {
  readonly createLogger?: (options: { readonly silent: boolean }) => Logger;
  readonly default?: WinstonModule;
}

/** The part of winston's logger that a line passes: `write` takes it, `_transform` formats it, `push` hands it to the transports. */
interface Line {
  write(this: Logger, info: unknown, ...rest: unknown[]): boolean;
  _transform(this: Logger, info: unknown, encoding: unknown, callback: unknown): void;
  push(this: Logger, info: unknown, encoding?: unknown): boolean;
}

/**
 * Lines of winston become sanitized records, and lines with a `security` field typed events. A line is looked at on its way to the
 * transports, after the logger's formats; it goes on whatever happens here. Lines below the levels of all transports are left alone.
 *
 * @example
 * logger.warn('login failed', { security: { event: 'authn.login.failure', method: 'password', reason: 'wrong_password' } });
 * @experimental
 */
export class WinstonSecurityInstrumentation extends SecurityInstrumentation<WinstonSecurityInstrumentationConfig> {
  constructor(config: WinstonSecurityInstrumentationConfig = {}) {
    super('winston', config);
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    return new InstrumentationNodeModuleDefinition(
      'winston',
      ['>=3.0.0 <4'],
      this.patching((exports: WinstonModule, patches) => {
        this._patch(linePrototype(exports), patches);
        return undefined;
      }),
    );
  }

  private _patch(line: Line, patches: Patches): void {
    const instrumentation = this;
    /** Where each line was logged: a logger whose transports are slow formats it later, in somebody else's context. */
    const loggedIn = new WeakMap<object, Context>();
    let current: Context | undefined;

    patches.wrap<Line['write']>(line, 'write', (original) => {
      return function write(this: Logger, info, ...rest) {
        if (typeof info === 'object' && info !== null) loggedIn.set(info, context.active());
        return original.call(this, info, ...rest);
      };
    });
    patches.wrap<Line['_transform']>(line, '_transform', (original) => {
      return function transform(this: Logger, info, encoding, callback) {
        const outer = current;
        current = loggedIn.get(info as object);
        try {
          original.call(this, info, encoding, callback);
        } finally {
          current = outer;
        }
      };
    });
    patches.wrap<Line['push']>(line, 'push', (original) => {
      return function push(this: Logger, info, encoding) {
        unharmed('ERR_LINE_NOT_BRIDGED', 'a line of winston', () => instrumentation._bridge(this, info, current));
        return original.call(this, info, encoding);
      };
    });
  }

  private _bridge(logger: Logger, info: unknown, at: Context | undefined): void {
    const level = levelOf(info);
    if (level === undefined || !isLevelEnabled(logger, level)) return; // also what a format has dropped
    const { plainRecords = WINSTON_DEFAULTS.plainRecords } = this.getConfig();
    emitLine(() => winstonLine(info), {
      scopeName: NAME,
      plainRecords: plainRecords && !isSentByOpenTelemetry(logger),
      context: at,
    });
  }
}

/** Every logger, however it was made, inherits from one class, which not every version of winston exports. */
function linePrototype(exports: WinstonModule): Line {
  // A namespace of the hook for ES modules has it at `default`; what winston itself calls so is something else.
  const { createLogger = exports.default?.createLogger } = exports;
  let prototype: unknown = createLogger?.({ silent: true }) ?? null;
  while (prototype !== null && !Object.hasOwn(prototype as object, '_transform')) {
    prototype = Object.getPrototypeOf(prototype);
  }
  if (prototype === null) throw new TypeError('loggers of this winston have no _transform');
  return prototype as Line;
}

/** As winston itself says it from 3.2 on. */
function isLevelEnabled(logger: Logger, level: string): boolean {
  if (typeof logger.isLevelEnabled === 'function') return logger.isLevelEnabled(level);
  const { levels, transports } = logger;
  const given = levels[level];
  const least =
    transports.length === 0 ? [logger.level] : transports.map((transport) => transport.level ?? logger.level);
  return given !== undefined && least.some((name) => (levels[name] ?? -1) >= given);
}

function isSentByOpenTelemetry(logger: Logger): boolean {
  return logger.transports.some(
    (transport) => member(member(transport, 'constructor'), 'name') === 'OpenTelemetryTransportV3',
  );
}
