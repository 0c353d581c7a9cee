import { describe, expect, it } from 'vitest';
import { preloads } from '../../src/register/preloads.js';

const AUTO = '@opentelemetry/auto-instrumentations-node/register';
const ATTACH = '@otelseal/node/attach';

describe('an SDK on the command line', () => {
  it.each([
    [['--import', AUTO], {}],
    [['--env-file=.env', '--require', AUTO], {}],
    [['-r', AUTO], {}],
    [[`--import=${AUTO}`], {}],
    [[], { NODE_OPTIONS: `--max-old-space-size=64 --import ${AUTO}` }],
    [[], { NODE_OPTIONS: `--import "${AUTO}"` }],
  ])('is seen: %j %j', (execArgv, env) => {
    expect(preloads('sdk', { execArgv, env })).toBe(true);
  });

  it.each([
    [[], {}],
    [['--import', './otel.mjs'], {}],
    [['--import', '@opentelemetry/instrumentation/hook.mjs'], {}],
    [['--import', `${AUTO}-of-mine`], {}],
    [['--title', AUTO], {}],
  ])('is not made up, or libraries would be looked at too late: %j', (execArgv, env) => {
    expect(preloads('sdk', { execArgv, env })).toBe(false);
  });
});

describe('Otelseal by --require', () => {
  it.each([
    [['--require', ATTACH], {}],
    [['-r', '@otelseal/node/register'], {}],
    [['--enable-source-maps', `--require=${ATTACH}`], {}],
    [['--require', './node_modules/@otelseal/node/dist/attach.js'], {}],
    [[], { NODE_OPTIONS: `--max-old-space-size=64 --require "${ATTACH}"` }],
  ])('is seen: %j %j', (execArgv, env) => {
    expect(preloads('otelseal by --require', { execArgv, env })).toBe(true);
  });

  it.each([
    [[], {}],
    [['--import', ATTACH], {}],
    [['--require', './tracing.cjs', '--import', ATTACH], {}],
    [[], { NODE_OPTIONS: `--import ${ATTACH} -r dotenv/config` }],
  ])('is not made up, or libraries would not be instrumented: %j', (execArgv, env) => {
    expect(preloads('otelseal by --require', { execArgv, env })).toBe(false);
  });
});
