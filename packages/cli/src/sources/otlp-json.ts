import { isUtf8 } from 'node:buffer';

import { countMembers } from './member-count.js';
import { isMisspeltMember } from './otlp-members.js';

/** Why a text is not read. */
export interface Refusal {
  readonly refusal: string;
  /** True for what crashes and noise cannot leave and no honest writer makes: two readers would see two things in it. */
  readonly ambiguous: boolean;
}

export type OtlpJson = { readonly value: unknown } | Refusal;

/** Members whose value must not lose digits. OTLP writes them as text, OpenTelemetry JS as numbers. */
const EXACT_INTEGERS: ReadonlySet<string> = new Set(['intValue', 'timeUnixNano', 'observedTimeUnixNano']);

/** Far beyond what OTLP allows: 100 protobuf messages, each an object and a list in JSON. */
const MAX_DEPTH = 1_000;

/**
 * Parses one OTLP JSON text so that every reader would agree on what it says. Integers beyond 2^53 become decimal text instead of
 * losing digits. Refused, because another reader would see something else: bytes that are not UTF-8, a member twice in one
 * object, and members in another spelling (`resource_logs`), which protobuf's own JSON takes for the same.
 *
 * @example
 * parseOtlpJson(Buffer.from('{"intValue":9007199254740993}')); // { value: { intValue: '9007199254740993' } }
 */
export function parseOtlpJson(bytes: Buffer): OtlpJson {
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { refusal: 'it is not JSON', ambiguous: false };
  }
  if (text.includes('\ufffd') && !isUtf8(bytes)) return ambiguous('it has bytes that are not UTF-8');
  const found: Survey = { members: 0, inexact: false, tooDeep: false, misspelt: false };
  survey(value, 0, found);
  if (found.tooDeep) return ambiguous(`it nests deeper than ${MAX_DEPTH}`);
  if (found.misspelt) return ambiguous('a member of OTLP is spelled in another way');
  if (found.members !== countMembers(bytes)) return ambiguous('an object has the same member twice');
  return { value: found.inexact ? JSON.parse(text, exactInteger) : value };
}

function ambiguous(refusal: string): Refusal {
  return { refusal, ambiguous: true };
}

interface Survey {
  members: number;
  /** Whether a whole number is there that a double may not hold. */
  inexact: boolean;
  tooDeep: boolean;
  misspelt: boolean;
}

/** One walk for all questions, because it is on the path of every record. */
function survey(value: unknown, depth: number, found: Survey): void {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) && Number.isInteger(value)) found.inexact = true;
  } else if (typeof value !== 'object' || value === null) {
    return;
  } else if (depth > MAX_DEPTH) {
    found.tooDeep = true;
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) survey(value[index], depth + 1, found);
  } else {
    for (const name in value) {
      found.members += 1;
      if (isMisspeltMember(name)) found.misspelt = true;
      survey((value as Record<string, unknown>)[name], depth + 1, found);
    }
  }
}

/** For `JSON.parse`: `context` tells how the number was written. */
function exactInteger(this: unknown, name: string, value: unknown, context?: { readonly source?: string }): unknown {
  const written = context?.source;
  if (typeof value !== 'number' || written === undefined || !EXACT_INTEGERS.has(name)) return value;
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(written) ? value : written;
}
