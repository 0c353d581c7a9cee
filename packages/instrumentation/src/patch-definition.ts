import { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import type { LibraryPatch } from './library-patch.js';
import type { Patches } from './patches.js';

type AnyPatch = (moduleExports: unknown, patches: Patches, version: string | undefined) => unknown;

/**
 * A patch as OpenTelemetry's base class takes it.
 *
 * @param patching what makes it the instrumentation's
 */
export function patchDefinition(
  { module, versions, patch }: LibraryPatch,
  patching: (patch: AnyPatch) => (moduleExports: unknown, version?: string) => unknown,
): InstrumentationNodeModuleDefinition {
  return new InstrumentationNodeModuleDefinition(module, [...versions], patching(patch as AnyPatch));
}
