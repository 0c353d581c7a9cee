import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { ok, run, usage } from './memory-io.js';

describe('otelseal', () => {
  it('shows its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(await run(['--version'])).toEqual({ code: ok, out: `${version}\n`, err: '' });
  });

  it('shows its commands, and the help of each', async () => {
    const { out } = await run(['--help']);
    for (const name of [
      'verify',
      'investigate',
      'coverage',
      'sanitize',
      'replay',
      'keys generate',
      'keys show',
      'keys rotate',
      'keys trust',
      'spool repair',
      'witness serve',
      'doctor',
    ]) {
      expect(out).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
      const help = await run([...name.split(' '), '--help']);
      expect([help.code, help.err, help.out.startsWith(`otelseal ${name} `)]).toEqual([ok, '', true]);
    }
  });

  it.each([
    [
      [],
      'a command is missing: verify, investigate, coverage, evidence export, evidence verify, sanitize, replay, keys generate, keys show, keys rotate, keys trust, spool repair, witness serve, gateway, doctor.',
    ],
    [['verfy'], 'There is no command "verfy". Did you mean verify?'],
    [['key', 'show'], 'There is no command "key". Did you mean keys?'],
    [['keys'], 'keys needs one of: generate, show, rotate, trust.'],
    [['keys', 'genrate'], 'There is no command "keys genrate". Did you mean keys generate?'],
    [['--json'], 'a command comes first'],
    [['\u001b]0;x\u0007'], 'There is no command "\\u001b]0;x\\u0007".'],
    [['__proto__'], 'There is no command "__proto__".'],
    [['evidence'], 'evidence needs one of: export, verify.'],
    [['witness'], 'witness needs one of: serve.'],
  ] as const)('refuses %j with 64', async (args, message) => {
    const ran = await run(args);
    expect([ran.code, ran.out]).toEqual([usage, '']);
    expect(ran.err).toContain(message);
  });
});

describe('a defect of the command', () => {
  it('is 70 and not the code of tampering, and shows nothing that a terminal would obey', async () => {
    const onOutput = (): never => {
      throw new TypeError('x is not\u001b[2J a function');
    };
    const { code, err } = await run(['--version'], { onOutput });
    expect(code).toBe(70);
    const said =
      'otelseal: a defect of this command, which says nothing about the evidence; please report it: TypeError:';
    expect(err.startsWith(`${said} x is not\\u001b[2J a function`)).toBe(true);
  });
});
