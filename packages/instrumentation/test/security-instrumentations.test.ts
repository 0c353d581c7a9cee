import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { INSTRUMENTATION_NAMES, InstrumentationOptionsError, securityInstrumentations } from '../src/index.js';

const made: { disable(): void }[] = [];
afterEach(() => {
  for (const instrumentation of made.splice(0)) instrumentation.disable();
});
const { version, exports } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

describe('the set of instrumentations', () => {
  it('holds one of each library, under its name and the version of the package, but for those disabled', () => {
    const instrumentations = securityInstrumentations({ disabled: ['http'] });
    made.push(...instrumentations);
    const expected = INSTRUMENTATION_NAMES.filter((name) => name !== 'http');
    expect(instrumentations.map(({ instrumentationName }) => instrumentationName)).toEqual(
      expected.map((name) => `@otelseal/instrumentation/${name}`),
    );
    expect(new Set(instrumentations.map(({ instrumentationVersion }) => instrumentationVersion))).toEqual(
      new Set([version]),
    );
  });

  it('has a subpath export for each library', () => {
    expect(Object.keys(exports)).toEqual(expect.arrayContaining(INSTRUMENTATION_NAMES.map((name) => `./${name}`)));
  });

  it.each([
    [{ disabled: ['expres'] }, 'ERR_UNKNOWN_INSTRUMENTATION'],
    [{ libraries: { koa: {} } }, 'ERR_UNKNOWN_INSTRUMENTATION'],
    [{ trustedProxies: ['everybody'] }, 'ERR_TRUSTED_PROXIES'],
    [{ trustedProxies: 'loopback' }, 'ERR_TRUSTED_PROXIES'],
    [{ forwardedHeader: 'x-real-ip' }, 'ERR_REQUEST_OPTION'],
    [{ actor: 'me' }, 'ERR_REQUEST_OPTION'],
    [{ genericErrors: 'yes' }, 'ERR_REQUEST_OPTION'],
    [{ libraries: { nestjs: { permissionMetadata: [7] } } }, 'ERR_REQUEST_OPTION'],
    [{ libraries: { 'express-rate-limit': { requestPropertyName: 7 } } }, 'ERR_REQUEST_OPTION'],
  ])('refuses %j where it is given', (options, code) => {
    const create = () => made.push(...securityInstrumentations(options as never));
    expect(create).toThrow(InstrumentationOptionsError);
    expect(create).toThrow(expect.objectContaining({ code }));
  });
});
