import { describe, expect, it } from 'vitest';
import { runNode } from '../support/run-app.js';

const ATTACH = '@otelseal/node/attach';
const AUTO = '@opentelemetry/auto-instrumentations-node/register';
const OURS =
  'Object.keys(require.cache).flatMap((file) => /(requests|imported-api)\\.js$/.exec(file)?.[1] ?? []).join()';

async function loadedBy(option: '--import' | '--require') {
  const environment = { OTEL_LOGS_EXPORTER: 'none' };
  const { code, stdout } = await runNode([option, ATTACH, option, AUTO, '-p', OURS], environment).ended;
  return { code, stdout: stdout.trim() };
}

describe('what observes requests', { timeout: 120_000 }, () => {
  it('uses the API of OpenTelemetry that a CommonJS service has loaded, and not a second one', async () => {
    expect(await loadedBy('--require')).toEqual({ code: 0, stdout: 'requests' });
  });

  it('imports it where the SDK is made of ES modules', async () => {
    expect(await loadedBy('--import')).toEqual({ code: 0, stdout: 'requests,imported-api' });
  });
});
