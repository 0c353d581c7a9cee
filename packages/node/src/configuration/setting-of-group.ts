import { DISTRIBUTION_SETTING } from './distribution-reader.js';
import type { JoinedOptions } from './join-options.js';
import { OPTION_PATHS, snakeCase } from './option-rules.js';

/** How the user calls a group of settings where he set it: `batch`, `distribution.otelseal.batch`, or the first variable that sets a part of it. */
export function settingOfGroup({ givenGroups, sourceOf, settingOf }: JoinedOptions, group: string): string {
  if (givenGroups.has(group)) return group;
  const set = OPTION_PATHS.filter((path) => path.startsWith(`${group}.`) && sourceOf(path) !== 'default');
  const variable = set.find((path) => sourceOf(path) === 'environment');
  if (variable !== undefined) return settingOf(variable);
  return set.length === 0 ? group : `${DISTRIBUTION_SETTING}.${snakeCase(group)}`;
}
