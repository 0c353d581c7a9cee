import { exec } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const A_MINUTE_MS = 60_000;

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly ms: number;
}

/** A command line as a reader would type it, with its output piped. */
function typed(line: string): Promise<Ran> {
  const startedMs = performance.now();
  const { FORCE_COLOR: _, ...env } = process.env;
  return new Promise((settle) => {
    const child = exec(line, { cwd: ROOT, env, maxBuffer: 16 * 1024 * 1024 }, (_cause, stdout) => {
      settle({ code: child.exitCode ?? 1, stdout, ms: performance.now() - startedMs });
    });
  });
}

const verdicts = (stdout: string) => stdout.split('\n').filter((line) => /^(NOT )?(INTACT|PROVEN)\b/.test(line));

const withoutNumbers = (line: string) =>
  line
    .replace(/[0-9a-f]{32}/g, 'STREAM')
    .replace(/\d+/g, 'N')
    .trim();

describe('npm start', () => {
  let demo: Ran;

  beforeAll(async () => {
    const { scripts } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as { scripts: { start: string } };
    demo = await typed(scripts.start);
  });

  it('ends well, within a minute', () => {
    expect(demo.code).toBe(0);
    expect(demo.ms).toBeLessThan(A_MINUTE_MS);
  });

  it('shows the untouched log as intact first, and the changed one as not intact', () => {
    expect(verdicts(demo.stdout)).toEqual([
      expect.stringMatching(/^INTACT\b/),
      expect.stringMatching(/^NOT INTACT (MODIFIED|DISPLAY_MISMATCH) [0-9a-f]{32} #\d+ \S+/),
    ]);
  });

  it('writes no colour into a pipe', () => {
    expect(demo.stdout).not.toContain('\u001B');
  });

  it('prints the lines that the README shows, numbers and names of streams aside', () => {
    const shown =
      readFileSync(`${ROOT}/README.md`, 'utf8')
        .match(/```text\n([\s\S]*?)\n```/)?.[1]
        ?.split('\n') ?? [];
    const printed = new Set(demo.stdout.split('\n').map(withoutNumbers));
    expect(shown).toHaveLength(8);
    expect(shown.filter((line) => !printed.has(withoutNumbers(line)))).toEqual([]);
  });

  it('prints commands that give the same answers when a reader repeats them', async () => {
    const commands = demo.stdout.match(/npx otelseal verify file:\S+ --trust \S+/g) ?? [];
    const repeated = await Promise.all(commands.map(typed));
    expect(repeated.map(({ code }) => code)).toEqual([0, 1]);
    expect(repeated.map(({ stdout }) => stdout.split('\n')[0])).toEqual(verdicts(demo.stdout));
  });
});
