import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';

// A process of its own loads its library and an SDK anew, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

/** What a program left behind. */
export interface ProgramRun {
  readonly records: readonly {
    readonly eventName?: string;
    readonly severityNumber?: number;
    readonly body?: unknown;
    readonly attributes: Readonly<Record<string, unknown>>;
  }[];
  /** What the program itself printed. */
  readonly printed: string;
  readonly errors: string;
}

/** Both ways in which an application may load a library. */
export const MODULE_FORMATS = ['module', 'commonjs'] as const;

/** For each when its instrumentation is made: before, with options, or without by the loading itself, as under `attach`. */
export const LOADING_WAYS = [
  ...MODULE_FORMATS,
  'module, instrumented by that',
  'commonjs, instrumented by that',
] as const;

/**
 * Runs a program in its own process with the built instrumentations in front, as a preload would bring them.
 *
 * @param endsWith its exit code
 */
export function runProgram(
  format: (typeof LOADING_WAYS)[number],
  program: string,
  instrumentations: readonly string[],
  options: object = {},
  endsWith = 0,
): ProgramRun {
  const preload = fileURLToPath(new URL('preload.mjs', import.meta.url));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', preload, `--input-type=${format.split(',')[0]}`, '--eval', program],
    {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      encoding: 'utf8',
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        TEST_INSTRUMENTATIONS: instrumentations.join(','),
        TEST_OPTIONS: JSON.stringify(options),
        TEST_WHEN_LOADED: format.endsWith('by that') ? '1' : '',
      },
    },
  );
  if (status !== endsWith) throw new Error(`The program failed: ${stderr}`);
  const lines = stdout.split('\n');
  return { records: JSON.parse(lines.pop() ?? ''), printed: lines.join('\n').trim(), errors: stderr };
}
