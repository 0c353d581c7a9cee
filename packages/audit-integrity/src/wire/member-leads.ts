import { byCodeUnits, inOnePiece, quoted } from '../canonical-record.js';
import type { ValueShape } from './value-shape.js';

/** What stands before each member of an object in the canonical text, made once for all that bear the same names. */
export interface MemberLeads {
  /** In canonical order. */
  readonly names: readonly string[];
  /** `"name":` for each, with a comma before all but the first. */
  readonly fragments: readonly string[];
  /** The same with the mark and the tag that begin a text. */
  readonly textFragments: readonly string[];
  /** And those with the mark that ends the text of the member before. */
  readonly textsAfterText: readonly string[];
  /** Of members that are maps: their own. */
  readonly maps: readonly (MemberLeads | undefined)[];
}

/** @param maps in the order of the names */
export function memberLeads(names: readonly string[], maps: readonly (MemberLeads | undefined)[]): MemberLeads {
  const fragments = names.map((name, index) => inOnePiece(`${index === 0 ? '' : ','}${quoted(name)}:`));
  return {
    names,
    fragments,
    textFragments: fragments.map((fragment) => inOnePiece(`${fragment}"s:`)),
    textsAfterText: fragments.map((fragment) => inOnePiece(`"${fragment}"s:`)),
    maps,
  };
}

/** Undefined for anything but a map. */
export function mapLeads(shape: ValueShape): MemberLeads | undefined {
  if (typeof shape === 'string' || 'items' in shape) return undefined;
  const { names, members } = shape;
  const order = Array.from(names.keys()).sort((a, b) => byCodeUnits(names[a] as string, names[b] as string));
  return memberLeads(
    order.map((index) => names[index] as string),
    order.map((index) => mapLeads(members[index] as ValueShape)),
  );
}
