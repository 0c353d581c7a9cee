import { serviceCovers, type VerifierOptions } from '@otelseal/audit-integrity';

import { type Selection, selects, selectsAll } from './selection.js';

/** Whether something outside the records says which streams or services must be there. */
export function enumeratesMore({ trust, directory }: VerifierOptions): boolean {
  return directory !== undefined || (trust?.expectedServices.length ?? 0) > 0;
}

/**
 * What is expected of a part: services and streams that were not selected cannot be there. An expected pattern stays only where a selected
 * service is one of its own.
 */
export function narrowedTo(selection: Selection, settings: VerifierOptions): VerifierOptions {
  if (selectsAll(selection)) return settings;
  const { trust, directory } = settings;
  return {
    ...settings,
    trust: trust && {
      ...trust,
      expectedServices: trust.expectedServices.filter((expected) =>
        selection.services.some((pattern) => serviceCovers(pattern, expected)),
      ),
    },
    directory: directory && {
      ...directory,
      streams: new Map(
        [...directory.streams].filter(([stream, { identity }]) => selects(selection, stream, identity.service)),
      ),
    },
  };
}
