import type { Report } from '@otelseal/audit-integrity';

/**
 * Whether two reports say the same of these streams, wherever the records were found. The one over a bundle that was cut must say what the
 * one over the source says, or too much was cut. Whether a stream was closed later on a part need not tell.
 */
export function saysTheSame(source: Report, bundle: Report, streams: ReadonlySet<string>): boolean {
  return statements(source, streams) === statements(bundle, streams);
}

function statements({ findings, conditions, streams }: Report, of: ReadonlySet<string>): string {
  const said = [
    ...findings.map(({ verdict, stream, sequence, field }) => [verdict, stream, sequence, field]),
    ...conditions.map(({ condition, stream, sequence }) => [condition, stream, sequence]),
    ...streams.map(({ stream, first, last, records, trusted }) => [stream, first, last, records, trusted]),
  ];
  return said
    .filter((statement) => statement.some((part) => of.has(part as string)))
    .map((statement) => JSON.stringify(statement))
    .filter((statement) => !statement.startsWith('["DUPLICATE_BENIGN"')) // a source may be read twice
    .sort()
    .join('\n');
}
