import { CanonicalMap, type CanonicalValue } from '../canonical-reader.js';

/** The name of a signed attribute, and those of the members of a signed map behind it, joined by dots. */
export function* signedNames(name: string, value: CanonicalValue): Generator<string> {
  yield name;
  const members = typeof value === 'string' || value.names[0] !== 'm' ? undefined : value.values[0];
  if (!(members instanceof CanonicalMap)) return;
  for (const [index, member] of members.names.entries()) {
    yield* signedNames(`${name}.${member}`, members.values[index] as CanonicalValue);
  }
}
