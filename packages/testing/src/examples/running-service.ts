import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** The example, started by its own script in the folder it was copied to. */
export interface RunningService {
  readonly url: string;
  /** Ends it as a service manager does, and resolves to its exit code or signal and what it said on standard error. */
  stop(): Promise<{ readonly code: number | null; readonly signal: string | null; readonly stderr: string }>;
}

/** Runs the `start` script of package.json; variables of the environment beat those of `.env`, as Node.js has it. */
export async function startService(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<RunningService> {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { scripts: { start: string } };
  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  const child = spawn('sh', ['-c', `exec ${scripts.start}`], {
    cwd: folder,
    env: { PATH: path, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const closed = once(child, 'close') as Promise<[number | null, string | null]>;
  const listening = new Promise<string>((resolve) => {
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const [, url] = /listening on (http:[\w:./-]+)/.exec(stdout) ?? [];
      if (url !== undefined) resolve(url);
    });
  });
  const url = await Promise.race([listening, closed.then(() => undefined)]);
  if (url === undefined) throw new Error(`the service ended before it listened: ${stderr}`);
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      const [code, signal] = await closed;
      return { code, signal, stderr };
    },
  };
}
