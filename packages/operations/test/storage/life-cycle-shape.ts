/** A life-cycle policy as it is sent to Elasticsearch. */
export interface LifeCycle {
  readonly policy: {
    readonly phases: Readonly<
      Record<string, { readonly min_age: string; readonly actions: Readonly<Record<string, object>> }>
    >;
  };
}

/** Actions that Elasticsearch 8.19 allows in a phase, of those that we could mean (its reference, "Index lifecycle actions"). */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  hot: ['rollover', 'set_priority'],
  warm: ['readonly', 'forcemerge', 'set_priority', 'shrink', 'allocate'],
  cold: ['readonly', 'set_priority', 'searchable_snapshot', 'allocate'],
  delete: ['delete', 'wait_for_snapshot'],
};

/** What Elasticsearch would not take in a policy: a phase or an action that is not known there, an age that is none, ages out of order. */
export function faultsOfLifeCycle({ policy }: LifeCycle): readonly string[] {
  const ages = Object.values(policy.phases).map(({ min_age }) => ageOf(min_age));
  const inOrder = ages.every((age, at) => at === 0 || age >= (ages[at - 1] ?? 0));
  return [
    ...Object.entries(policy.phases).flatMap(([phase, { actions }]) =>
      Object.keys(actions)
        .filter((action) => !ALLOWED[phase]?.includes(action))
        .map((action) => `${phase} has no ${action}`),
    ),
    ...(inOrder ? [] : [`the ages of the phases are ${ages.join(', ')}`]),
  ];
}

/** In days. */
export function ageOf(age: string): number {
  return age.endsWith('ms') ? 0 : Number(/^(\d+)d$/.exec(age)?.[1]);
}
