const NAME = 'OTELSEAL';
const PREFIX = `${NAME}_`;

/**
 * The variable that a name with one typing error in its first letters would be without it, whether or not there is such a variable:
 * `OTELSEAL_TRUST` for `OTELSEL_TRUST`, `OTEL_SEAL_TRUST`, `OTELSIAL_TRUST` and `OTLESEAL_TRUST`. `undefined` where a name begins with ours, or
 * with nothing like it. It looks at no setting and compiles nothing: a service that sets nothing should not wait for more.
 */
export function withRightPrefix(name: string): string | undefined {
  const capitals = name.toUpperCase();
  const at = firstDifference(capitals);
  if (at >= NAME.length) return undefined;
  const goesOn = (from: number, behind: number): boolean => capitals.startsWith(PREFIX.slice(from), behind);
  const isSwapped = capitals[at] === PREFIX[at + 1] && capitals[at + 1] === PREFIX[at] && goesOn(at + 2, at + 2);
  const lengths = [
    goesOn(at + 1, at) ? PREFIX.length - 1 : undefined,
    isSwapped || goesOn(at + 1, at + 1) ? PREFIX.length : undefined,
    at > 0 && goesOn(at, at + 1) ? PREFIX.length + 1 : undefined, // a sign before the whole puts it out of use on purpose
  ];
  const length = lengths.find((each) => each !== undefined);
  return length === undefined ? undefined : `${PREFIX}${capitals.slice(length)}`;
}

function firstDifference(capitals: string): number {
  let at = 0;
  while (at < NAME.length && capitals[at] === NAME[at]) at += 1;
  return at;
}
