import { describe, expect, it } from 'vitest';
import { preloadsSdk } from '../../src/attach/preloads-sdk.js';

const AUTO = '@opentelemetry/auto-instrumentations-node/register';

describe('an SDK on the command line', () => {
  it.each([
    [['--import', AUTO], {}],
    [['--env-file=.env', '--require', AUTO], {}],
    [['-r', AUTO], {}],
    [[`--import=${AUTO}`], {}],
    [[], { NODE_OPTIONS: `--max-old-space-size=64 --import ${AUTO}` }],
    [[], { NODE_OPTIONS: `--import "${AUTO}"` }],
  ])('is seen: %j %j', (execArgv, env) => {
    expect(preloadsSdk({ execArgv, env })).toBe(true);
  });

  it.each([
    [[], {}],
    [['--import', './otel.mjs'], {}],
    [['--import', '@opentelemetry/instrumentation/hook.mjs'], {}],
    [['--import', `${AUTO}-of-mine`], {}],
    [['--title', AUTO], {}],
  ])('is not made up, or libraries would be looked at too late: %j', (execArgv, env) => {
    expect(preloadsSdk({ execArgv, env })).toBe(false);
  });
});
