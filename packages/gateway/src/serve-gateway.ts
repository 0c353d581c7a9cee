import { type AllOptions, type GatewaySurroundings, gatewaySettings, startOwnMetrics } from '@otelseal/node/gateway';
import { checkedSettings } from './checked-settings.js';
import { startGateway } from './start-gateway.js';
import { collectWithOneThread } from './workers/collect-with-one-thread.js';
import { WorkerPool } from './workers/worker-pool.js';

/** What `serveGateway` needs of the process. @experimental */
export interface ServingPorts {
  /** Gets every report as one line. */
  readonly report: (line: string) => void;
  /** Called once, when records are taken. */
  readonly ready: (where: { readonly url: string; readonly forwards: readonly string[] }) => Promise<void> | void;
  /** Resolves when the gateway is to end. */
  readonly untilStopped: () => Promise<void>;
}

/**
 * Serves until it is stopped, in this process or in several, and resolves when everything that was acknowledged is delivered, or on disk
 * for the next start.
 *
 * @throws ConfigurationError for settings that cannot work, and the operating system's error where the address cannot be had
 * @experimental
 * @example
 * await serveGateway({ gateway: { forward: ['http://127.0.0.1:4319'] } }, { environment: process.env }, ports);
 */
export async function serveGateway(
  options: AllOptions,
  surroundings: GatewaySurroundings,
  { report, ready, untilStopped }: ServingPorts,
): Promise<void> {
  const settings = gatewaySettings(options, surroundings);
  const { workers } = checkedSettings(settings);
  const { forwards } = settings;
  if (workers === 1) {
    collectWithOneThread();
    const endMetrics = await startOwnMetrics(surroundings.environment);
    const gateway = await startGateway(settings, { report });
    await untilStoppedAfter(
      () => ready({ url: gateway.url, forwards }),
      untilStopped,
      () => gateway.close().then(endMetrics),
    );
    return;
  }
  settings.check();
  const ports = { report, shutdownTimeoutMs: settings.shutdownTimeoutMillis };
  const pool = new WorkerPool({ options, file: surroundings.file }, workers, ports);
  const url = await pool.start().catch(async (cause: unknown) => {
    await pool.end();
    throw cause;
  });
  await untilStoppedAfter(
    () => ready({ url, forwards }),
    untilStopped,
    () => pool.end(),
  );
}

async function untilStoppedAfter(
  ready: () => Promise<void> | void,
  untilStopped: () => Promise<void>,
  end: () => Promise<void>,
): Promise<void> {
  try {
    const stopped = untilStopped(); // a signal that comes while the line is written counts, too
    await ready();
    await stopped;
  } finally {
    await end();
  }
}
