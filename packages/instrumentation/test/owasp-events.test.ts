import { readFileSync } from 'node:fs';
import { security } from '@otelseal/security-events';
import { describe, expect, it } from 'vitest';
import { readModel } from '../../semantic-conventions/scripts/model/read-model.js';
import { callLine } from '../scripts/call-line.js';
import { owaspPage } from '../scripts/owasp-page.js';
import { PRODUCED_EVENTS } from '../scripts/produced-events.js';
import { SUPPORTED_LIBRARIES, withSupportMatrix } from '../scripts/support-matrix.js';
import { INSTRUMENTATION_NAMES, securityInstrumentations } from '../src/index.js';
import { recordEvents } from './support/recorded-events.js';

const { events } = recordEvents();
const model = readModel();
const vocabulary = model.events.filter(({ owasp }) => owasp !== undefined);
const file = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

describe('the page of OWASP events', () => {
  it('is current, and has all 57', () => {
    expect(vocabulary).toHaveLength(57);
    expect(file('docs/owasp-events.md')).toBe(owaspPage(model));
  });

  it.each(vocabulary)('has a line of code for $name that emits it', (event) => {
    const call = new Function('security', callLine(model, event)) as (api: typeof security) => void;
    call(security);
    expect(events().map(({ name }) => name)).toEqual([event.name]);
  });

  it('names only instrumentations that exist and events of the vocabulary', () => {
    // Prisma is joined by the application: withMarkedModels.
    expect([...INSTRUMENTATION_NAMES, 'prisma']).toEqual(expect.arrayContaining(Object.keys(PRODUCED_EVENTS)));
    expect(
      Object.values(PRODUCED_EVENTS)
        .flat()
        .filter((name) => !model.events.some((event) => event.name === name)),
    ).toEqual([]);
  });
});

describe('the support matrix', () => {
  it('shows the versions that are installed here, which these tests run', () => {
    const readme = file('README.md');
    expect(withSupportMatrix(readme, new URL('../../../node_modules/', import.meta.url))).toBe(readme);
  });

  it('shows the ranges that the instrumentations ask for', () => {
    const instrumentations = securityInstrumentations();
    const asked = (name: string) => {
      const instrumentation = instrumentations.find(({ instrumentationName }) =>
        instrumentationName.endsWith(`/${name}`),
      );
      const modules = (instrumentation as unknown as { init(): { supportedVersions: string[] }[] }).init();
      return [modules].flat()[0]?.supportedVersions;
    };
    // Of these nothing is patched, or nothing of a version.
    const untouched = ['fastify', 'express-rate-limit', 'zod', 'ajv', 'class-validator', 'prisma', 'pino'];
    const patched = SUPPORTED_LIBRARIES.filter(({ name }) => !untouched.includes(name));
    expect(patched.map(({ name }) => [name, asked(name)])).toEqual(
      patched.map(({ name, versions }) => [name, [versions]]),
    );
    for (const instrumentation of instrumentations) instrumentation.disable();
  });
});
