import type { Patches } from './patches.js';
import { unharmed } from './report-once.js';
import type { RequestSettings } from './request/request-options.js';

/** What patches that are in place ask of whoever has put them there. */
export interface PatchOwner {
  isEnabled(): boolean;
  settings(): RequestSettings;
}

/** How the exports of a module are patched, whoever sees the module being loaded. */
export interface LibraryPatch {
  /** The name by which the module is required. */
  readonly module: string;
  /** Ranges such as `>=4.16.0 <6`; `*` for a module of Node.js. */
  readonly versions: readonly string[];
  /** What it returns, if anything, takes the place of the exports. */
  readonly patch: Patch<never>;
}

type Patch<Exports> = (moduleExports: Exports, patches: Patches, version: string | undefined) => unknown;

/** The exports once they have been patched. Whatever the library has become, it is loaded, and what could not be patched is reported. */
export function patched<Exports>(
  owner: string,
  patch: Patch<Exports>,
  moduleExports: Exports,
  patches: Patches,
  version?: string,
): Exports {
  const replaced = unharmed('ERR_LIBRARY_NOT_OBSERVED', `${owner} could not patch its library`, () =>
    patch(moduleExports, patches, version),
  );
  return (replaced ?? moduleExports) as Exports;
}
