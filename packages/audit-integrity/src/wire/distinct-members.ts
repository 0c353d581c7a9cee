import { isMap, labelsOf } from './wire-safe-names.js';
import type { WireSafeMap, WireSafeValue } from './wire-safe-value.js';

/**
 * A map whose members, those of maps in it among them, keep apart where a store spells them out as names: of two that would meet
 * (`{ "a.b": 1, "a": { "b": 2 } }`) the second becomes `renamed.<n>.<name>`. The same map where none meet.
 */
export function distinctMembers(map: WireSafeMap): WireSafeMap {
  const taken = new Set<string>();
  const distinct: Record<string, WireSafeValue> = {};
  let isChanged = false;
  let n = 0;
  for (const [name, member] of Object.entries(map)) {
    const value = isMap(member) ? distinctMembers(member) : member;
    let free = name;
    // Numbers are not tried again for the next name: a map full of names that meet must cost no more than others.
    while (meets(free, value, taken) || (free !== name && Object.hasOwn(map, free))) free = `renamed.${n++}.${name}`;
    for (const label of labelsBelow(free, value)) taken.add(label);
    distinct[free] = value;
    isChanged ||= free !== name || value !== member;
  }
  return isChanged ? distinct : map;
}

function meets(name: string, value: WireSafeValue, taken: ReadonlySet<string>): boolean {
  return labelsBelow(name, value).some((label) => taken.has(label));
}

/** As they are behind another name, where neither digits nor underscores stand in front. */
function labelsBelow(name: string, value: WireSafeValue): readonly string[] {
  return labelsOf(`a_${name}`, value);
}
