import type { AlertPlan, Filter, GroupAlert, Measure } from '../src/index.js';

/** A record as far as alerts look at it. */
export interface StoredEvent {
  readonly timeMs: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What fired: about whom, and when first. */
export interface Fired {
  readonly alert: string;
  /** The values of its labels, with a space between them. */
  readonly about: string;
  /** The same one by one, in the order of the alert's fields or keys. */
  readonly values: readonly string[];
  readonly atMs: number;
}

/**
 * What the alerts mean, in the plainest words: every event is looked at in order, and after each the windows that end with it. It knows
 * no query language, so that back ends can be held against it.
 */
export function firedBy(plans: readonly AlertPlan[], events: Iterable<StoredEvent>): readonly Fired[] {
  const fired = new Map<string, Fired>();
  const engines = plans.map((plan) => (plan.kind === 'events' ? eventEngine(plan) : groupEngine(plan)));
  for (const event of events) {
    for (const [index, values] of engines.flatMap((engine, at) => engine(event).map((one) => [at, one] as const))) {
      const alert = (plans[index] as AlertPlan).name;
      const about = values.join(' ');
      const key = `${alert} ${about}`;
      if (!fired.has(key)) fired.set(key, { alert, about, values, atMs: event.timeMs });
    }
  }
  return [...fired.values()];
}

/** The values of the labels of each alert that an event sets off. */
type Engine = (event: StoredEvent) => readonly (readonly string[])[];

function eventEngine(plan: Extract<AlertPlan, { kind: 'events' }>): Engine {
  const textOf = (value: unknown): string => [value].join(' '); // nothing for what is not there
  return (event) => (matches(plan.filter, event) ? [plan.fields.map((field) => textOf(event.attributes[field]))] : []);
}

interface Group {
  readonly values: readonly string[];
  readonly seen: Seen[][];
}

interface Seen {
  readonly timeMs: number;
  readonly event: StoredEvent;
}

function groupEngine(plan: GroupAlert): Engine {
  const groups = new Map<string, Group>();
  return (event) => {
    const touched = new Set<Group>();
    plan.measures.forEach((measure, index) => {
      const keys = measure.keyFields.map((field) => event.attributes[field]);
      if (keys.some((key) => key === undefined || key === '') || !matches(measure.filter, event)) return;
      const name = keys.join(' ');
      const group = groups.get(name) ?? { values: keys.map(String), seen: plan.measures.map(() => []) };
      groups.set(name, group);
      group.seen[index]?.push({ timeMs: event.timeMs, event });
      touched.add(group);
    });
    return [...touched].filter(({ seen }) => holds(plan, seen, event.timeMs)).map(({ values }) => values);
  };
}

function holds(plan: GroupAlert, seen: Seen[][], nowMs: number): boolean {
  plan.measures.forEach(({ windowMs }, index) => {
    const list = seen[index] as Seen[];
    while (list.length > 0 && (list[0] as Seen).timeMs <= nowMs - windowMs) list.shift();
  });
  const all = plan.measures.every((measure, index) => reaches(measure, seen[index] as Seen[]) !== measure.negated);
  const first = (index: number) => seen[index]?.[0]?.timeMs ?? Number.POSITIVE_INFINITY;
  const last = (index: number) => seen[index]?.at(-1)?.timeMs ?? Number.NEGATIVE_INFINITY;
  return all && plan.order.every(([earlier, later]) => first(earlier) < last(later));
}

function reaches({ aggregate, field = '', operator, threshold }: Measure, seen: readonly Seen[]): boolean {
  let amount = seen.length;
  if (aggregate === 'sum') amount = seen.reduce((sum, { event }) => sum + added(event.attributes[field]), 0);
  if (aggregate === 'distinct') amount = new Set(seen.flatMap(({ event }) => textsOf(event, field))).size;
  return operator === 'gt' ? amount > threshold : amount >= threshold;
}

/** A whole number, of twelve digits at most; whatever else somebody writes there is one event. */
function added(value: unknown): number {
  return /^(0|[1-9]\d{0,11})$/.test(String(value)) && !Array.isArray(value) ? Number(value) : 1;
}

function textsOf({ attributes }: StoredEvent, field: string): string[] {
  const value = attributes[field];
  if (value === undefined || value === '') return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

/** Whether an alert counts an event at all. */
export function isCounted(plan: AlertPlan, event: StoredEvent): boolean {
  const filters = plan.kind === 'events' ? [plan.filter] : plan.measures.map(({ filter }) => filter);
  return filters.some((filter) => matches(filter, event));
}

function matches(filter: Filter, event: StoredEvent): boolean {
  if (filter.kind === 'all') return filter.of.every((part) => matches(part, event));
  if (filter.kind === 'any') return filter.of.some((part) => matches(part, event));
  if (filter.kind === 'not') return !matches(filter.of, event);
  const texts = textsOf(event, filter.field);
  if (filter.kind === 'exists') return texts.length > 0;
  if (filter.kind === 'same') return texts.length > 0 && texts[0] === textsOf(event, filter.other)[0];
  if (filter.kind === 'compares') return texts.some((text) => compares(Number(text), filter.operator, filter.number));
  const folded = (text: string) => (filter.cased ? text : text.toLowerCase());
  if (filter.kind === 'equals') {
    const values = filter.values.map(folded);
    return texts.some((text) => values.includes(folded(text)));
  }
  const part = folded(filter.value);
  return texts.map(folded).some((text) => {
    if (filter.kind === 'contains') return text.includes(part);
    return filter.kind === 'starts' ? text.startsWith(part) : text.endsWith(part);
  });
}

function compares(value: number, operator: 'lt' | 'lte' | 'gt' | 'gte', number: number): boolean {
  if (operator === 'lt') return value < number;
  if (operator === 'lte') return value <= number;
  return operator === 'gt' ? value > number : value >= number;
}
