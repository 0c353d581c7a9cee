import { type ChannelListener, subscribe, unsubscribe } from 'node:diagnostics_channel';
import { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { emitLine } from '../log-lines/emit-line.js';
import { reportOnce, unharmed } from '../report-once.js';
import { SecurityInstrumentation, type SecurityInstrumentationConfig } from '../security-instrumentation.js';
import { type PinoMessage, pinoLine } from './pino-line.js';
import { pinoLogger } from './pino-logger.js';

/** Options of the pino bridge. @experimental */
export interface PinoSecurityInstrumentationConfig extends SecurityInstrumentationConfig {
  /**
   * Whether lines without a `security` field become records. Default true. Where `@opentelemetry/instrumentation-pino` already sends a
   * logger's lines, only typed events are emitted whatever this says.
   */
  readonly plainRecords?: boolean;
}

/** @experimental */
export const PINO_DEFAULTS: Required<Pick<PinoSecurityInstrumentationConfig, 'plainRecords'>> = Object.freeze({
  plainRecords: true,
});

const NAME = '@otelseal/instrumentation/pino';
/** pino's documented channel (docs/diagnostics.md): it tells of every line and changes nothing on its way to the destination. */
const CHANNEL = 'tracing:pino_asJson:end';

/**
 * Lines of pino become sanitized records, and lines with a `security` field typed events. It listens to pino's diagnostics channel: nothing
 * of pino is patched, so that no failure here can keep a line from its destination, and it does not matter how or when pino was loaded.
 *
 * @example
 * logger.warn({ security: { event: 'authn.login.failure', method: 'password', reason: 'wrong_password' } }, 'login failed');
 * @experimental
 */
export class PinoSecurityInstrumentation extends SecurityInstrumentation<PinoSecurityInstrumentationConfig> {
  declare private listener: ChannelListener | undefined;

  constructor(config: PinoSecurityInstrumentationConfig = {}) {
    super('pino', config);
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    return new InstrumentationNodeModuleDefinition('pino', ['<10', '>=11'], (exports: unknown, version?: string) => {
      reportOnce('ERR_LIBRARY_NOT_OBSERVED', `pino ${version} was found; lines are bridged from version 10`);
      return exports;
    });
  }

  override enable(): void {
    super.enable();
    if (this.listener !== undefined) return;
    this.listener = (message) => {
      unharmed('ERR_LINE_NOT_BRIDGED', 'a line of pino', () => this._bridge(message as PinoMessage));
    };
    subscribe(CHANNEL, this.listener);
  }

  override disable(): void {
    super.disable();
    if (this.listener !== undefined) unsubscribe(CHANNEL, this.listener);
    this.listener = undefined;
  }

  private _bridge(message: PinoMessage): void {
    const logger = pinoLogger(message.instance);
    const { plainRecords = PINO_DEFAULTS.plainRecords } = this.getConfig();
    emitLine(() => pinoLine(message, logger), {
      scopeName: NAME,
      plainRecords: plainRecords && !logger.isSentByOpenTelemetry,
    });
  }
}
