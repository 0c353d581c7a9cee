import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createVerifier, parseTrust, storedRecords } from '@otelseal/audit-integrity';
import { describe, expect, it } from 'vitest';
import { type Decision, type LogCase, python, pythonDecisions } from './python-verifier.ts';
import { type LogRecord, RESOURCE, sealedLog } from './sealed-log.ts';
import { TAMPERINGS } from './tamperings.ts';

const STREAM_FILES = [
  'streams.json',
  'stream-relations.json',
  'counter-seals.json',
  'rotations.json',
  'range-checkpoints.json',
] as const;
const VECTORS = new URL('../../packages/audit-integrity/vectors/v1/', import.meta.url);

interface StreamVectors {
  readonly scope: string;
  readonly resources: readonly object[];
  readonly records: readonly object[];
  readonly cases: readonly (Omit<Decision, 'conditions'> & {
    readonly conditions?: readonly string[];
    readonly name: string;
    readonly trust: object | null;
    readonly vocabulary: readonly string[];
    readonly requests: readonly { readonly resource: number; readonly records: readonly number[] }[];
    readonly options?: object;
  })[];
}

describe('a verifier written from SPEC.md alone', () => {
  it('agrees with every vector of texts, keys, notes, values and trees', () => {
    const results = JSON.parse(python('check-vectors.py', [fileURLToPath(VECTORS)])) as {
      file: string;
      failed: string[];
    }[];
    expect(results.filter(({ failed }) => failed.length > 0)).toEqual([]);
    const files = readdirSync(VECTORS).filter(
      (name) => name.endsWith('.json') && !STREAM_FILES.some((f) => f === name),
    );
    expect(results.map(({ file }) => `${file}.json`).sort()).toEqual(files.sort());
  });

  it.each(STREAM_FILES)('decides every vector of %s as the vector says', (file) => {
    const { scope, resources, records, cases } = JSON.parse(
      readFileSync(new URL(file, VECTORS), 'utf8'),
    ) as StreamVectors;
    const given = cases.map(({ trust, vocabulary, requests, options }) => ({
      trust,
      vocabulary,
      ...(options === undefined ? {} : { options }),
      requests: requests.map(({ resource, records: indices }) =>
        request(
          resources[resource] as object,
          indices.map((index) => records[index] as object),
          scope,
        ),
      ),
    }));
    const decisions = pythonDecisions(given);
    const wanted = cases.map(({ name, verdict, exitCode, reason, findings, conditions }, index) => [
      name,
      { verdict, exitCode, reason, findings, conditions: conditions ?? decisions[index]?.conditions },
    ]);
    expect(decisions.map((decision, index) => [cases[index]?.name, decision])).toEqual(wanted);
  });

  it('comes to the same decision as the package about logs that were sealed just now, and tampered with', () => {
    const { records, trust } = sealedLog(10);
    const given = TAMPERINGS.map(([, tamper]) => {
      const copies = structuredClone(records);
      const resource = structuredClone(RESOURCE);
      return { trust, vocabulary: ['url.path'], requests: [request(resource, tamper(copies, resource))] };
    });
    const ours = given.map(packageDecision);
    expect(pythonDecisions(given).map((decision, index) => [TAMPERINGS[index]?.[0], decision])).toEqual(
      ours.map((decision, index) => [TAMPERINGS[index]?.[0], decision]),
    );
    expect(new Set(ours.map(({ verdict }) => verdict))).toEqual(new Set(['INTACT', 'NOT INTACT', 'NOT PROVEN']));
  });
});

function request(resource: object, logRecords: readonly (object | LogRecord)[], scope = 'test'): object {
  return { resourceLogs: [{ resource, scopeLogs: [{ scope: { name: scope }, logRecords }] }] };
}

function packageDecision({ trust, vocabulary, requests }: LogCase): Decision {
  const verifier = createVerifier({ trust: parseTrust(JSON.stringify(trust)), vocabulary });
  for (const given of requests) for (const record of storedRecords(given, 'memory')) verifier.add(record);
  const report = verifier.finish();
  const findings = report.findings.map(({ verdict, stream, sequence, field }) => ({
    verdict,
    stream,
    sequence,
    field,
  }));
  const conditions = new Set<string>(report.conditions.map(({ condition }) => condition));
  conditions.delete('DUPLICATE_BENIGN');
  const { verdict, exitCode, reason } = report;
  return { verdict, exitCode, reason, findings, conditions: [...conditions] };
}
