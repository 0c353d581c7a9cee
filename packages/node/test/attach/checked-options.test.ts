import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { OPTION_VARIABLES } from '../../src/configuration/environment.js';
import { runNode } from '../support/run-app.js';

const ATTACH = '@otelseal/node/attach';
const WITHOUT_LOGS = fileURLToPath(new URL('apps/without-logs.yaml', import.meta.url));
const SETTINGS_ARE_LOADED =
  'Object.keys(require.cache).some((file) => /[/\\\\]joined[/\\\\]settings\\.js$/.test(file))';

async function afterAttaching(environment: Record<string, string>) {
  const { code, stdout } = await runNode(['--import', ATTACH, '-p', SETTINGS_ARE_LOADED], environment).ended;
  return { code, stdout: stdout.trim() };
}

describe('the schema of the settings', { timeout: 120_000 }, () => {
  it('is not loaded by attach for a service that sets nothing', async () => {
    expect(await afterAttaching({})).toEqual({ code: 0, stdout: 'false' });
  });

  it.each<[string, Record<string, string>]>([
    ['a variable', { OTELSEAL_INSTRUMENTATIONS_DISABLED: 'pino' }],
    ['a configuration file', { OTEL_CONFIG_FILE: WITHOUT_LOGS }],
  ])('is loaded by attach for a service that sets something by %s', async (_, environment) => {
    expect(await afterAttaching(environment)).toEqual({ code: 0, stdout: 'true' });
  });

  it('is loaded by attach for a misspelt variable in small letters, too, which ends the process', async () => {
    expect((await afterAttaching({ otelseal_spool_dri: '/tmp' })).code).toBe(64);
  });

  it.each(['OTELSEL_SPOOL_DIR', 'OTEL_SEAL_SPOOL_DIR'])(
    'is loaded by attach for a variable whose first letters are misspelt, too, which ends the process: %s',
    async (name) => {
      expect((await afterAttaching({ [name]: '/tmp' })).code).toBe(64);
    },
  );

  it('has no variable by which attach could not tell that something is set', () => {
    expect([...OPTION_VARIABLES.keys()].filter((name) => !name.startsWith('OTELSEAL'))).toEqual([]);
  });
});
