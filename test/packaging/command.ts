import { execFile } from 'node:child_process';

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Less than a test has, so that what hangs is named. */
const MOST_MS = 170_000;

/** Runs a program to its end in a folder; a program that fails is an answer, not an exception. */
export function command(
  folder: string,
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
  timeoutMs = MOST_MS,
): Promise<Answer> {
  return new Promise((settle) => {
    const options = {
      cwd: folder,
      env: { ...cleanEnvironment(), ...env },
      maxBuffer: 64 * 1024 * 1024,
      timeout: timeoutMs,
    };
    const child = execFile(program, args, options, (cause, stdout, stderr) => {
      const code = cause ? (child.exitCode ?? 1) : 0;
      settle({ code, stdout, stderr: stdout === '' && stderr === '' && cause ? String(cause) : stderr });
    });
  });
}

/** Ours without what npm and vitest add for themselves: a user's shell has none of it. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(npm_(config_local_prefix|package_|lifecycle_|command$)|VITEST|NODE_ENV$|NODE_OPTIONS$|TEST$|NODE_PATH$)/.test(
          name,
        ),
    ),
  );
}
