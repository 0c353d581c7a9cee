import { Module } from 'node:module';

/** What every tool that hooks `require` relies on. */
const { _load } = Module as unknown as { _load(id: string, parent: null, isMain: boolean): unknown };

/**
 * A module of Node.js as `require` would give it, past the hooks of others. An import evaluates all that the module exports: that of
 * `node:http` loads undici, 2 MB of heap, into a service that never asks for it. And OpenTelemetry's hooks, that of `process.getBuiltinModule` too,
 * would patch the module now, inside of what we are about to patch.
 */
export function builtInModule<Exports>(id: `node:${string}`): Exports {
  return _load(id, null, false) as Exports;
}
