import { byCodeUnits, quoted } from '../canonical-record.js';
import { EVENT_ATTRIBUTE, SEAL_ATTRIBUTES } from '../sealed-record.js';
import type { AttributePlans } from './attribute-plans.js';
import { distinctMembers } from './distinct-members.js';
import { type MemberLeads, mapLeads, memberLeads } from './member-leads.js';
import { hasShape, shapeOf, type ValueShape } from './value-shape.js';
import { isMap, wireSafeNames } from './wire-safe-names.js';
import type { WireSafeMap, WireSafeValue } from './wire-safe-value.js';

/**
 * How a record's attributes come to stand in the canonical text: in which order, under which names. It depends on the
 * names alone, those of maps included, and records of one event bear the same names, so plans are remembered: sorting,
 * escaping and looking for collisions, among attributes and within maps, would be most of the cost of a seal.
 */
export interface AttributePlan extends MemberLeads {
  /** The record's own names, in its own order, and the shapes of their values: what the plan was made for. */
  readonly given: readonly string[];
  readonly shapes: readonly ValueShape[];
  /** Indices into `given` of the maps with members that meet: see `distinctMembers`. */
  readonly meeting: readonly number[];
  /** Indices into `given`, in canonical order. */
  readonly order: readonly number[];
  /** An object with all names: to fill a copy of it costs a third of growing a new one. */
  readonly template: WireSafeMap;
  /** The same with the seal's own attributes behind. */
  readonly sealedTemplate: WireSafeMap;
}

/** The plan of control records that are events. */
export const NO_ATTRIBUTES: AttributePlan = planOf('control', [], [], []);
/** The plan of those that are not. */
export const NO_ATTRIBUTES_NO_EVENT: AttributePlan = planOf('', [], [], []);

/** @param values of the names in `given`, as the record has them; undefined for one that has no signed form */
export function attributePlan(
  eventName: string,
  given: readonly string[],
  values: readonly (WireSafeValue | undefined)[],
  neighbours: readonly string[],
  plans: AttributePlans,
): AttributePlan {
  const known = plans.of(eventName)?.find((plan) => isSame(plan.given, given) && haveShapes(values, plan.shapes));
  if (known !== undefined) return known;
  const plan = planOf(eventName, given, values, neighbours);
  plans.keep(eventName, plan);
  return plan;
}

function haveShapes(values: readonly (WireSafeValue | undefined)[], shapes: readonly ValueShape[]): boolean {
  for (let index = 0; index < shapes.length; index += 1) {
    if (!hasShape(values[index], shapes[index] as ValueShape)) return false;
  }
  return true;
}

export function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}

function planOf(
  eventName: string,
  given: readonly string[],
  raw: readonly (WireSafeValue | undefined)[],
  neighbours: readonly string[],
): AttributePlan {
  const values = raw.map((value) => (isMap(value) ? distinctMembers(value) : value));
  const present = Array.from(given.keys()).filter((index) => values[index] !== undefined);
  const safe = wireSafeNames(
    present.map((index) => given[index] as string),
    present.map((index) => values[index]),
    neighbours,
  );
  const order = Array.from(present.keys()).sort((a, b) => byCodeUnits(safe[a] as string, safe[b] as string));
  const names = order.map((index) => safe[index] as string);
  const places = order.map((index) => present[index] as number);
  const maps = places.map((place) => mapLeads(shapeOf(values[place])));
  return {
    ...memberLeads(names, maps),
    given,
    shapes: raw.map(shapeOf),
    meeting: Array.from(raw.keys()).filter((index) => values[index] !== raw[index]),
    order: places,
    template: templateOf(names),
    sealedTemplate: templateOf([...names, ...SEAL_ATTRIBUTES, ...(eventName === '' ? [] : [EVENT_ATTRIBUTE])]),
  };
}

/**
 * JSON.parse, unlike assignment, makes an object that stays quick with more than a dozen members. Not for names with
 * escapes: V8 as of Node 24 and 26 takes `{"a\u0000":1}` for `{"a\\":1}` once it has parsed the latter a few times
 * (nodejs/node issue 63785).
 */
function templateOf(names: readonly string[]): WireSafeMap {
  const members = names.map((name) => `${quoted(name)}:""`).join(',');
  return members.includes('\\') ? Object.fromEntries(names.map((name) => [name, ''])) : JSON.parse(`{${members}}`);
}
