import {
  type Acceptance,
  createVerifier,
  parseTrust,
  type Requirement,
  storedRecords,
  type UnixTime,
  type VerifierOptions,
} from '../dist/index.js';
import type { DistinctRecords } from './distinct-records.ts';
import { trustFile } from './vector-streams.ts';

/** What a verification is asked; times in nanoseconds since 1970, decimal. */
export interface Question {
  readonly from?: string;
  readonly to?: string;
  readonly asOf?: string;
  readonly source?: 'file' | 'store';
  readonly require?: readonly Requirement[];
  readonly accept?: readonly Acceptance[];
}

export interface Case {
  readonly name: string;
  readonly options?: Question;
  readonly trust?: unknown;
  readonly vocabulary?: readonly string[];
  readonly requests: readonly unknown[];
  /** `verdict stream #sequence field` of each finding, or the reason of a NOT PROVEN. */
  readonly expected: readonly string[];
}

/** The case with the verdict that the verifier reaches, which must be the expected one. */
export function judged(
  { name, options, trust = trustFile(), vocabulary = [], requests, expected }: Case,
  table: DistinctRecords,
): unknown {
  const verifier = createVerifier({
    trust: trust === null ? undefined : parseTrust(JSON.stringify(trust)),
    vocabulary,
    ...verifierOptions(options),
  });
  for (const one of requests) for (const record of storedRecords(one, 'requests')) verifier.add(record);
  const { verdict, exitCode, reason, findings, conditions } = verifier.finish();
  const words = findings.map((finding) => `${finding.verdict} #${finding.sequence} ${finding.field}`);
  const reached = verdict === 'NOT INTACT' ? words : [`${verdict}${reason === '' ? '' : ` ${reason}`}`];
  if (JSON.stringify(reached) !== JSON.stringify(expected)) throw new Error(`${name}: ${JSON.stringify(reached)}`);
  const found = findings.map(({ verdict: what, stream, sequence, field }) => ({
    verdict: what,
    stream,
    sequence,
    field,
  }));
  const judgement = { verdict, exitCode, reason, findings: found };
  const given = { name, trust, vocabulary, requests: table.placed(requests) };
  if (options === undefined) return { ...given, ...judgement };
  const named = conditions.map(({ condition }) => condition).filter((condition) => condition !== 'DUPLICATE_BENIGN');
  return { ...given, options, ...judgement, conditions: [...new Set(named)] };
}

function verifierOptions({ from, to, asOf, source, require, accept }: Question = {}): VerifierOptions {
  const range = from === undefined && to === undefined ? undefined : { from: timeOf(from), to: timeOf(to) };
  return { range, asOf: timeOf(asOf), source, require, accept };
}

function timeOf(nanoseconds: string | undefined): UnixTime | undefined {
  return nanoseconds === undefined ? undefined : [Number(nanoseconds.slice(0, -9)), Number(nanoseconds.slice(-9))];
}
