import { describe, expect, it } from 'vitest';
import { registeredParts, watchLoggerProviders } from '../../src/attach/logger-provider-watch.js';

const REGISTRY = Symbol.for('opentelemetry.js.api.1');
const OLD_LOGS = Symbol.for('io.opentelemetry.js.api.logs');
type Globals = Record<PropertyKey, Record<string, unknown>>;

function watched(globals: object) {
  const found: object[] = [];
  watchLoggerProviders((provider) => void found.push(provider), undefined, globals);
  return found;
}

describe('watching for logger providers', () => {
  it('finds one that is registered already', () => {
    const provider = {};
    expect(watched({ [REGISTRY]: { logs: provider } })).toEqual([provider]);
  });

  it('finds one that is registered later, in a registry that somebody else makes', () => {
    const globals = {} as Globals;
    const found = watched(globals);
    expect(globals[REGISTRY]).toBeUndefined();
    const provider = {};
    const registry: Record<string, unknown> = { version: '1.10.0' };
    globals[REGISTRY] = registry;
    registry['logs'] = provider;
    expect(found).toEqual([provider]);
    expect(globals[REGISTRY]).toBe(registry);
    expect(registry['logs']).toBe(provider);
  });

  it('finds the next one after the first was taken back', () => {
    const registry: Record<string, unknown> = {};
    const found = watched({ [REGISTRY]: registry });
    registry['logs'] = { name: 'first' };
    delete registry['logs'];
    expect(registry['logs']).toBeUndefined();
    registry['logs'] = { name: 'second' };
    expect(found).toEqual([{ name: 'first' }, { name: 'second' }]);
  });

  it('finds one of SDK 2.x, whose place takes a function', () => {
    const globals = {} as Record<PropertyKey, unknown>;
    const found = watched(globals);
    const provider = {};
    const getter = (contract: number) => (contract === 1 ? provider : undefined);
    globals[OLD_LOGS] = getter;
    expect(found).toEqual([provider]);
    expect(globals[OLD_LOGS]).toBe(getter);
  });

  it('leaves everything else in the registry as it is', () => {
    const tracing = {};
    const registry: Record<string, unknown> = { trace: tracing };
    const globals = { [REGISTRY]: registry };
    watched(globals);
    registry['metrics'] = {};
    expect(registry['trace']).toBe(tracing);
    expect(Object.keys(registry)).toEqual(['trace', 'metrics']);
    expect(registeredParts(globals)).toEqual(['trace', 'metrics']);
  });
});
