import type { Report } from '@otelseal/audit-integrity';

import { ALTERING_WAYS, type AlteringWay, HONEST_WAYS } from './collector-ways.ts';
import {
  ENCODINGS,
  type Encoding,
  FORMS,
  type Form,
  LEAVES,
  reportsAfter,
  type Size,
  sizeOf,
} from './measure-forms.ts';

export const PAGE = new URL('../../../../packages/audit-integrity/docs/embedded-text.md', import.meta.url);
const BEGIN = '<!-- tables: written by node bootstrap.mjs test/end-to-end/otelcol/embedded-text/run.ts -->';
const END = '<!-- end of tables -->';

/** Puts the tables between the page's markers; all around them is written by hand. */
export function withTables(page: string, tables: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin === -1 || end < begin) throw new Error(`${PAGE.pathname} has lost its markers ${BEGIN} … ${END}`);
  return `${page.slice(0, begin)}${BEGIN}\n${tables}${page.slice(end)}`;
}

/** @param folderOf a new folder for each run */
export async function measuredTables(folderOf: (name: string) => string): Promise<string> {
  const honest: string[][] = [];
  const altered: string[][] = [];
  let wrong = 0;
  for (const [index, way] of HONEST_WAYS.entries()) {
    for (const encoding of ENCODINGS) {
      const reports = await reportsAfter(way, encoding, folderOf(`honest-${index}-${encoding}`));
      wrong += FORMS.filter((form) => reports[form].verdict !== 'INTACT').length;
      honest.push([way.name, encoding, ...FORMS.map((form) => survival(reports[form]))]);
    }
  }
  for (const [index, way] of ALTERING_WAYS.entries()) {
    const encoding = ENCODINGS[index % ENCODINGS.length] as Encoding;
    const reports = await reportsAfter(way, encoding, folderOf(`altered-${index}`));
    wrong += FORMS.filter((form) => reports[form].verdict !== 'NOT INTACT').length;
    altered.push([way.name, ...FORMS.map((form) => finding(reports[form], way))]);
  }
  return [
    '### Size',
    'Bytes a record that each form adds, requests of 512 records, without control records and checkpoints (both have them alike).',
    table(['record', 'encoding', 'without a seal', ...FORMS.map((form) => `${form} adds`)], sizeRows()),
    '### Survival',
    'Findings of the verifier over all records of a stream; every honest way must be INTACT.',
    table(['way', 'sent as', ...FORMS], honest),
    '### What is found',
    'The first verdict and the field that it names, how many records it is about, and for how many leaves what was signed can still be read and is proven.',
    table(['a collector that is told to', ...FORMS], altered),
    `False verdicts in these two tables: ${wrong}.`,
    '',
  ].join('\n\n');
}

function survival(report: Report): string {
  const records = report.streams.reduce((sum, stream) => sum + stream.records, 0);
  const count = Object.values(report.counts).reduce((sum, of) => sum + of, 0);
  return `${report.verdict}, ${records} leaves, ${count} findings`;
}

/** The first finding's field, and whether it is the one that was altered. */
function finding(report: Report, way: AlteringWay): string {
  const { verdict, findings, counts } = report;
  const [first] = findings;
  if (first === undefined) return `${verdict}: not found`;
  const named = first.field === way.field ? first.field : `${first.field} (altered: ${way.field})`;
  return `${first.verdict} ${named}, ${counts[first.verdict]}; proven ${provenLeaves(report)}`;
}

/** Leaves whose signed text is here and stands under a signed root. */
function provenLeaves({ counts, conditions }: Report): number {
  const unanchored = conditions.filter(({ condition }) => condition === 'UNANCHORED');
  return LEAVES - (counts.MODIFIED ?? 0) - unanchored.reduce((sum, { sequence }) => sum + lengthOf(sequence), 0);
}

/** `7` or `7–9`. */
function lengthOf(run: string): number {
  const [first = 0, last = first] = run.split('–').map(Number);
  return last - first + 1;
}

function sizeRows(): string[][] {
  return (['R10', 'R35'] as const).flatMap((family) =>
    ENCODINGS.map((encoding) => {
      const bare = sizeOf(family, encoding, undefined);
      return [family, encoding, bytes(bare), ...FORMS.map((form: Form) => added(sizeOf(family, encoding, form), bare))];
    }),
  );
}

function bytes({ plain, gzip }: Size): string {
  return `${Math.round(plain)} B, gzip ${Math.round(gzip)} B`;
}

function added(size: Size, bare: Size): string {
  return bytes({ plain: size.plain - bare.plain, gzip: size.gzip - bare.gzip });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
