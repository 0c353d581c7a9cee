import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';

import { PeerUnavailable } from './peer-unavailable.ts';

/** So that a build leaves the machine usable. */
const NICENESS = 10;

/**
 * Runs the Go command, as in `go build`.
 * @throws {PeerUnavailable} when this machine lacks Go or the module proxy does not give what go.sum names
 */
export async function go(args: readonly string[], folder: string): Promise<void> {
  try {
    await run('go', args, folder);
  } catch (cause) {
    const reason = reasonWhyNot((cause as Error).message);
    throw reason === undefined ? cause : new PeerUnavailable(reason, { cause });
  }
}

/** Says why a Go build cannot be done on this machine; undefined when the build itself is at fault. */
export function reasonWhyNot(output: string): string | undefined {
  if (/\bgo\b.*ENOENT/.test(output)) return 'Go is not installed; the peer is built with it (https://go.dev/dl)';
  const tooOld = /requires go >= (\S+)(?: \(running go (\S+?)[;)])?/.exec(output);
  if (tooOld) return `Go ${tooOld[1]} is needed to build the peer${tooOld[2] ? `, this is ${tooOld[2]}` : ''}`;
  const line = output
    .split('\n')
    .find((text) =>
      /dial tcp|lookup .* on|module lookup disabled|unexpected status|\b(?:403|404) |TLS handshake|i\/o timeout/.test(
        text,
      ),
    );
  return line === undefined
    ? undefined
    : `the Go module proxy did not give what go.sum names: ${line.trim().slice(0, 200)}`;
}

/** Runs a program of a build at low priority. @throws with the end of what it printed */
export function run(command: string, args: readonly string[], folder: string): Promise<void> {
  return new Promise((settle, refuse) => {
    const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    if (child.pid !== undefined) setPriority(child.pid, NICENESS);
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (cause) => refuse(new Error(`${command} could not be started: ${cause.message}`, { cause })));
    child.once('close', (code) =>
      code === 0 ? settle() : refuse(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output}`)),
    );
  });
}

/** Says why the Python package index did not give a package, from what pip printed. */
export function reasonOfPackageIndex(output: string): string {
  if (/python3.*ENOENT|No module named pip/.test(output)) return 'needs python3 with pip: apt-get install python3-pip';
  const line = output.split('\n').find((text) => /^ERROR/.test(text)) ?? output;
  return `the Python package index did not give a package: ${line.trim().slice(0, 200)}`;
}
