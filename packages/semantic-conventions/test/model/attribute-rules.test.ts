import { describe, expect, it } from 'vitest';
import { readModel } from '../../scripts/model/read-model.js';
import { installedAttributes } from '../facts/opentelemetry-attributes.js';

const model = readModel();
const attributes = [...model.attributes.values()];
const installed = installedAttributes();

describe('the list of installed OpenTelemetry attributes', () => {
  it('is read whole, with deprecations, or every check against it would be empty', () => {
    expect(installed.size).toBeGreaterThan(900);
    expect(installed.get('client.address')).toEqual({ name: 'client.address', stability: 'stable', deprecated: false });
    expect(installed.get('enduser.id')).toMatchObject({ deprecated: true });
  });
});

describe('an attribute from OpenTelemetry', () => {
  const fromOtel = attributes.filter(({ origin }) => origin === 'otel');

  it('exists in the installed semantic conventions and is not deprecated there', () => {
    expect(fromOtel.filter(({ name }) => installed.get(name)?.deprecated !== false).map(({ name }) => name)).toEqual(
      [],
    );
  });

  it('has the stability that OpenTelemetry gives it', () => {
    const claimed = fromOtel.map(({ name, stability }) => ({ name, stability }));
    expect(claimed).toEqual(fromOtel.map(({ name }) => ({ name, stability: installed.get(name)?.stability })));
  });
});

describe('an attribute that is declared ours or from the audit draft', () => {
  const declared = attributes.filter(({ origin }) => origin !== 'otel');

  it('takes no name of OpenTelemetry, but for the copy of the event name, which OpenTelemetry gave up', () => {
    const taken = declared.filter(({ name }) => installed.has(name));
    expect(taken.map(({ name }) => [name, installed.get(name)?.deprecated])).toEqual([['event.name', true]]);
  });

  it('lives in the namespace of its origin', () => {
    const roots = new Set(declared.map(({ name, origin }) => `${origin} ${name.split('.')[0]}`));
    expect([...roots].sort()).toEqual([
      'audit-draft audit',
      'otelseal audit',
      'otelseal event',
      `otelseal ${model.namespace}`,
    ]);
  });
});

describe('every attribute', () => {
  it('is named in lower case with dots and underscores', () => {
    expect(attributes.filter(({ name }) => !/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/.test(name))).toEqual([]);
  });

  it('holds text, a whole number, a boolean or a list of texts', () => {
    expect([...new Set(attributes.map(({ type }) => type))].sort()).toEqual(['boolean', 'int', 'string', 'string[]']);
  });

  it('has a closed list or examples when it holds text, in words of its own', () => {
    const texts = attributes.filter(({ type }) => type.startsWith('string'));
    expect(texts.filter((text) => text.enum.length === 0 && text.examples.length === 0)).toEqual([]);
    expect(attributes.filter(({ brief }) => brief.length < 15).map(({ name }) => name)).toEqual([]);
  });

  it('is used by an event, belongs to all events, or is added by the pipeline or the sealer', () => {
    const used = new Set([
      ...model.commonRequired,
      ...model.commonRecommended,
      ...model.events.flatMap(({ required, recommended }) => [...required, ...recommended]),
    ]);
    const idle = attributes.filter(({ name, suppliedBy }) => !used.has(name) && suppliedBy !== 'seal');
    expect(idle.map(({ name }) => name)).toEqual(['client.port']);
  });

  it('has a field in the typed API exactly when a call or the context can supply it', () => {
    const wrong = attributes.filter(
      ({ field, suppliedBy }) => (field === undefined) !== ['pipeline', 'seal'].includes(suppliedBy),
    );
    expect(wrong.map(({ name }) => name)).toEqual(['audit.outcome']); // the caller may say how it ended
  });
});

describe('the category attribute', () => {
  it('lists exactly the categories that events have', () => {
    const categories = new Set(model.events.map(({ category }) => category));
    expect(model.attributes.get('security.category')?.enum).toEqual([...categories].sort());
  });
});
