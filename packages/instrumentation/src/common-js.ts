/** The exports of a CommonJS module: through a hook for ES modules they come as the default export of a namespace. */
export function commonJs<Exports>(moduleExports: Exports): Exports {
  return (moduleExports as { readonly default?: Exports }).default ?? moduleExports;
}
