import type { Clock } from '../ports/clock.js';
import { isProcessToEnd, whenProcessIsToEnd } from '../ports/ending-process.js';

/** How one request ended, as OpenTelemetry's transports say it. */
interface Response {
  readonly status: 'success' | 'failure' | 'retryable';
  readonly retryInMillis?: number | undefined;
}

/** OpenTelemetry's transport for one request. */
export interface RequestTransport {
  send(request: Uint8Array, timeoutMillis: number): Promise<Response>;
  shutdown(): void;
}

/** As OpenTelemetry's own retries. */
const MOST_RETRIES = 5;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;
const GROWTH = 1.5;
const JITTER = 0.2;

/**
 * Sends again as OpenTelemetry's transport does, within the same bounds, but not in a process that is to end: there the pauses of a
 * receiver that is away would outlast the service, so one that has begun is cut short.
 */
export class RetryingRequest implements RequestTransport {
  readonly #transport: RequestTransport;
  readonly #clock: Clock;

  constructor(transport: RequestTransport, clock: Clock) {
    this.#transport = transport;
    this.#clock = clock;
  }

  async send(request: Uint8Array, timeoutMillis: number): Promise<Response> {
    const deadlineMs = this.#clock.monotonicMs() + timeoutMillis;
    let response = await this.#transport.send(request, timeoutMillis);
    for (let retry = 0; retry < MOST_RETRIES && response.status === 'retryable' && !isProcessToEnd(); retry += 1) {
      const pauseMs = response.retryInMillis ?? pauseBefore(retry);
      const restMs = deadlineMs - this.#clock.monotonicMs();
      if (pauseMs > restMs) return response;
      await this.#pause(pauseMs);
      if (isProcessToEnd()) return response;
      response = await this.#transport.send(request, restMs);
    }
    return response;
  }

  shutdown(): void {
    this.#transport.shutdown();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        forget();
        resolve();
      };
      const cancel = this.#clock.setTimer(ms, end, true);
      const forget = whenProcessIsToEnd(end);
    });
  }
}

function pauseBefore(retry: number): number {
  const pause = FIRST_PAUSE_MS * GROWTH ** retry * (1 + JITTER * (2 * Math.random() - 1));
  return Math.min(pause, LONGEST_PAUSE_MS);
}
