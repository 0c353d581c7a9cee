import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface AppRun {
  readonly child: ChildProcess;
  /** Resolves when the application has printed this line. */
  saying(line: string): Promise<void>;
  /** How it ended. */
  readonly ended: Promise<{
    readonly code: number | null;
    readonly signal: string | null;
    readonly stdout: string;
    readonly stderr: string;
  }>;
}

/** What a registered service gets besides the variables of a test: nothing of this machine, no traces, no metrics. */
const QUIET = {
  OTEL_SERVICE_NAME: 'shop',
  OTEL_TRACES_EXPORTER: 'none',
  OTEL_METRICS_EXPORTER: 'none',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
};

/** Runs one of the applications in ../register/apps under `--import @otelseal/node/register`. */
export function runApp(app: string, environment: Record<string, string>, before: readonly string[] = []): AppRun {
  const path = (name: string): string => fileURLToPath(new URL(`../register/apps/${name}.mjs`, import.meta.url));
  const imports = [...before.map(path), '@otelseal/node/register'].flatMap((module) => ['--import', module]);
  return runNode([...imports, path(app)], environment);
}

/** Runs Node in this package's folder, which resolves what the tests have installed. */
export function runNode(
  args: readonly string[],
  environment: Record<string, string>,
  { node = process.execPath, folder = fileURLToPath(new URL('../..', import.meta.url)) } = {},
): AppRun {
  const child = spawn(node, args, {
    env: { PATH: process.env['PATH'] ?? '', ...QUIET, ...environment },
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended: AppRun['ended'] = new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const saying = async (line: string): Promise<void> => {
    while (!stdout.includes(`${line}\n`)) {
      const late = new Promise((resolve) => setTimeout(resolve, 10));
      const over = await Promise.race([late, ended]);
      if (over !== undefined) throw new Error(`ended before it said ${line}: ${stderr}`);
    }
  };
  return { child, saying, ended };
}
