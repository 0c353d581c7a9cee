import { describe, expect, it } from 'vitest';
import { requiresOtelseal } from '../../src/register/requires-otelseal.js';

const ATTACH = '@otelseal/node/attach';

describe('Otelseal by --require', () => {
  it.each([
    [['--require', ATTACH], {}],
    [['-r', '@otelseal/node/register'], {}],
    [['--enable-source-maps', `--require=${ATTACH}`], {}],
    [['--require', './node_modules/@otelseal/node/dist/attach.js'], {}],
    [[], { NODE_OPTIONS: `--max-old-space-size=64 --require "${ATTACH}"` }],
  ])('is seen: %j %j', (execArgv, env) => {
    expect(requiresOtelseal({ execArgv, env })).toBe(true);
  });

  it.each([
    [[], {}],
    [['--import', ATTACH], {}],
    [['--require', './tracing.cjs', '--import', ATTACH], {}],
    [[], { NODE_OPTIONS: `--import ${ATTACH} -r dotenv/config` }],
  ])('is not made up, or libraries would not be instrumented: %j', (execArgv, env) => {
    expect(requiresOtelseal({ execArgv, env })).toBe(false);
  });
});
