/** What Grafana puts in the place of its variables. */
export interface Chosen {
  readonly fromMs: number;
  readonly toMs: number;
  /** Milliseconds between two points; default a fortieth of the range. */
  readonly stepMs?: number;
  /** Values by name, where not everything is asked for. */
  readonly values?: Readonly<Record<string, string | readonly string[]>>;
}

/** Values of the variables for "All", as the dashboards set them. */
export type AllValues = Readonly<Record<string, string>>;

export function stepOf({ fromMs, toMs, stepMs }: Chosen): number {
  return stepMs ?? Math.max(1_000, Math.round((toMs - fromMs) / 40));
}

/**
 * A query with its variables filled in, as Grafana 12 does: formats by their published rules, a choice of several by the data source's own
 * (`a|b` with regular expressions escaped for Loki, `("a" OR "b")` for Elasticsearch), "All" as it stands.
 */
export function filledIn(query: string, chosen: Chosen, all: AllValues, store: 'loki' | 'elasticsearch'): string {
  const { fromMs, toMs, values = {} } = chosen;
  const builtIn: Record<string, string> = {
    __auto: `${stepOf(chosen)}ms`,
    __range: `${Math.round((toMs - fromMs) / 1_000)}s`,
    __from: String(fromMs),
    __to: String(toMs),
  };
  return query.replaceAll(
    /\$\{(\w+)(?::(\w+))?\}|\$(\w+)/g,
    (whole, braced?: string, format?: string, bare?: string) => {
      const name = braced ?? bare ?? '';
      const given = builtIn[name] ?? values[name];
      if (given === undefined && all[name] === undefined) throw new Error(`nothing is known of ${whole} in ${query}`);
      if (given === undefined) return all[name] ?? '';
      if (typeof given !== 'string') return several(given, store);
      return FORMATS[format ?? 'raw']?.(given) ?? refuse(`the format of ${whole} is not known`);
    },
  );
}

const FORMATS: Readonly<Record<string, (value: string) => string>> = {
  raw: (value) => value,
  percentencode: (value) =>
    encodeURIComponent(value.toWellFormed()).replaceAll(
      /[!'()*]/g,
      (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  lucene: (value) => value.replaceAll(/([!*+\-=<>\s&|()[\]{}^~?:\\/"])/g, '\\$1'),
};

function several(values: readonly string[], store: 'loki' | 'elasticsearch'): string {
  if (store === 'loki') return values.map((value) => value.replaceAll(/[\\^$*+?.()|[\]{}]/g, '\\\\$&')).join('|');
  return `(${values.map((value) => `"${value.replaceAll(/(["\\])/g, '\\$1')}"`).join(' OR ')})`;
}

function refuse(reason: string): never {
  throw new Error(reason);
}
