import cluster from 'node:cluster';
import { gatewaySettings, startOwnMetrics } from '@otelseal/node/gateway';
import { startGateway } from '../start-gateway.js';
import { collectWithOneThread } from './collect-with-one-thread.js';
import { END_MESSAGE, TASK_VARIABLE, type WorkerMessage, type WorkerTask } from './worker-task.js';

/** One of several processes that share an address. It ends when it is asked to, and with the process that started it. */
async function work(): Promise<void> {
  collectWithOneThread();
  cluster.worker?.once('error', () => process.exit(69)); // the process that deals out connections was killed

  const tell = (message: WorkerMessage): void => {
    if (process.connected) process.send?.(message);
  };
  const { options, file } = JSON.parse(process.env[TASK_VARIABLE] ?? '{}') as WorkerTask;
  delete process.env[TASK_VARIABLE]; // none of the gateway's settings
  const asked = new Promise<void>((resolve) => {
    process.on('message', (message) => {
      if (message === END_MESSAGE) resolve();
    });
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve());
  });
  const settings = gatewaySettings(options, { environment: process.env, file });
  const endMetrics = await startOwnMetrics(process.env);
  const gateway = await startGateway(settings, { report: (line) => tell({ kind: 'report', line }) });
  tell({ kind: 'listening', url: gateway.url });
  await asked;
  await gateway.close();
  await endMetrics();
  process.exit(0);
}

work().catch((cause: unknown) => {
  process.stderr.write(`otelseal: a worker ended: ${String((cause as Error).message)}\n`);
  process.exit(69);
});
