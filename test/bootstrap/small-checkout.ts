import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BOOTSTRAP = fileURLToPath(new URL('../../bootstrap.mjs', import.meta.url));

const MS: Readonly<Record<string, string>> = {
  '2.1.2': 'sha512-sGkPx+VjMtmA6MX27oA4FBFELFCZZ4S4XqeGOXCv68tT+jb3vk/RyaKWP0PTKyWtmLSM0b+adUTEvbs1PEaH2w==',
  '2.1.3': 'sha512-6FlzubTLZG3J2a/NVCAleEhjzq5oxgHyaCU9yYXvcLsvoVaHJq/s5xXI6/XXP6tz7R9xAOtHnSO/tXtF3WRTlA==',
};

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A checkout with our bootstrap, one dependency, a build step and a script, in a folder of its own. */
export class SmallCheckout {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'otelseal-checkout-'));

  constructor() {
    cpSync(BOOTSTRAP, this.path('bootstrap.mjs'));
    this.write('build.mjs', "import { appendFileSync } from 'node:fs'; appendFileSync('builds.txt', 'built ');");
    this.write('script.mjs', 'console.log(process.version, ...process.argv.slice(2)); process.exitCode = 7;');
    this.depend('2.1.3');
  }

  /** Pins the dependency to a version, as a change of the lock file does. */
  depend(version: '2.1.2' | '2.1.3'): void {
    const dependencies = { ms: version };
    const packages = { '': { dependencies }, 'node_modules/ms': { version, integrity: MS[version] } };
    this.write('package.json', JSON.stringify({ private: true, scripts: { build: 'node build.mjs' }, dependencies }));
    this.write('package-lock.json', JSON.stringify({ lockfileVersion: 3, requires: true, packages }));
  }

  write(file: string, text: string): void {
    writeFileSync(this.path(file), text);
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  start(node: string, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
    return spawn(node, ['bootstrap.mjs', ...args], {
      cwd: this.folder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async run(node: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
    return ended(this.start(node, args, env));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function ended(child: ChildProcess): Promise<Ran> {
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.on('data', (chunk: Buffer) => {
      text[name] += chunk.toString();
    });
  }
  return new Promise((settle) => child.once('close', (code) => settle({ code: code ?? -1, ...text })));
}
