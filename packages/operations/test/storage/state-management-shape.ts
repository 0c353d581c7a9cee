/** An index-state policy as it is sent to OpenSearch. */
export interface StateManagement {
  readonly policy: {
    readonly default_state: string;
    readonly states: readonly {
      readonly name: string;
      readonly actions: readonly object[];
      readonly transitions: readonly {
        readonly state_name: string;
        readonly conditions?: Readonly<Record<string, string>>;
      }[];
    }[];
    readonly ism_template: readonly { readonly index_patterns: readonly string[] }[];
  };
}

/** What OpenSearch would not take in a policy: a state that is named and not there. */
export function faultsOfStateManagement({ policy }: StateManagement): readonly string[] {
  const states = policy.states.map(({ name }) => name);
  const named = [
    policy.default_state,
    ...policy.states.flatMap(({ transitions }) => transitions.map((to) => to.state_name)),
  ];
  return named.filter((state) => !states.includes(state)).map((state) => `there is no state ${state}`);
}
