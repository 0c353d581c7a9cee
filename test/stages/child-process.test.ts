import { describe, expect, it } from 'vitest';

import { runToEnd } from './child-process.js';

const script = (code: string) => ['--input-type=module', '--eval', code];
const LEAVES_ONE = `import { spawn } from 'node:child_process';
spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000) // left over'], { detached: true, stdio: 'ignore' }).unref();`;

describe('a command of a stage', () => {
  it('answers with its code and output', async () => {
    const code = "console.log('one'); console.error('two'); process.exitCode = 4;";
    const ended = await runToEnd(process.execPath, script(code), { output: 'keep', timeoutMs: 10_000 });
    expect(ended).toEqual({ code: 4, output: 'one\ntwo\n', leftBehind: [] });
  });

  it('is told of processes it leaves behind, even in groups of their own, and they are ended', async () => {
    const { leftBehind } = await runToEnd(process.execPath, script(LEAVES_ONE), { output: 'keep', timeoutMs: 10_000 });
    expect(leftBehind).toEqual([expect.stringContaining('left over')]);
  });

  it('is ended when it takes too long', async () => {
    const { code } = await runToEnd(process.execPath, script('setInterval(() => {}, 1000)'), {
      output: 'keep',
      timeoutMs: 300,
    });
    expect(code).not.toBe(0);
  });

  it('that does not exist fails with a reason', async () => {
    const { code, output } = await runToEnd('no-such-command', [], { output: 'keep', timeoutMs: 1_000 });
    expect(code).toBe(69);
    expect(output).toContain('no-such-command could not be started');
  });
});
