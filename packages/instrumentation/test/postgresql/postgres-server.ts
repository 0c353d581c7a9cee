import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { freePort } from '../../../../test/backends/free-port.ts';

/**
 * A PostgreSQL of its own for the tests of one file: a new cluster on a free port of this machine, gone afterwards. Debian's package is
 * `postgresql`; it refuses to run as root, and is run as an ordinary user then.
 */
export function postgresServer(): { readonly connection: () => pg.ClientConfig; readonly url: () => string } {
  let port = 0;
  let directory = '';
  let server: ChildProcess | undefined;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'otelseal-postgres-'));
    const user = ordinaryUser();
    if (user !== undefined) chownSync(directory, user.uid, user.gid);
    const options = { ...user, cwd: directory };
    const data = join(directory, 'data');
    execFileSync(program('initdb'), ['-D', data, '-U', 'shop', '-A', 'trust', '--no-sync'], {
      ...options,
      stdio: 'ignore',
    });
    port = await freePort();
    const settings = ['-c', 'fsync=off', '-c', 'shared_buffers=16MB'];
    server = spawn(
      program('postgres'),
      ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', directory, ...settings],
      {
        ...options,
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    await ready(server);
  });
  afterAll(async () => {
    const exited = new Promise((resolve) => server?.once('exit', resolve));
    server?.kill('SIGINT');
    if (server !== undefined) await exited;
    rmSync(directory, { recursive: true, force: true });
  });
  return {
    connection: () => ({ host: '127.0.0.1', port, user: 'shop', database: 'postgres' }),
    url: () => `postgresql://shop@127.0.0.1:${port}/postgres`,
  };
}

/** Path of one of PostgreSQL's programs, as Debian or the PATH has it; undefined when it is not installed. */
export function postgresProgram(name: string): string | undefined {
  const folders = [...globSync('/usr/lib/postgresql/*/bin'), ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.flatMap((folder) => globSync(join(folder, name)))[0];
}

function program(name: string): string {
  const found = postgresProgram(name);
  if (found === undefined)
    throw new Error(`These tests need PostgreSQL: install Debian's package postgresql (${name} is missing).`);
  return found;
}

function ordinaryUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const [, , uid, gid] = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)));
  });
}
