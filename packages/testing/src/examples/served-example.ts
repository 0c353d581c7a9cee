import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OtlpReceiver } from '../receiver/otlp-receiver.js';
import { type RunningService, startService } from './running-service.js';

const CLI = fileURLToPath(new URL('../../../cli/bin/otelseal.mjs', import.meta.url));

/** What came of a day in an example. */
export interface ServedExample<Answers> {
  readonly answers: Answers;
  readonly ended: Awaited<ReturnType<RunningService['stop']>>;
  /** Everything that a receiver got, as OTLP JSON lines. */
  readonly file: string;
}

/** Starts an example that sends to a receiver of this process, uses it, and ends it as a service manager does. */
export async function serveExample<Answers>(
  folder: string,
  use: (service: RunningService) => Promise<Answers>,
): Promise<ServedExample<Answers>> {
  const file = join(folder, 'logs.jsonl');
  const receiver = await OtlpReceiver.start(file);
  try {
    const service = await startService(folder, {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', ''),
      OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: 'http/json',
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_NODE_RESOURCE_DETECTORS: 'env,host',
    });
    const answers = await use(service);
    return { answers, ended: await service.stop(), file };
  } finally {
    await receiver.close();
  }
}

/** Runs `npx otelseal …` as a README has it, in the folder of the example. */
export function runOtelseal(folder: string, command: string | undefined): string {
  const [, , ...args] = (command ?? '').split(/\s+/);
  return execFileSync(process.execPath, [CLI, ...args], { cwd: folder, encoding: 'utf8' });
}
