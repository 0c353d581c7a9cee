import { quoted } from './canonical-record.js';
import { digestOfValue, membersText, saltedHash, signedValueText } from './signed-value.js';
import type { MemberLeads } from './wire/member-leads.js';
import type { WireSafeValue } from './wire/wire-safe-value.js';

/** Attributes and body, ready to be written. */
export interface LeafFields {
  readonly plan: MemberLeads;
  readonly values: readonly WireSafeValue[];
  readonly body: WireSafeValue | undefined;
}

export interface ContentText {
  /** `"attributes":{…},"body":…,` */
  readonly content: string;
  /** `"rest":{…},` or empty. */
  readonly rest: string;
}

/** The members that hold what the application said, in no more than `room` characters. */
export function contentText(fields: LeafFields, salt: string, room: number): ContentText {
  const { plan, values, body } = fields;
  const content = assembled(membersText(plan, values), body === undefined ? '' : signedValueText(body));
  return content.length < room ? { content, rest: '' } : shortened(fields, salt, room);
}

function assembled(attributes: string, body: string): string {
  return `${attributes === '' ? '' : `"attributes":{${attributes}},`}${body === '' ? '' : `"body":${body},`}`;
}

/** The largest values become digests until all fits; if it never does, the last fields in key order become one. */
function shortened(fields: LeafFields, salt: string, room: number): ContentText {
  const texts = fields.values.map(signedValueText);
  const body = fields.body === undefined ? '' : signedValueText(fields.body);
  const all = [...texts, body];
  let length = assembled(joined(fields, texts, 0), body).length;
  const kept = [...all];
  for (const index of largestFirst(all)) {
    if (length < room) break;
    const text = all[index] as string;
    const digest = digestOfValue(salt, text);
    if (digest.length >= text.length) break;
    kept[index] = digest;
    length -= text.length - digest.length;
  }
  const keptBody = kept.pop() as string;
  if (length < room) return { content: assembled(joined(fields, kept, 0), keptBody), rest: '' };
  return collapsed({ fields, texts, kept, body: keptBody, salt, room });
}

function largestFirst(texts: readonly string[]): number[] {
  const length = (index: number): number => (texts[index] as string).length;
  return Array.from(texts.keys()).sort((a, b) => length(b) - length(a) || a - b);
}

interface TooLong {
  readonly fields: LeafFields;
  /** Of the attributes, in full. */
  readonly texts: readonly string[];
  /** The same, large ones as digests. */
  readonly kept: readonly string[];
  readonly body: string;
  readonly salt: string;
  readonly room: number;
}

function collapsed({ fields, texts, kept, body, salt, room }: TooLong): ContentText {
  const { names, fragments } = fields.plan;
  const restOf = (from: number, sha256: string): string =>
    `"rest":{"count":"${names.length - from}","from":${quoted(names[from] as string)},"sha256":"${sha256}"},`;
  const anyHash = saltedHash(salt, '');
  let length = assembled('x', body).length;
  let from = 0;
  while (from < names.length - 1) {
    const next = (fragments[from] as string).length + (kept[from] as string).length;
    if (length + next + restOf(from + 1, anyHash).length >= room) break;
    length += next;
    from += 1;
  }
  const attributes = joined(fields, kept.slice(0, from), 0);
  return {
    content: assembled(attributes, body),
    rest: restOf(from, saltedHash(salt, `{${joined(fields, texts, from)}}`)),
  };
}

/** The members from an index on, without the comma in front. */
function joined({ plan }: LeafFields, texts: readonly string[], from: number): string {
  const members = texts.slice(from).map((text, index) => `${plan.fragments[from + index]}${text}`);
  return members.join('').replace(/^,/, '');
}
