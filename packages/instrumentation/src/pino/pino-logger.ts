import { member } from '../log-lines/plain-copy.js';

/** What a logger was made with, as far as reading its lines needs. */
export interface PinoLogger {
  readonly messageKey: string;
  readonly errorKey: string;
  /** Under which name the logged object's fields stand; undefined: at the top. */
  readonly nestedKey: string | undefined;
  /** OpenTelemetry's own instrumentation sends this logger's lines. */
  readonly isSentByOpenTelemetry: boolean;
}

const known = new WeakMap<object, PinoLogger>();

/** Remembered per logger and child: both keep what they were made with. */
export function pinoLogger(instance: unknown): PinoLogger {
  if (typeof instance !== 'object' || instance === null) return described(undefined);
  const found = known.get(instance) ?? described(instance);
  known.set(instance, found);
  return found;
}

function described(instance: object | undefined): PinoLogger {
  const text = (name: string) => {
    const value = pinoProperty(instance, name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    messageKey: text('pino.messageKey') ?? 'msg',
    errorKey: text('pino.errorKey') ?? 'err',
    nestedKey: text('pino.nestedKey'),
    isSentByOpenTelemetry: hasOpenTelemetryStream(pinoProperty(instance, 'pino.stream')),
  };
}

/** pino's options live under symbols that only their descriptions tell apart; children inherit them. */
function pinoProperty(instance: unknown, description: string): unknown {
  for (let object = instance; typeof object === 'object' && object !== null; object = Object.getPrototypeOf(object)) {
    const symbol = Object.getOwnPropertySymbols(object).find((candidate) => candidate.description === description);
    if (symbol !== undefined) return (instance as Record<symbol, unknown>)[symbol];
  }
  return undefined;
}

/** `@opentelemetry/instrumentation-pino` puts a stream of its own beside the application's. */
function hasOpenTelemetryStream(stream: unknown): boolean {
  const streams = member(stream, 'streams');
  if (!Array.isArray(streams)) return false;
  return streams.some((entry) => member(member(member(entry, 'stream'), 'constructor'), 'name') === 'OTelPinoStream');
}
