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
      this.patching((exports: unknown, patches) => {
        const line = linePrototype(exports);
        if (line !== undefined) this._patch(line, patches);
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
    if (level === undefined || !logger.isLevelEnabled(level)) return; // also what a format has dropped
    const { plainRecords = WINSTON_DEFAULTS.plainRecords } = this.getConfig();
    emitLine(() => winstonLine(info), {
      scopeName: NAME,
      plainRecords: plainRecords && !isSentByOpenTelemetry(logger),
      context: at,
    });
  }
}

/** Every logger, however it was made, inherits from the exported class. */
function linePrototype(exports: unknown): Line | undefined {
  const module = member(exports, 'Logger') === undefined ? member(exports, 'default') : exports;
  const prototype = member(member(module, 'Logger'), 'prototype');
  return typeof member(prototype, '_transform') === 'function' ? (prototype as Line) : undefined;
}

function isSentByOpenTelemetry(logger: Logger): boolean {
  return logger.transports.some(
    (transport) => member(member(transport, 'constructor'), 'name') === 'OpenTelemetryTransportV3',
  );
}
