// Runs the Python programs beside this file.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A decision as both verifiers give it. */
export interface Decision {
  readonly verdict: string;
  readonly exitCode: number;
  readonly reason: string;
  readonly findings: readonly {
    readonly verdict: string;
    readonly stream: string;
    readonly sequence: string;
    readonly field: string;
  }[];
  /** Names of the conditions that hold, in the order of precedence, each once. */
  readonly conditions: readonly string[];
}

/** What a verifier is given; trust file, requests and vocabulary are JSON. */
export interface LogCase {
  readonly trust: unknown;
  readonly vocabulary: readonly string[];
  readonly requests: readonly object[];
  readonly options?: object;
}

export function pythonDecisions(cases: readonly LogCase[]): Decision[] {
  return JSON.parse(python('verify.py', ['--cases'], JSON.stringify(cases))) as Decision[];
}

export function python(program: string, args: readonly string[], input = ''): string {
  // -B: no compiled files in the source tree.
  const options = { input, encoding: 'utf8', timeout: 50_000, maxBuffer: 64 * 1024 * 1024 } as const;
  const file = fileURLToPath(new URL(program, import.meta.url));
  const { error, status, stdout, stderr } = spawnSync('python3', ['-B', file, ...args], options);
  if (error && (error as NodeJS.ErrnoException).code === 'ENOENT') {
    throw new Error('python3 is not installed; the independent verifier needs Python 3.11 or newer.');
  }
  if (error || status !== 0) throw new Error(`${program} ended with ${status ?? String(error)}: ${stderr}`);
  return stdout;
}
