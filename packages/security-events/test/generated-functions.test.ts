import { readFileSync } from 'node:fs';
import { EVENTS, eventDefinition, renderMessage } from '@otelseal/semantic-conventions';
import { describe, expect, it } from 'vitest';
import { readModel } from '../../semantic-conventions/scripts/model/read-model.js';
import { staleFiles } from '../../semantic-conventions/scripts/stale-files.js';
import { generatedFiles } from '../scripts/generated-files.js';
import * as groups from '../src/generated/index.js';
import { withContext } from '../src/index.js';
import { recordEvents } from './recorded-events.js';

const { events } = recordEvents();
const packageFolder = new URL('../', import.meta.url);
const model = readModel();

/** Every group of EventFields under the attribute that the model gives it, filled with a value of its own. */
const CONTEXT = [...model.attributes.values()]
  .filter(({ suppliedBy }) => suppliedBy === 'context')
  .map(({ name, field = '', type, enum: values }) => ({
    name,
    path: field.split('.'),
    value: type === 'int' ? 7 : (values[0] ?? `${name}-value`),
  }));

describe('the generated functions', () => {
  it('are what the model says', () => {
    expect(staleFiles(packageFolder, generatedFiles(model, packageFolder))).toEqual([]);
  });

  it('emit every event of the catalogue, each by exactly one function', () => {
    for (const group of Object.values(groups)) {
      for (const [name, call] of Object.entries(group)) if (name !== 'withOutcome') (call as () => void)();
    }
    expect(
      events()
        .map(({ eventName }) => eventName)
        .sort(),
    ).toEqual(Object.keys(EVENTS).sort());
  });

  it('carry the facts of the catalogue', () => {
    (groups.authz.failure as () => void)();
    const definition = eventDefinition('security.authz.failure');
    expect(events()[0]).toMatchObject({
      severityNumber: definition?.severityNumber,
      severityText: definition?.severityText,
      body: renderMessage(definition?.message ?? '', events()[0]?.attributes ?? {}),
      attributes: {
        'audit.outcome': definition?.outcome,
        'audit.action': definition?.action,
        'security.category': definition?.category,
      },
    });
  });

  it('have a subpath for each group', () => {
    const { exports } = JSON.parse(readFileSync(new URL('package.json', packageFolder), 'utf8')) as { exports: object };
    const expected = Object.keys(groups).map(
      (name) => `./${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    );
    expect(Object.keys(exports).sort()).toEqual(['.', './package.json', ...expected].sort());
  });
});

describe('the fields that context supplies', () => {
  it('stand under the names of the model, from context and from the call alike', () => {
    const fields: Record<string, unknown> = {};
    for (const { path, value } of CONTEXT) {
      const [group = '', member] = path;
      fields[group] = member === undefined ? value : { ...(fields[group] as object), [member]: value };
    }
    const expected = Object.fromEntries(CONTEXT.map(({ name, value }) => [name, value]));
    groups.session.logout(fields);
    withContext(fields, () => groups.session.logout());
    expect(events().map(({ attributes }) => attributes)).toMatchObject([expected, expected]);
  });
});
